using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Containers.Facts;

/// <summary>The sources of a compilation that name something, with what they mean.</summary>
internal static class CompilationSources
{
    /// <summary>All nodes of the files that mention one of these names: most files mention none and are not bound.</summary>
    public static IEnumerable<(SyntaxNode Node, SemanticModel Model)> NodesThatMention(
        this Compilation compilation, string[] names, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!ProjectNames.Of(tree, cancellation).Mentions(names))
            {
                continue;
            }

#pragma warning disable RS1030 // One file of a project names a host, and it must be asked wherever the Dockerfile is that starts it.
            var model = compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
            foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
            {
                yield return (node, model);
            }
        }
    }

    /// <summary>Only sometimes: in a branch, a loop or a handler.</summary>
    public static bool IsConditional(this SyntaxNode node) => node.Ancestors().Any(static around => around
        is IfStatementSyntax or SwitchStatementSyntax
        or SwitchExpressionSyntax or ConditionalExpressionSyntax
        or CatchClauseSyntax);
}
