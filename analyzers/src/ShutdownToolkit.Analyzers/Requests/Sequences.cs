using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>Sequences (<c>IAsyncEnumerable</c>) that go on until somebody stops asking.</summary>
internal static class Sequences
{
    private const int MostSteps = 12;

    /// <summary>They yield as long as the sequence they are called on does.</summary>
    private static readonly string[] _transparent =
        ["WithCancellation", "ConfigureAwait", "Select", "Where", "Cast", "OfType", "SelectMany", "Concat", "Prepend", "Append", "AsAsyncEnumerable"];

    public static bool IsAsyncSequence(this ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "IAsyncEnumerable", ContainingNamespace: { Name: "Generic" } };

    /// <summary>The loop, or the reading of a channel, that keeps the sequence going; null where it may come to an end by itself.</summary>
    public static IOperation? EndlessPartOf(this RequestCode code, IOperation? sequence, int steps = MostSteps)
    {
        if (steps == 0)
        {
            return null;
        }

        switch (sequence?.Unwrapped())
        {
            case IInvocationOperation { TargetMethod: { Name: "ReadAllAsync" } method } read:
                return method.ContainingType.KnownName == "ChannelReader" ? code.IsLeftOpen(read.Instance) ? read : null
                    : read.Arguments is [var client, ..] && client.Value.Unwrapped().Type is INamedTypeSymbol { KnownName: "IAsyncStreamReader" }
                        ? read : null;
            case IInvocationOperation call when Array.IndexOf(_transparent, call.TargetMethod.Name) >= 0
                && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } inner && code.EndlessPartOf(inner, steps - 1) is { } found:
                return found;
            case IInvocationOperation call:
                return code.EndlessPartOf(call.TargetMethod, call.SemanticModel, steps - 1);
            case ILocalReferenceOperation { Local: var local }:
                return code.EndlessPartOf(code.InitialOf(local), steps - 1);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return code.ArgumentsFor(parameter).Select(value => code.EndlessPartOf(value, steps - 1)).FirstOrDefault(part => part is not null);
            default:
                return null;
        }
    }

    /// <summary>Of an iterator, the loop that it yields from; of another method, of what it returns.</summary>
    public static IOperation? EndlessPartOf(this RequestCode code, IMethodSymbol method, SemanticModel? here, int steps = MostSteps)
    {
        if (steps == 0 || code.Follow(method, here) is not { } body)
        {
            return null;
        }

        foreach (var operation in body.DirectDescendants())
        {
            switch (operation)
            {
                case ILoopOperation loop when loop.Yields() && loop.IsOpenEnded(code):
                    return loop;
                case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value } when value.Unwrapped().Type.IsAsyncSequence()
                    && code.EndlessPartOf(value, steps - 1) is { } part:
                    return part;
            }
        }

        return null;
    }

    public static bool Yields(this ILoopOperation loop) =>
        loop.DirectDescendants().Any(operation => operation is IReturnOperation { Kind: OperationKind.YieldReturn });
}
