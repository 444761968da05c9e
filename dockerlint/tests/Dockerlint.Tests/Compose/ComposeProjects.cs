using Dockerlint.Compose;
using Dockerlint.Text;

namespace Dockerlint.Tests.Compose;

/// <summary>Loads snippets; a row's files are given as <c>path: text</c> pairs.</summary>
internal static class ComposeProjects
{
    public static ComposeProject Load(string yaml, params (string Path, string Text)[] others) => Load([("compose.yaml", yaml)], others);

    public static ComposeProject Load(
        (string Path, string Text)[] main, (string Path, string Text)[] others, Dictionary<string, string>? environment = null) =>
        ComposeLoader.Load(
            main.Select(file => ComposeSource.Parse(new SourceText(file.Path, file.Text))).ToList(),
            path => Array.Find(others, file => file.Path == path) is { Path: not null } found ? new SourceText(found.Path, found.Text) : null,
            environment);

    /// <summary>The only service of a file with this body.</summary>
    public static ComposeService Service(string body, Dictionary<string, string>? environment = null)
    {
        var indented = string.Join('\n', body.Split('\n').Select(line => "    " + line));
        return Assert.Single(Load([("compose.yaml", "services:\n  web:\n" + indented + "\n")], [], environment).Services);
    }

    /// <summary>Words in brackets, so that one can read where they end.</summary>
    public static string Words(ComposeCommand? command) =>
        command is null ? "image's" : string.Concat(command.Words.Select(word => $"[{word.Value}]"));

    public static string Written(SourceLocation location) => location.Source.Slice(location.Span);
}
