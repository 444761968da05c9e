using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShutdownToolkit.Analyzers.Flow;

internal static class WholeBodies
{
    private static readonly ConditionalWeakTable<IOperation, IOperation[]> _operations = new();

    /// <summary>
    /// A body and all that is in it, lambdas included, in source order: what <c>DescendantsAndSelf</c> gives, laid out once for the two dozen
    /// rules that walk the bodies of every hosted type.
    /// </summary>
    public static IOperation[] Operations(this IOperation body) => _operations.GetValue(body, static root => [.. root.DescendantsAndSelf()]);
}
