namespace Dockerlint.Tests.Pages;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string RulePages { get; } = Path.Combine(Root, "docs", "rules");

    public static bool Updates { get; } = Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    /// <summary>The file is as generated; with <c>UPDATE_DOCS=1</c> it is written.</summary>
    public static void Matches(string path, string generated)
    {
        if (Updates)
        {
            File.WriteAllText(path, generated);
        }

        var written = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(written == generated,
            $"{Path.GetRelativePath(Root, path)} is out of date: run UPDATE_DOCS=1 dotnet test dockerlint/tests/Dockerlint.Tests");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Toolkit.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Toolkit.sln is not above the tests.");
    }
}
