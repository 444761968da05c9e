using System.Diagnostics;
using System.Text.RegularExpressions;
using ShutdownToolkit.Site;

namespace Dockerlint.Tests.Pages;

/// <summary>The docs as a site (docs/site): every page, every link, found by its search.</summary>
public sealed class SiteTests : IDisposable
{
    private const string Chromium = "/usr/bin/chromium";

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

    /// <summary>What README names first, a reader looks for first; no page is left out.</summary>
    [Fact]
    public void Menu_InTheOrderOfTheReadme() => Assert.Equal(
        ["README.md", "docs/install.md", "docs/adoption.md", "docs/rules/index.md"], _site.Pages.Take(4).Select(static page => page.Source));

    [Fact]
    public void BarInTheCodeOfACell_IsABar()
    {
        _site.Write(_folder);

        Assert.Contains("<code>app | x</code>", File.ReadAllText(Path.Combine(_folder, "rules/STOP2001.html")), StringComparison.Ordinal);
    }

    /// <summary>As a browser sees it: the search finds, every link leads to a file or its part, nothing is wider than a phone.</summary>
    [SkippableTheory]
    [InlineData("index.html", "prestop", "rules/STOP3002.html")]
    [InlineData("rules/STOP2001.html", "dumb-init", "../rules/STOP2012.html")]
    [InlineData("install.html", "no-such-word", null)]
    public void Browser_SearchesAndFollows(string page, string words, string? found)
    {
        Skip.IfNot(File.Exists(Chromium), "Chromium is not installed (apt-get install chromium)");
        _site.Write(_folder);
        // What the page looks like from within, written where the document's text can be read.
        File.AppendAllText(Path.Combine(_folder, "search.js"), """
            document.body.dataset.width = document.documentElement.scrollWidth + " of " + document.documentElement.clientWidth;
            document.body.dataset.margin = getComputedStyle(document.body).margin;
            """);

        var html = Browse($"file://{_folder}/{page}?q={words}");

        Assert.Contains(found is null ? "<ol id=\"found\">nothing</ol>" : $"<li><a href=\"{found}\">", html, StringComparison.Ordinal);
        var width = Attribute(html, "data-width").Split(" of ");
        Assert.True(width[0] == width[1], string.Join(" of ", width));
        Assert.Equal("0px", Attribute(html, "data-margin"));
        foreach (var link in Regex.Matches(html, "<a href=\"([^\"#:]+)(#[^\"]*)?\"").AsEnumerable())
        {
            var target = Path.Combine(_folder, Path.GetDirectoryName(page)!, link.Groups[1].Value);
            Assert.True(File.Exists(target), link.Value);
            Assert.True(link.Groups[2].Length == 0
                || File.ReadAllText(target).Contains($"id=\"{link.Groups[2].Value[1..]}\"", StringComparison.Ordinal), link.Value);
        }
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

    /// <summary>The document after its scripts have run, on a narrow window.</summary>
    private string Browse(string address)
    {
        var start = new ProcessStartInfo(Chromium, [
            "--headless", "--no-sandbox", "--disable-gpu", "--window-size=420,900", "--user-data-dir=" + Path.Combine(_folder, "profile"),
            "--virtual-time-budget=2000", "--dump-dom", address])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var html = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)) && html.Length > 0, "Chromium");
        errors.Wait();
        return html;
    }

    private static string Attribute(string html, string name) => html.Split(name + "=\"")[1].Split('"')[0];
}
