using System.Globalization;
using System.Text.RegularExpressions;
using Dockerlint.Findings;
using Dockerlint.Tests.Pages;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Rules;

/// <summary>
/// A case below Fixtures/&lt;ID&gt;: a <c>name.Dockerfile</c>, <c>name.compose.yaml</c> or manifest <c>name.yaml</c>, or a folder
/// with the files and their context. What is expected stands in
/// comments: <c># expect: STOP2001 error 1-19 "part of the message"</c> on the line above, <c># expect@+2: …</c> counted from the comment; 1-19
/// are the first column and the one behind the last. A file without one must be silent.
/// </summary>
internal sealed partial record Fixture(string Name, Folder Folder)
{
    public static string Root { get; } = Path.Combine(Repository.Root, "dockerlint", "tests", "Dockerlint.Tests", "Fixtures");

    public string RuleId => Name.Split('/')[0];

    public IReadOnlyList<Expectation> Expectations => [.. Folder.Files.SelectMany(file => Read(file.Key, file.Value))];

    public static IEnumerable<string> Names()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root, "STOP*").Order(StringComparer.Ordinal))
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
            {
                yield return $"{Path.GetFileName(folder)}/{Path.GetFileName(path)}";
            }
        }
    }

    public static Fixture Load(string name)
    {
        var path = Path.Combine(Root, name);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(path))
        {
            files[NameInFolder(path)] = File.ReadAllText(path);
        }
        else
        {
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                files[Path.GetRelativePath(path, file).Replace('\\', '/')] = File.ReadAllText(file);
            }
        }

        return new Fixture(name, new Folder(files));
    }

    /// <summary>Writes columns and message into the expectations that lack them, for the findings as they are.</summary>
    public void Complete(IReadOnlyList<Finding> findings)
    {
        foreach (var expected in Expectations.Where(expected => expected.Columns.Length == 0 || expected.Message.Length == 0))
        {
            var single = System.IO.Path.Combine(Root, Name);
            var file = File.Exists(single) ? single : System.IO.Path.Combine(single, expected.Path);
            var lines = File.ReadAllText(file).Split('\n');
            var finding = findings.FirstOrDefault(
                finding => expected.IsAbout(finding) && finding.Message.Contains(expected.Message, StringComparison.Ordinal));
            if (finding is not null)
            {
                lines[expected.CommentLine - 1] = expected.Completed(lines[expected.CommentLine - 1], finding);
                File.WriteAllText(file, string.Join('\n', lines));
            }
        }
    }

    private static string NameInFolder(string path) => path.EndsWith(".compose.yaml", StringComparison.Ordinal) ? "compose.yaml"
        : path.EndsWith(".yaml", StringComparison.Ordinal) ? "deployment.yaml"
        : "Dockerfile";

    private static IEnumerable<Expectation> Read(string path, string content)
    {
        var lines = content.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Comment().Match(lines[i]) is { Success: true } match)
            {
                var offset = match.Groups["offset"] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 1;
                yield return new Expectation(
                    path, i + 1 + offset, match.Groups["id"].Value, Enum.Parse<Severity>(match.Groups["severity"].Value, ignoreCase: true),
                    match.Groups["columns"].Value, match.Groups["message"].Value)
                {
                    CommentLine = i + 1,
                };
            }
            else
            {
                Assert.DoesNotContain("expect", lines[i].Split('#', 2)[^1].TrimStart().Split(' ')[0], StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex(
        """^\s*(?:#|//)\s*expect(?:@\+(?<offset>\d+))?:\s+(?<id>STOP\d{4})\s+(?<severity>error|warning|info)"""
        + """(?:\s+(?<columns>\d+-\d+))?(?:\s+"(?<message>.*)")?\s*$""")]
    private static partial Regex Comment();
}

internal sealed record Expectation(string Path, int Line, string Id, Severity Severity, string Columns, string Message)
{
    public int CommentLine { get; init; }

    public bool Matches(Finding finding) =>
        IsAbout(finding) && Columns == ColumnsOf(finding) && finding.Message.Contains(Message, StringComparison.Ordinal);

    /// <summary>The comment as it should be, where it says too little.</summary>
    public string Completed(string comment, Finding finding)
    {
        var severity = comment.IndexOf(Severity.ToString().ToLowerInvariant(), comment.IndexOf(Id, StringComparison.Ordinal),
            StringComparison.Ordinal);
        var message = Message.Length > 0 ? Message : string.Join(' ', finding.Message.Split(' ').Take(8));
        return $"{comment[..severity]}{Severity.ToString().ToLowerInvariant()} {ColumnsOf(finding)} \"{message}\"";
    }

    public bool IsAbout(Finding finding) =>
        finding.Location.Path == Path && finding.Location.Line == Line && finding.Rule.Id == Id && finding.Severity == Severity;

    private static string ColumnsOf(Finding finding) => $"{finding.Location.Start.Column}-{finding.Location.End.Column}";
}
