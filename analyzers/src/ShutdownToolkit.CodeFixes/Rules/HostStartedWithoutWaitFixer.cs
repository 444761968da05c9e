using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>Only where a keep-alive stands behind the start: it is the place to wait. Other work must be bound to the stop by hand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HostStartedWithoutWaitFixer() : ShutdownFixer(RuleIds.HostStartedWithoutWait, "Wait for the host's shutdown instead")
{
    private protected override bool TryFix(FixSite site)
    {
        if (site.Evidence is not { } evidence
            || site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>()
                is not { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax host } }
            || site.Model.GetTypeInfo(host, site.Cancellation).Type is not { } type || type.Name.EndsWith("HostBuilder", StringComparison.Ordinal)
            || evidence.FirstAncestorOrSelf<StatementSyntax>() is not { } keepAlive)
        {
            return false;
        }

        site.Replace(keepAlive, HostWait.ForShutdown(host.Identifier.Text, keepAlive).WithTriviaFrom(keepAlive));
        return true;
    }
}
