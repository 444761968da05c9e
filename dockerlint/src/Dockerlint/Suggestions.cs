using System.CommandLine;
using System.Globalization;

namespace Dockerlint.Cli;

/// <summary>
/// <c>dockerlint "[suggest:14]" "dockerlint --form"</c>, what a shell's completion asks: one word a line. System.CommandLine's own directive does
/// not know that <c>check</c> may be left out.
/// </summary>
internal static class Suggestions
{
    private const string Directive = "[suggest";

    public static bool IsAsked(string word) => word.StartsWith(Directive, StringComparison.Ordinal) && word.EndsWith(']');

    public static int Write(string directive, string line, RootCommand root, ParserConfiguration parsing, TextWriter output)
    {
        var typed = WithoutProgram(UpToCursor(directive, line));
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isFirstWord = words.Length == 0 || words.Length == 1 && !typed.EndsWith(' ');
        var found = isFirstWord ? Completions(typed, root, parsing).Concat(Completions("check " + typed, root, parsing))
            : Completions(CommandLine.IsCommand(words[0], root) ? typed : "check " + typed, root, parsing);
        foreach (var word in found.Distinct().Order(StringComparer.Ordinal))
        {
            output.WriteLine(word);
        }

        return ExitCode.Clean;
    }

    private static IEnumerable<string> Completions(string line, RootCommand root, ParserConfiguration parsing) =>
        root.Parse(line, parsing).GetCompletions(line.Length).Select(static item => item.InsertText ?? item.Label)
            .Where(static word => !word.StartsWith('/') && word is not "-?");

    /// <summary>A shell that has cut the blanks at the end still counts them.</summary>
    private static string UpToCursor(string directive, string line)
    {
        var number = directive.AsSpan(Directive.Length).Trim("[:]");
        return !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? line
            : cursor <= line.Length ? line[..cursor] : line.TrimEnd() + " ";
    }

    private static string WithoutProgram(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        var program = Path.GetFileNameWithoutExtension(end < 0 ? line : line[..end]);
        return program != "dockerlint" ? line : end < 0 ? "" : line[(end + 1)..].TrimStart();
    }
}
