using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// What .NET 9 did by itself: SIGTERM ends the process through Environment.Exit, which raises the event. Only in Main itself, and not for an
/// async handler, which no exit waits for.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ProcessExitReliedOnForSignalFixer() : ShutdownFixer(RuleIds.ProcessExitReliedOnForSignal, "Let SIGTERM raise the event again")
{
    private const string Name = "terminate";

    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(ProcessExitReliedOnForSignalAnalyzer.Host) is not null
            || site.Enclosing<AssignmentExpressionSyntax>() is not { Right: var handler } || IsAsync(handler, site)
            || site.Enclosing<ExpressionStatementSyntax>() is not { } statement
            || !MainBody.Holds(statement, site) || !MainBody.IsFree(Name, statement))
        {
            return false;
        }

        Registration.InsertAfter(statement, Name, SyntaxFactory.ParseExpression("_ => Environment.Exit(0)"), site);
        return true;
    }

    private static bool IsAsync(ExpressionSyntax handler, FixSite site) => handler is AnonymousFunctionExpressionSyntax function
        ? function.AsyncKeyword != default
        : site.Model.GetSymbolInfo(handler, site.Cancellation).Symbol is IMethodSymbol { IsAsync: true };
}
