namespace Docker.Tests;

/// <summary>The test that docs/timing.md shows is one that is compiled and run here.</summary>
public sealed class DocumentedTestTests
{
    private const string Fence = "```csharp\n", Class = "public sealed class OrdersStopTests";

    [Fact]
    public void TestOfTheDocumentation_IsTheOneThatRuns()
    {
        var source = Read("integration-tests/tests/Docker.Tests/OrdersStopTests.cs");
        var shown = source[source.IndexOf(Class, StringComparison.Ordinal)..];
        var page = Read("docs/timing.md");
        var from = page.IndexOf(Fence + Class, StringComparison.Ordinal) + Fence.Length;
        Assert.True(from >= Fence.Length, $"docs/timing.md has no block that starts with {Class}");
        var to = page.IndexOf("```", from, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(TestEngine.Repository, "docs/timing.md"), page[..from] + shown + page[to..]);
            return;
        }

        Assert.Equal(shown, page[from..to]);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(TestEngine.Repository, path)).ReplaceLineEndings("\n");
}
