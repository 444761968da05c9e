using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ConsoleKeepAliveFixer() : ShutdownFixer(RuleIds.ConsoleKeepAlive, "Wait for the host's shutdown instead")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(ConsoleKeepAliveAnalyzer.Host) is not { } host || site.Enclosing<StatementSyntax>() is not { } keepAlive)
        {
            return false;
        }

        site.Replace(keepAlive, HostWait.ForShutdown(host, keepAlive).WithTriviaFrom(keepAlive));
        return true;
    }
}
