using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>Each page's bad example, written as nobody writes it: the fix compiles, ends, and loses nothing of it.</summary>
public sealed partial class OddCodeTests
{
    /// <summary>Its fix gives a second signal the handler of the first.</summary>
    private const string Copies = "STOP1405";

    public static TheoryData<string> Fixable => [.. RulePage.All.Where(page => page.IsAutomatic).Select(page => page.Id)];

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task CommentsAroundEveryStatement_Stay(string id)
    {
        var marks = 0;
        var (before, after) = await Fixed(id, (root, _) => Inserted(root, Statements(root).SelectMany(statement => new[]
        {
            (statement.SpanStart, $"/* a{marks} */ "), (statement.Span.End, $" /* z{marks++} */"),
        })));

        AssertKept(Comments(before), Comments(after), id);
    }

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task LineCommentsAboveEveryStatement_Stay(string id)
    {
        var marks = 0;
        var (before, after) = await Fixed(id, (root, text) => Inserted(root, Statements(root).Where(statement => StartsItsLine(statement, text))
            .Select(statement => (text.Lines.GetLineFromPosition(statement.SpanStart).Start, $"// a{marks++}\n"))));

        AssertKept(LineComments(before), LineComments(after), id);
    }

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task Regions_Stay(string id)
    {
        var (_, after) = await Fixed(id, (root, text) => AroundTheFinding(root, text, "#region as written\n", "#endregion\n"));
        Assert.Equal(Regex.Count(after, "#region as written"), Regex.Count(after, "#endregion"));
    }

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task Conditions_Stay(string id)
    {
        var (before, after) = await Fixed(id, (root, text) => AroundTheFinding(root, text, "#if !NEVER\n", "#else\nnot C# at all\n#endif\n"));
        foreach (var line in new[] { "#if !NEVER", "#else", "not C# at all", "#endif" })
        {
            var (was, now) = (Regex.Count(before, Regex.Escape(line)), Regex.Count(after, Regex.Escape(line)));
            Assert.True(id == Copies ? now >= was : now == was, after);
        }
    }

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task MethodOnOneLine_StillCompiles(string id)
    {
        await Fixed(id, (root, _) => OnOneLine(root));
    }

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task LineEndsOfWindows_Stay(string id)
    {
        var (_, after) = await Fixed(id, (_, text) => text.ToString().ReplaceLineEndings("\r\n"));
        Assert.DoesNotMatch(LoneLineFeed(), after);
    }

    /// <summary>Nothing but the usings that the bad example itself needs.</summary>
    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task WithoutUsings_StillCompiles(string id)
    {
        var bad = RulePage.Of(id).Examples("Bad")[0];
        var document = bad.Document();
        var shared = document.Project.Documents.FirstOrDefault(other => other.Name == "Usings.g.cs");
        if (shared is null)
        {
            return;
        }

        var usings = UsingDirective().Matches((await shared.GetTextAsync()).ToString()).Select(match => match.Value["global ".Length..]);
        var written = string.Join('\n', usings) + "\n" + bad.Code;
        var project = document.Project.RemoveDocument(shared.Id);
        var all = project.GetDocument(document.Id)!.WithText(SourceText.From(written));
        var compilation = (await all.Project.GetCompilationAsync())!;
        var root = (await all.GetSyntaxRootAsync())!;
        var superfluous = compilation.GetDiagnostics().Where(one => one.Id == "CS8019").SelectMany(one => root.DescendantNodes()
            .OfType<UsingDirectiveSyntax>().Where(directive => one.Location.SourceSpan.IntersectsWith(directive.Span))).ToList();
        var lean = all.WithSyntaxRoot(root.RemoveNodes(superfluous, SyntaxRemoveOptions.KeepNoTrivia)!);

        await new Verification.Fixing(RuleSet.Analyzer(id), RuleSet.Fixer(id)!, bad.Project).OneByOne(lean);
    }

    /// <summary>The text before and after all fixes; the same where the odd form is no finding or no fix is offered. It compiles.</summary>
    private static async Task<(string Before, string After)> Fixed(string id, Func<SyntaxNode, SourceText, string> written)
    {
        var bad = RulePage.Of(id).Examples("Bad")[0];
        var plain = bad.Document();
        var before = written((await plain.GetSyntaxRootAsync())!, await plain.GetTextAsync());
        var document = plain.WithText(SourceText.From(before));
        var repaired = await new Verification.Fixing(RuleSet.Analyzer(id), RuleSet.Fixer(id)!, bad.Project).OneByOne(document);
        return (before, (await repaired.GetTextAsync()).ToString());
    }

    private static IEnumerable<StatementSyntax> Statements(SyntaxNode root) =>
        root.DescendantNodes().OfType<StatementSyntax>().Where(statement => statement is not BlockSyntax and not LocalFunctionStatementSyntax);

    private static string Inserted(SyntaxNode root, IEnumerable<(int Place, string Text)> insertions)
    {
        var text = root.ToFullString();
        foreach (var (place, inserted) in insertions.OrderByDescending(insertion => insertion.Place).ToList())
        {
            text = text.Insert(place, inserted);
        }

        return text;
    }

    /// <summary>Around each statement that begins and ends a line, in every method: the finding's is among them.</summary>
    private static string AroundTheFinding(SyntaxNode root, SourceText text, string above, string below) => Inserted(
        root, Statements(root).Where(statement => statement.Parent is BlockSyntax && StartsItsLine(statement, text)
            && text.Lines.GetLineFromPosition(statement.Span.End) is var last && last.End == statement.Span.End
            && text.Lines.GetLineFromPosition(statement.SpanStart).LineNumber == last.LineNumber)
        .Take(4)
        .SelectMany(statement => new[]
        {
            (text.Lines.GetLineFromPosition(statement.SpanStart).Start, above),
            (text.Lines.GetLineFromPosition(statement.SpanStart).EndIncludingLineBreak, below),
        }));

    private static bool StartsItsLine(StatementSyntax statement, SourceText text) =>
        string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(statement.SpanStart).Start, statement.SpanStart)));

    private static string OnOneLine(SyntaxNode root)
    {
        var text = root.ToFullString();
        foreach (var method in root.DescendantNodes().OfType<MethodDeclarationSyntax>().Reverse())
        {
            var written = method.ToString();
            if (!written.Contains("//", StringComparison.Ordinal) && !written.Contains("\"\"\"", StringComparison.Ordinal))
            {
                text = text.Remove(method.SpanStart, method.Span.Length).Insert(method.SpanStart, Blank().Replace(written, " "));
            }
        }

        return text;
    }

    /// <summary>None is lost, and none is there twice, except with the code of a handler that the fix uses twice.</summary>
    private static void AssertKept(string[] before, string[] after, string id) =>
        Assert.Equal(before, id == Copies ? [.. after.Distinct()] : after);

    private static string[] Comments(string text) => [.. BlockComment().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    private static string[] LineComments(string text) => [.. LineComment().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"/\* [az]\d+ \*/")]
    private static partial Regex BlockComment();

    [GeneratedRegex(@"// a\d+(?=\r?\n)")]
    private static partial Regex LineComment();

    [GeneratedRegex(@"(?<!\r)\n")]
    private static partial Regex LoneLineFeed();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Blank();

    [GeneratedRegex(@"global using [\w.]+;")]
    private static partial Regex UsingDirective();
}
