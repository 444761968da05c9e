using System.Reflection;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Stubs { get; } = Path.Combine(Root, "analyzers/tests/ShutdownToolkit.Analyzers.Tests/Stubs");

    public static string RulePages { get; } = Path.Combine(Root, "docs/rules");

    /// <summary>Generated text is rewritten with <c>UPDATE_DOCS=1 dotnet test</c>; without it, a difference fails.</summary>
    public static void Matches(string path, string generated)
    {
        var current = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (current == generated)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, generated);
        }
        else
        {
            Assert.Fail($"{Path.GetRelativePath(Root, path)} is out of date: run UPDATE_DOCS=1 dotnet test.");
        }
    }
}
