using ShutdownToolkit.Site;

namespace Dockerlint.Tests.Pages;

/// <summary>The docs as a site (docs/site): every page, every link, found by its search.</summary>
public sealed class SiteTests : IDisposable
{
    private static readonly Site _site = Site.Of(Repository.Root, "https://example.org/blob/");

    private readonly string _folder = Directory.CreateTempSubdirectory("site-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Links_AllLeadSomewhere() => Assert.Empty(_site.DeadLinks);

    [Fact]
    public void Pages_OneForEachRuleAndPage()
    {
        _site.Write(_folder);

        Assert.All(Directory.GetFiles(Repository.RulePages, "*.md"), page => Assert.True(File.Exists(
            Path.Combine(_folder, "rules", Path.GetFileNameWithoutExtension(page) + ".html"))));
        Assert.All(Directory.GetFiles(_folder, "*.html", SearchOption.AllDirectories), static page =>
        {
            var html = File.ReadAllText(page);
            Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
            Assert.DoesNotContain("{body}", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<link rel=\"stylesheet\" href=\"http", html, StringComparison.Ordinal);
        });
        var rule = File.ReadAllText(Path.Combine(_folder, "rules/STOP2001.html"));
        Assert.Contains("href=\"../site.css\"", rule, StringComparison.Ordinal);
        Assert.Contains("<a href=\"../rules/index.html\"", rule, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "trace.svg")));
    }

    [Fact]
    public void Index_HasEveryPageWithItsWords()
    {
        _site.Write(_folder);
        var script = File.ReadAllText(Path.Combine(_folder, "index.js"));
        var pages = System.Text.Json.JsonSerializer.Deserialize<string[][]>(script["const pages = ".Length..].TrimEnd('\n', ';'))!;

        Assert.Equal(_site.Pages.Count, pages.Length);
        Assert.Contains(pages, static page => page[0] == "rules/STOP2001.html" && page[1].Contains("ShellFormKeepsShell", StringComparison.Ordinal)
            && page[2].Contains("PID 1", StringComparison.Ordinal));
    }
}
