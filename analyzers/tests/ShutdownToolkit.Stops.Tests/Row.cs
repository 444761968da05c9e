using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShutdownToolkit.Stops.Tests;

/// <summary>
/// One side of Rows/STOPnnnn.cs: compiled with the symbol BROKEN or without it. Its second and third lines say how each side stops, in the words of
/// <see cref="Expectation"/>.
/// </summary>
internal sealed record Row(string Rule, bool IsBroken)
{
    public static readonly string Folder = Path.Combine(Repository.Root, "analyzers/tests/ShutdownToolkit.Stops.Tests/Rows");

    private static readonly string _host = File.ReadAllText(Path.Combine(Folder, "Row.cs"));

    public static IEnumerable<Row> All => Directory.EnumerateFiles(Folder, "STOP*.cs")
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Order(StringComparer.Ordinal)
        .SelectMany(rule => new[] { new Row(rule, true), new Row(rule, false) });

    public string Side => IsBroken ? "broken" : "fixed";

    public string Source { get; } = File.ReadAllText(Path.Combine(Folder, Rule + ".cs")).ReplaceLineEndings("\n");

    /// <summary>The first line: what is run.</summary>
    public string Title => Source.Split('\n')[0].TrimStart('/', ' ');

    public Expectation Expected
    {
        get
        {
            var start = $"// {Side}: ";
            return Expectation.Parse(Source.Split('\n').First(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..]);
        }
    }

    /// <summary>A row about a program without a host does not name <c>Row</c>, which has one.</summary>
    public TestProject Project => Source.Contains("Row.", StringComparison.Ordinal)
        ? TestProject.Executable with { Documents = ImmutableDictionary<string, string>.Empty.Add("Row.cs", _host) }
        : TestProject.Executable;

    public Document Document()
    {
        var document = Project.Create(Source, Rule + ".cs");
        var options = new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: IsBroken ? ["BROKEN"] : []);
        return document.Project.WithParseOptions(options).GetDocument(document.Id)!;
    }
}

/// <summary>
/// <c>exit 0, at once, says "done"</c>: the exit code, when, and what is or is <c>never</c> said. <c>killed</c> is what the test must do in the end;
/// <c>ended before</c> is a process that does not wait for the signal.
/// </summary>
internal sealed partial record Expectation(string Text, int ExitCode, string When, ImmutableArray<string> Said, ImmutableArray<string> NeverSaid)
{
    public static Expectation Parse(string text)
    {
        var match = Form().Match(text);
        Assert.True(match.Success, $"'{text}' is no expectation.");
        return new(
            text,
            match.Groups["code"].Success ? int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture) : 137,
            match.Groups["when"].Success ? match.Groups["when"].Value : "killed",
            [.. match.Groups["says"].Captures.Select(capture => capture.Value)],
            [.. match.Groups["never"].Captures.Select(capture => capture.Value)]);
    }

    [GeneratedRegex(
        "^(exit (?<code>\\d+), (?<when>at once|after the timeout|ended before)|killed)"
        + "(, (says \"(?<says>[^\"]+)\"|never says \"(?<never>[^\"]+)\"))*$")]
    private static partial Regex Form();
}
