using System.Reflection;

namespace ShutdownToolkit.Containers.Tests;

internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The command, as it was built for this test.</summary>
    public static string Dockerlint { get; } = Metadata("Dockerlint");

    /// <summary>Generated text is rewritten with <c>UPDATE_DOCS=1 dotnet test</c>; without it, a difference fails.</summary>
    public static void Matches(string path, string generated)
    {
        path = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, generated);
        }

        Assert.Equal(generated, File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "");
    }

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
