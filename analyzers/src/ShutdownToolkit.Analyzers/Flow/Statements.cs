using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShutdownToolkit.Analyzers.Flow;

internal static class Statements
{
    /// <summary>The statement, directly in a block, that holds the operation.</summary>
    public static IOperation Statement(this IOperation operation)
    {
        while (operation.Parent is { } parent and not IBlockOperation)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>The statements behind it in the same block.</summary>
    public static IEnumerable<IOperation> Following(this IOperation statement)
    {
        if (statement.Parent is not IBlockOperation block)
        {
            yield break;
        }

        foreach (var other in block.Operations)
        {
            if (other.Syntax.SpanStart > statement.Syntax.SpanStart)
            {
                yield return other;
            }
        }
    }
}
