using System.Text.Json;
using Dockerlint.Images;
using Dockerlint.Tests.Cli;
using Dockerlint.Tests.Pages;
using Dockerlint.Text;

namespace Dockerlint.Tests.Images;

public sealed class ImageFactsTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("registry.example.com/base/*", "registry.example.com/base/web:1.2", true)]
    [InlineData("registry.example.com/base/*", "registry.example.com/base/a/b", true)]
    [InlineData("registry.example.com/base/*", "registry.example.com/other/web", false)]
    [InlineData("web", "web:1", true)]
    [InlineData("web:1", "web:2", false)]
    [InlineData("web:1*", "web:1.4-slim", true)]
    [InlineData("node:22", "docker.io/library/node:22", true)]
    [InlineData("node", "registry.example.com/node", false)]
    [InlineData("base/web", "base/web@sha256:0123", true)]
    public void Pattern_Fits(string pattern, string reference, bool fits) =>
        Assert.Equal(fits, Facts($"\"{pattern}\": {{shell: bash}}").Over(reference, new BaseImage(reference)).Shell == ShellKind.Bash);

    [Fact]
    public void FirstEntryThatFits_Counts()
    {
        var facts = Facts("a/b: {shell: ash}\n\"a/*\": {shell: bash, user: app}\n");

        Assert.Equal((ShellKind.Ash, (string?)null), Of("a/b"));
        Assert.Equal((ShellKind.Bash, "app"), Of("a/c"));

        (ShellKind Shell, string? User) Of(string name) => facts.Over(name, new BaseImage(name)) is var image ? (image.Shell, image.User) : default;
    }

    [Fact]
    public void WhatAnEntryLeavesOut_IsAsWithoutIt()
    {
        var node = new ImageSources([Facts("node: {stopSignal: INT}")], null).Find("node:22-slim");

        Assert.Equal(("SIGINT", ShellKind.Dash, true), (node.StopSignal, node.Shell, node.EntrypointExecsArguments));
        Assert.Equal("docker-entrypoint.sh", Assert.Single(node.Entrypoint!));
    }

    [Theory]
    [InlineData("a: {shel: bash}", 1, 5, "unknown fact shel; there are shell, entrypoint,")]
    [InlineData("a:\n  shell: zsh", 2, 10, "shell is what /bin/sh")]
    [InlineData("a:\n  entrypoint: tini --", 2, 15, "entrypoint is a list of words")]
    [InlineData("a:\n  stopSignal: SIGNOTHING", 2, 15, "stopSignal is a signal's name or number")]
    [InlineData("a:\n  workingDir: app", 2, 15, "workingDir is an absolute path")]
    [InlineData("a:\n  env: [A=b]", 2, 8, "env is a mapping")]
    [InlineData("a:\n  entrypointExecsCommand: 1", 2, 27, "entrypointExecsCommand is true or false")]
    [InlineData("a: bash", 1, 4, "the facts of a are a mapping")]
    [InlineData("- a", 1, 1, "a mapping of image names")]
    public void Mistake_HasItsPlaceAndTheOthersCount(string text, int line, int column, string message)
    {
        var error = Assert.Single(Facts(text).Errors);

        Assert.Equal((line, column), (error.Position.Line, error.Position.Column));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileAtTheRoot_DecidesWhatAnUnknownImageStarts()
    {
        _folder.Write("Dockerfile", "FROM registry.example.com/base/node:1\nCOPY server.js .\nCMD node server.js\n");
        Assert.Contains("STOP2001", _folder.Run("--select", "STOP2001", ".").Output, StringComparison.Ordinal);

        _folder.Write("dockerlint.images.yaml", "registry.example.com/base/*: {shell: bash, entrypoint: [tini, --], stopSignal: SIGTERM}\n");
        Assert.Equal(0, _folder.Run("--select", "STOP2001", ".").Code);
        var trace = _folder.Run("trace", ".").Output;
        Assert.Contains("PID 1  tini --", trace, StringComparison.Ordinal);
        Assert.Contains("dockerlint.images.yaml:1", trace, StringComparison.Ordinal);
    }

    [Fact]
    public void FileOfTheCommandLine_CountsBeforeTheRootsOwn()
    {
        _folder.Write("web/Dockerfile", "FROM corp/web\nCMD node server.js\n").Write("web/dockerlint.images.yaml", "corp/web: {shell: dash}\n")
            .Write("mine.yaml", "corp/web: {shell: ash}\n");

        Assert.Contains("STOP2001", _folder.Run("web", "--select", "STOP2001").Output, StringComparison.Ordinal);
        Assert.Equal(0, _folder.Run("web", "--select", "STOP2001", "--image-facts", "mine.yaml").Code);
    }

    [Fact]
    public void WhatStaysUnknown_IsCounted()
    {
        _folder.Write(
            "compose.yaml",
            "services: {a: {image: 'corp/a:1'}, b: {image: 'corp/b:1'}, c: {image: 'corp/a:1'}, d: {image: 'nginx:1.27'}}\n");

        Assert.EndsWith("; 2 images not known; --images local would look\n", _folder.Run("--select", "STOP2001").Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(_folder.Run("--format", "json").Output);
        var notChecked = json.RootElement.GetProperty("summary").GetProperty("notChecked");
        Assert.Equal(["corp/a:1", "corp/b:1"], notChecked.GetProperty("images").EnumerateArray()
            .Select(static name => name.GetString()));
        using var sarif = JsonDocument.Parse(_folder.Run("--format", "sarif").Output);
        Assert.Contains("2 images not known: corp/a:1, corp/b:1", sarif.RootElement.GetRawText(), StringComparison.Ordinal);

        _folder.Write("dockerlint.images.yaml", "\"corp/*\": {shell: none, entrypoint: [/app], cmd: []}\n");
        Assert.DoesNotContain("not known", _folder.Run("--select", "STOP2001").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistake_ExitTwoWithFileAndLine_AndTheRestIsChecked()
    {
        var run = _folder.Write("Dockerfile", WorkFolder.ShellForm).Write("dockerlint.images.yaml", "debian:\n  shel: bash\n").Run(".");

        Assert.Equal(2, run.Code);
        Assert.StartsWith("dockerlint.images.yaml:2:3: error STOP0001: unknown fact shel;", run.Error, StringComparison.Ordinal);
        Assert.Contains("STOP2001", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void NoSuchFile_ExitTwo()
    {
        var run = _folder.Write("Dockerfile", WorkFolder.Graceful).Run(".", "--image-facts", "nowhere.yaml");

        Assert.Equal((2, "nowhere.yaml: error STOP0001: no such file or folder\n"), (run.Code, run.Error));
    }

    [Fact]
    public void PublishedSchema_SaysWhatIsAccepted()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "dockerlint.images.schema.json")));
        var properties = schema.RootElement.GetProperty("additionalProperties").GetProperty("properties");
        var named = Assert.Single(Facts("a: {nonsense: 1}").Errors).Message.Split("there are ")[1].Split(", ");

        Assert.Equal(named, properties.EnumerateObject().Select(static property => property.Name).OrderBy(name => Array.IndexOf(named, name)));
        foreach (var property in properties.EnumerateObject())
        {
            var key = property.Value.TryGetProperty("enum", out var examples) ? examples : property.Value.GetProperty("examples");
            Assert.All(key.EnumerateArray(), example => Assert.Empty(Facts($"a: {{{property.Name}: {example.GetRawText()}}}").Errors));
        }
    }

    [Fact]
    public void ExampleOfThePage_IsRead()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "images.md"));
        const string Fence = "```yaml dockerlint.images.yaml\n";
        var start = page.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        var facts = Facts(page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);

        Assert.Empty(facts.Errors);
        var image = facts.Over("registry.example.com/base/web:2", new BaseImage("registry.example.com/base/web:2"));
        Assert.Equal((ShellKind.Bash, "tini --", "SIGTERM"), (image.Shell, string.Join(' ', image.Entrypoint!), image.StopSignal));
        Assert.Equal("/app", facts.Over("registry.example.com/legacy/web", new BaseImage("x")).WorkDir);
    }

    private static ImageFacts Facts(string text) => ImageFacts.Read(new SourceText("dockerlint.images.yaml", text));
}
