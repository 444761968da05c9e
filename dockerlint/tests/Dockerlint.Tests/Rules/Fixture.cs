using System.Globalization;
using System.Text.RegularExpressions;
using Dockerlint.Findings;
using Dockerlint.Tests.Pages;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Rules;

/// <summary>
/// A case below Fixtures/&lt;ID&gt;: a <c>name.Dockerfile</c>, <c>name.compose.yaml</c> or manifest <c>name.yaml</c>, or a folder with the files and their context. What is expected stands in
/// comments: <c># expect: STOP2001 error "part of the message"</c> on the line above, <c># expect@+2: …</c> counted from the comment.
/// A file without one must be silent.
/// </summary>
internal sealed partial record Fixture(string Name, Folder Folder)
{
    public static string Root { get; } = Path.Combine(Repository.Root, "dockerlint", "tests", "Dockerlint.Tests", "Fixtures");

    public string RuleId => Name.Split('/')[0];

    public IReadOnlyList<Expectation> Expectations => [.. Folder.Files.SelectMany(file => Read(file.Key, file.Value))];

    public static IEnumerable<string> Names()
    {
        foreach (string folder in Directory.EnumerateDirectories(Root, "STOP*").Order(StringComparer.Ordinal))
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
            {
                yield return $"{Path.GetFileName(folder)}/{Path.GetFileName(path)}";
            }
        }
    }

    public static Fixture Load(string name)
    {
        string path = Path.Combine(Root, name);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(path))
        {
            files[NameInFolder(path)] = File.ReadAllText(path);
        }
        else
        {
            foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                files[Path.GetRelativePath(path, file).Replace('\\', '/')] = File.ReadAllText(file);
            }
        }

        return new Fixture(name, new Folder(files));
    }

    private static string NameInFolder(string path) => path.EndsWith(".compose.yaml", StringComparison.Ordinal) ? "compose.yaml"
        : path.EndsWith(".yaml", StringComparison.Ordinal) ? "deployment.yaml"
        : "Dockerfile";

    private static IEnumerable<Expectation> Read(string path, string content)
    {
        string[] lines = content.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (Comment().Match(lines[i]) is { Success: true } match)
            {
                int offset = match.Groups["offset"] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 1;
                yield return new Expectation(path, i + 1 + offset, match.Groups["id"].Value, Enum.Parse<Severity>(match.Groups["severity"].Value, ignoreCase: true), match.Groups["message"].Value);
            }
            else
            {
                Assert.DoesNotContain("expect", lines[i].Split('#', 2)[^1].TrimStart().Split(' ')[0], StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex("""^\s*(?:#|//)\s*expect(?:@\+(?<offset>\d+))?:\s+(?<id>STOP\d{4})\s+(?<severity>error|warning|info)(?:\s+"(?<message>.*)")?\s*$""")]
    private static partial Regex Comment();
}

internal sealed record Expectation(string Path, int Line, string Id, Severity Severity, string Message)
{
    public bool Matches(Finding finding) => finding.Location.Path == Path && finding.Location.Line == Line && finding.Rule.Id == Id && finding.Severity == Severity
        && finding.Message.Contains(Message, StringComparison.Ordinal);
}
