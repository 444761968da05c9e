using System.Globalization;
using System.Text.RegularExpressions;

namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>
/// A line of a build's output, or what a consumer's source expects of it: <c>// STOP1002</c> on the line, <c>@-3</c> three lines above;
/// <c>stays</c> after the fixes.
/// </summary>
internal static partial class Findings
{
    /// <summary>Of one project, by its folder's name.</summary>
    public static SortedSet<string> In(string output, string project) =>
        [.. Reported().Matches(output).Where(line => line.Groups["project"].Value == project).Select(line =>
            Text(
                Path.GetFileName(line.Groups["file"].Value), int.Parse(line.Groups["line"].Value, CultureInfo.InvariantCulture),
                line.Groups["id"].Value))];

    public static SortedSet<string> Expected(string folder, bool afterTheFixes)
    {
        var expected = new SortedSet<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs"))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (Marked().Match(lines[i]) is { Success: true } mark && (!afterTheFixes || mark.Groups["stays"].Success))
                {
                    expected.Add(Text(
                        Path.GetFileName(file),
                        i + 1 + (mark.Groups["offset"].Success ? int.Parse(mark.Groups["offset"].Value, CultureInfo.InvariantCulture) : 0),
                        mark.Groups["id"].Value));
                }
            }
        }

        return expected;
    }

    private static string Text(string file, int line, string id) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line} {id}");

    [GeneratedRegex(
        @"^\s*(?<file>[^\n(]+)\((?<line>\d+),\d+\): (?:warning|error) (?<id>STOP\d+): "
            + @".*\[[^\n\]]*[/\\](?<project>[^/\\\n\]]+)\.csproj(?:::[^\n\]]*)?\]\s*$",
        RegexOptions.Multiline)]
    private static partial Regex Reported();

    [GeneratedRegex(@"// (?<id>STOP\d+)(?:@(?<offset>-\d+))?(?<stays> stays)?\s*$")]
    private static partial Regex Marked();
}
