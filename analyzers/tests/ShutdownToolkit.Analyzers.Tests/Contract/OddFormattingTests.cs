using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>A fix changes its place; what the user wrote around it, however oddly, stays to the letter.</summary>
public sealed class OddFormattingTests
{
    private const string Odd = "if(  System.Environment.TickCount==1 ){ System.String   odd = \"\" ;System.GC.KeepAlive( odd ); } // as written";

    public static TheoryData<string> Fixable => [.. RulePage.All.Where(page => page.IsAutomatic).Select(page => page.Id)];

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task Fix_LeavesTheRestOfTheMethodAsItIsWritten(string id)
    {
        var bad = RulePage.Of(id).Examples("Bad")[0];
        var analyzer = RuleSet.Analyzer(id);
        var plain = bad.Document();
        var finding = (await Analysis.Findings(plain, bad.Project, [analyzer]))[0];
        if (finding.Location.SourceTree is null || await OddlyWritten(plain, finding) is not { } odd)
        {
            return;
        }

        var document = plain.WithText(Microsoft.CodeAnalysis.Text.SourceText.From(odd));
        var repaired = await new Verification.Fixing(analyzer, RuleSet.Fixer(id)!, bad.Project).OneByOne(document);

        var text = (await repaired.GetTextAsync()).ToString().ReplaceLineEndings("\n");
        Assert.True(text.Contains(Odd + "\n", StringComparison.Ordinal), text);
    }

    /// <summary>With the odd statement first in the innermost block around the finding.</summary>
    private static async Task<string?> OddlyWritten(Document document, Diagnostic finding)
    {
        var node = (await document.GetSyntaxRootAsync())!.FindNode(finding.Location.SourceSpan);
        var place = node.AncestorsAndSelf().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Body
            ?? node.AncestorsAndSelf().OfType<BlockSyntax>().FirstOrDefault();
        return place?.Statements.FirstOrDefault() is { } first
            ? (await document.GetTextAsync()).ToString().Insert(first.SpanStart, Odd + "\n        ")
            : null;
    }
}
