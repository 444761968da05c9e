namespace Dockerlint.Tests.Output;

/// <summary>A text that a person has looked at, kept in the repository. <c>UPDATE_DOCS=1 dotnet test</c> writes it anew.</summary>
internal static class ExpectedFile
{
    public static void Matches(string name, string actual)
    {
        var path = Path.Combine(RepositoryRoot(), "dockerlint/tests/Dockerlint.Tests/Output/Expected", name);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; UPDATE_DOCS=1 writes it");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n"));
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Toolkit.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Toolkit.sln above the tests");
        }

        return folder;
    }
}
