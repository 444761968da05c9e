using Dockerlint.Cli.Inputs;

namespace Dockerlint.Tests.Cli;

public sealed class GitIgnoreTests
{
    [Theory]
    [InlineData("out", "out", true)]
    [InlineData("out", "a/b/out", true)]
    [InlineData("out", "output", null)]
    [InlineData("/out", "out", true)]
    [InlineData("/out", "a/out", null)]
    [InlineData("a/out", "a/out", true)]
    [InlineData("a/out", "b/a/out", null)]
    [InlineData("*.log", "x/y.log", true)]
    [InlineData("*.log", "y.log.txt", null)]
    [InlineData("a/*", "a/b", true)]
    [InlineData("a/*", "a/b/c", null)]
    [InlineData("**/foo", "foo", true)]
    [InlineData("**/foo", "a/b/foo", true)]
    [InlineData("**/foo/bar", "a/foo/bar", true)]
    [InlineData("foo/**", "foo/a/b", true)]
    [InlineData("foo/**", "foo", null)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "ab", null)]
    [InlineData("a**b", "axxb", true)]
    [InlineData("?.c", "x.c", true)]
    [InlineData("?.c", "xx.c", null)]
    [InlineData("[a-c].c", "b.c", true)]
    [InlineData("[!a-c].c", "b.c", null)]
    [InlineData("[]x].c", "].c", true)]
    [InlineData("[unclosed", "[unclosed", true)]
    [InlineData("# comment", "# comment", null)]
    [InlineData("\\#file", "#file", true)]
    [InlineData("\\!file", "!file", true)]
    [InlineData("trailing   ", "trailing", true)]
    [InlineData("trailing\\ ", "trailing ", true)]
    [InlineData("", "x", null)]
    [InlineData("/", "x", null)]
    [InlineData("*\n!keep", "keep", false)]
    [InlineData("!keep\n*", "keep", true)]
    [InlineData("*.c\n!b/*.c", "b/x.c", false)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", null)]
    public void Pattern_DecidesAsGitDoes(string content, string path, bool? expected) =>
        Assert.Equal(expected, new GitIgnoreFile("/repo", content).Ignores("/repo/" + path, isFolder: false));

    [Theory]
    [InlineData("out/", true, true)]
    [InlineData("out/", false, null)]
    [InlineData("/a/out/", true, null)]
    public void SlashAtTheEnd_FoldersOnly(string content, bool isFolder, bool? expected) =>
        Assert.Equal(expected, new GitIgnoreFile("/repo", content).Ignores("/repo/out", isFolder));

    [Fact]
    public void PathOutsideItsFolder_Undecided()
    {
        var file = new GitIgnoreFile("/repo/a", "*");

        Assert.Null(file.Ignores("/repo/b", isFolder: false));
        Assert.Null(file.Ignores("/repo/a", isFolder: true));
    }

    [Fact]
    public void ManyStars_NoBacktrackingWithoutEnd()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 30)) + "b";

        Assert.Null(new GitIgnoreFile("/repo", pattern).Ignores("/repo/" + new string('a', 3000), isFolder: false));
    }
}
