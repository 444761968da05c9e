using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>What reaches the client: calls on the response, its body, and the writers made around it.</summary>
internal static class ResponseWrites
{
    private const int MostSteps = 3;

    /// <summary>Whether each turn writes, also in a method that it calls.</summary>
    public static bool WritesTheResponse(this ILoopOperation loop, RequestCode code) => code.Writes(loop.Body, MostSteps);

    private static bool Writes(this RequestCode code, IOperation body, int steps)
    {
        foreach (var operation in body.DirectDescendants())
        {
            if (operation is not IInvocationOperation call)
            {
                continue;
            }

            if (code.IsResponse(call.Instance, MostSteps) && !IsLookup(call.TargetMethod)
                || call.Arguments.Any(argument => argument.Value is not IAnonymousFunctionOperation && code.IsResponse(argument.Value, MostSteps)))
            {
                return true;
            }

            if (steps > 0
                && (call.TargetMethod.MethodKind == MethodKind.LocalFunction || code.IsOwn(call.TargetMethod) || code.IsGivenTheRequest(call))
                && code.Source.BodyOf(call.TargetMethod, call.SemanticModel) is { } called && code.Writes(called, steps - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOwn(this RequestCode code, IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, code.Member.ContainingType.OriginalDefinition);

    private static bool IsResponse(this RequestCode code, IOperation? value, int steps)
    {
        switch (value?.Unwrapped())
        {
            case null:
                return false;
            case { Type: { Name: "HttpResponse", ContainingNamespace: { Name: "Http" } } }:
                return true;
            case IPropertyReferenceOperation { Property: { Name: "Body" or "BodyWriter", ContainingType.Name: "HttpResponse" } }:
                return true;
            case IInvocationOperation { TargetMethod.Name: "AsStream", Arguments: [var writer, ..] }:
                return code.IsResponse(writer.Value, steps);
            case IObjectCreationOperation made:
                return made.Arguments.Any(argument => code.IsResponse(argument.Value, steps));
            case ILocalReferenceOperation { Local: var local }:
                return steps > 0 && code.InitialOf(local) is { } initial && code.IsResponse(initial, steps - 1);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return IsBodyOfAResult(parameter)
                    || steps > 0 && code.ArgumentsFor(parameter).Any(argument => code.IsResponse(argument, steps - 1));
            default:
                return false;
        }
    }

    /// <summary>The stream of <c>Results.Stream(async body => …)</c>.</summary>
    private static bool IsBodyOfAResult(IParameterSymbol parameter) =>
        parameter is { Type.Name: "Stream" or "PipeWriter", ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LambdaMethod } };

    /// <summary>Anywhere in this code.</summary>
    public static bool WritesTheResponse(this RequestCode code) => code.Writes(code.Root, MostSteps);

    private static bool IsLookup(IMethodSymbol method) => method.Name.StartsWith("On", StringComparison.Ordinal);
}
