using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Tests.Dockerfile;

public class SharedWordsTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("one two", 0, 3)]
    [InlineData("one two", 4, 3)]
    [InlineData("one two", 7, 0)]
    [InlineData("a word of more than forty characters is none that others will say again", 2, 60)]
    public void PartOfAText_IsItsSubstring(string text, int start, int length) =>
        Assert.Equal(text.Substring(start, length), SharedWords.Of(text, start, length));

    /// <summary>Far more words than there are places, from all threads: each is still its own.</summary>
    [Fact]
    public void ManyWordsAtOnce_AreEachTheirOwn() =>
        Parallel.For(0, 200_000, static i =>
        {
            var text = $"<{i % 30_000}>";
            Assert.Equal(text[1..^1], SharedWords.Of(text, 1, text.Length - 2));
        });

    [Fact]
    public void SameWordInTwoFiles_IsOneObject()
    {
        var (first, second) = (Stage("a/Dockerfile"), Stage("b/Dockerfile"));

        Assert.Same(first.Image.WorkDir, second.Image.WorkDir);
        Assert.Same(first.From.Words[0], second.From.Words[0]);
    }

    private static Dockerlint.Dockerfile.Stage Stage(string path) =>
        DockerfileInput.Parse(new SourceText(path, "FROM registry.example.org/base:1 AS build\nWORKDIR /in/the/image\n")).Stages.Final!;
}
