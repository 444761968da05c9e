using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>The forms in which a gRPC call that streams to its client has no end.</summary>
internal sealed class GrpcStreams(KnownSymbols symbols, INamedTypeSymbol? writer, SourceCode source)
{
    public OpenStream? OfLoop(AskedOperation context)
    {
        var loop = (ILoopOperation)context.Operation;
        if (!IsStreamingCall(context.ContainingSymbol) || !Streams(loop) || CodeAround(context) is not { } code
            || !loop.IsOpenEnded(code) || IsInside(loop, code))
        {
            return null;
        }

        return new(code, loop.HeaderLocation());
    }

    /// <summary>The loop is in a method of another type that is given the stream; or the call only waits for its client to leave.</summary>
    public OpenStream? OfCall(AskedOperation context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!IsStreamingCall(context.ContainingSymbol))
        {
            return null;
        }

        var place = ((call.Syntax as InvocationExpressionSyntax)?.Expression ?? call.Syntax).GetLocation();
        if (call is { Arguments: [var duration, var token] } && call.TargetMethod.IsOnTask("Delay"))
        {
            return ConstantDuration.Of(duration.Value)?.IsInfinite() == true && CodeAround(context) is { } waiting && waiting.IsOfRequest(token.Value)
                ? new(waiting, place) : null;
        }

        if (call.Signalled() is { } signal)
        {
            return CodeAround(context) is var left && left.WaitForTheClient(signal, call) is { } wait ? new(left, wait.Syntax.GetLocation()) : null;
        }

        return HandsTheStreamOn(call) && CodeAround(context) is { } code && code.Follow(call.TargetMethod, call.SemanticModel) is { } body
            && LoopIn(body, code) is { } loop
            ? new(code, loop.Syntax.SyntaxTree == call.Syntax.SyntaxTree && IsOfType(call.TargetMethod, context.ContainingSymbol)
                ? loop.HeaderLocation() : place)
            : null;
    }

    private ILoopOperation? LoopIn(IOperation body, RequestCode code, int steps = 4)
    {
        foreach (var operation in body.DirectDescendants())
        {
            switch (operation)
            {
                case ILoopOperation loop when Streams(loop) && loop.IsOpenEnded(code):
                    return loop;
                case IInvocationOperation call when steps > 0 && HandsTheStreamOn(call)
                    && code.Follow(call.TargetMethod, call.SemanticModel) is { } called && called != body
                    && LoopIn(called, code, steps - 1) is { } found:
                    return found;
            }
        }

        return null;
    }

    private bool IsStreamingCall(ISymbol member) => member is IMethodSymbol { Parameters: var parameters }
        && parameters.Any(parameter => parameter.Type.Is(writer))
        && parameters.Any(parameter => parameter.Type.DerivesFrom(symbols.ServerCallContext));

    private bool HandsTheStreamOn(IInvocationOperation call) =>
        call.Arguments.Any(argument => IsStream(argument.Value.Unwrapped().Type)) && source.IsHere(call.TargetMethod);

    /// <summary>One finding a call: the outer loop.</summary>
    private static bool IsInside(ILoopOperation loop, RequestCode code)
    {
        for (var parent = loop.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILoopOperation outer && outer.IsOpenEnded(code))
            {
                return true;
            }
        }

        return false;
    }

    private bool Streams(ILoopOperation loop) => loop.Descendants().Any(operation =>
        operation is IParameterReferenceOperation { Parameter.Type: var type } && IsStream(type));

    private bool IsStream(ITypeSymbol? type) =>
        type is INamedTypeSymbol named && (named.Is(writer) || named.KnownName == "IAsyncStreamReader" || named.Name == "IAsyncStreamWriter");

    private static bool IsOfType(IMethodSymbol method, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, member.ContainingType.OriginalDefinition);

    private RequestCode CodeAround(AskedOperation context) =>
        RequestCode.Around(context.Operation, context.ContainingSymbol, symbols, source);
}
