using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.CodeFixes;

/// <summary><c>using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, …);</c></summary>
internal static class Registration
{
    public static bool InsertAfter(StatementSyntax place, string name, ExpressionSyntax handler, FixSite site)
    {
        if (site.TypeName("System.Runtime.InteropServices.PosixSignalRegistration") is not { } registration
            || site.TypeName("System.Runtime.InteropServices.PosixSignal") is not { } signal) return false;

        var statement = SyntaxFactory.ParseStatement($"using var {name} = registration.Create(signal.SIGTERM, handler);");
        var parts = new Dictionary<string, ExpressionSyntax>(StringComparer.Ordinal)
        {
            ["registration"] = registration,
            ["signal"] = signal,
            ["handler"] = handler.WithoutTrivia(),
        };
        site.InsertAfter(place, statement
            .ReplaceNodes(statement.DescendantNodes().OfType<IdentifierNameSyntax>().Where(part => parts.ContainsKey(part.Identifier.ValueText)), (part, _) => parts[part.Identifier.ValueText])
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed));
        return true;
    }
}
