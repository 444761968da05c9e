using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>
/// The forms in which a response has no end: a loop that writes it, a sequence that the framework writes, a helper that is given it, a wait
/// until the client leaves.
/// </summary>
internal sealed class ResponseStreams(KnownSymbols symbols, SourceCode source)
{
    private readonly RequestTypes _types = RequestTypes.Of(symbols);

    public OpenStream? OfLoop(AskedOperation context)
    {
        var loop = (ILoopOperation)context.Operation;
        if (!loop.MayBeOpenEnded())
        {
            return null;
        }

        var code = CodeAround(context);
        return loop.WritesTheResponse(code) && loop.IsOpenEnded(code) ? new(code, loop.HeaderLocation()) : null;
    }

    public OpenStream? OfCall(AskedOperation context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsResult(call.TargetMethod))
        {
            return call.Arguments.FirstOrDefault(argument => argument.Value.Unwrapped().Type.IsAsyncSequence()) is { } sequence
                ? OfSequence(context, sequence.Value, NameOf(call)) : null;
        }

        if (call.TargetMethod.Name.StartsWith("Map", StringComparison.Ordinal))
        {
            return call.Arguments.Select(argument => argument.Value.Unwrapped()).OfType<IMethodReferenceOperation>()
                .Where(handler => handler.Method.MethodKind != MethodKind.LocalFunction)
                .Select(OfMapped).FirstOrDefault(stream => stream is not null);
        }

        if (call.EndlessWait() is { } token)
        {
            var code = CodeAround(context);
            return code.IsEndpoint && code.IsOfRequest(token) && code.WritesTheResponse() ? new(code, NameOf(call)) : null;
        }

        if (call.Signalled() is { } signal)
        {
            var code = CodeAround(context);
            return code.IsEndpoint && code.WaitForTheClient(signal, call) is { } wait && code.WritesTheResponse()
                ? new(code, wait.Syntax.GetLocation()) : null;
        }

        return IsHelper(call) ? OfHelper(context, call) : null;
    }

    /// <summary>An endpoint that returns the sequence.</summary>
    public OpenStream? OfReturn(AskedOperation context) =>
        context.Operation is IReturnOperation { ReturnedValue: { } value } result && value.Unwrapped().Type.IsAsyncSequence()
        && CodeAround(context) is { IsEndpoint: true } code && IsDirectlyIn(result, code) && code.EndlessPartOf(value) is { } part
            ? new(code, PlaceOf(part, value.Unwrapped().Syntax.GetLocation(), code), IsDeferred: true) : null;

    /// <summary>An endpoint that is an iterator itself.</summary>
    public OpenStream? OfYield(AskedOperation context)
    {
        ILoopOperation? outermost = null;
        for (var parent = context.Operation.Parent;
            parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation;
            parent = parent.Parent)
        {
            outermost = parent as ILoopOperation ?? outermost;
        }

        return outermost is not null && CodeAround(context) is { IsEndpoint: true } code && IsDirectlyIn(context.Operation, code)
            && outermost.IsOpenEnded(code)
            ? new(code, outermost.HeaderLocation()) : null;
    }

    private OpenStream? OfSequence(AskedOperation context, IOperation sequence, Location place)
    {
        var code = CodeAround(context);
        return code.EndlessPartOf(sequence) is { } part ? new(code, PlaceOf(part, place, code), IsDeferred: true) : null;
    }

    private OpenStream? OfMapped(IMethodReferenceOperation handler)
    {
        if (RequestCode.OfMapped(handler.Method, handler.SemanticModel, symbols, source) is not { } code)
        {
            return null;
        }

        var part = handler.Method.ReturnType.IsAsyncSequence()
            ? code.EndlessPartOf(handler.Method, handler.SemanticModel) : StreamIn(code, code.Root);
        return part is null ? null : new(code, PlaceOf(part, handler.Syntax.GetLocation(), code), IsDeferred: true);
    }

    private OpenStream? OfHelper(AskedOperation context, IInvocationOperation call)
    {
        var code = CodeAround(context);
        return code.IsEndpoint && code.Follow(call.TargetMethod, call.SemanticModel) is { } body && StreamIn(code, body) is { } part
            && !IsReportedAtItsLoop(part, code)
            ? new(code, PlaceOf(part, NameOf(call), code)) : null;
    }

    /// <summary>Another type's method that is handed the whole request cannot hear the stop whoever calls it.</summary>
    private bool IsReportedAtItsLoop(IOperation part, RequestCode caller)
    {
        var member = part.SemanticModel?.GetEnclosingSymbol(part.Syntax.SpanStart);
        while (member is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            member = member.ContainingSymbol;
        }

        return part is ILoopOperation loop && member is IMethodSymbol method
            && !SymbolEqualityComparer.Default.Equals(method.ContainingType, caller.Member.ContainingType)
            && loop.MayBeOpenEnded() && RequestCode.Around(loop, method, symbols, source) is var own
            && loop.WritesTheResponse(own) && loop.IsOpenEnded(own) && !own.MayHearTheStop;
    }

    /// <summary>The endless loop of a body, or of what it hands the response on to.</summary>
    private IOperation? StreamIn(RequestCode code, IOperation body, int steps = 4)
    {
        foreach (var operation in body.DirectDescendants())
        {
            switch (operation)
            {
                case ILoopOperation loop when loop.WritesTheResponse(code) && loop.IsOpenEnded(code):
                    return loop;
                case IInvocationOperation call when call.EndlessWait() is { } token && code.IsOfRequest(token) && code.WritesTheResponse():
                    return call;
                case IInvocationOperation call when steps > 0 && IsHelper(call)
                    && code.Follow(call.TargetMethod, call.SemanticModel) is { } called && called != body
                    && StreamIn(code, called, steps - 1) is { } found:
                    return found;
            }
        }

        return null;
    }

    /// <summary>The loop where it is written in the handler's own type and file; else the call that leads to it.</summary>
    private static Location PlaceOf(IOperation part, Location call, RequestCode code)
    {
        if (part.Syntax.SyntaxTree != call.SourceTree
            || part.SemanticModel?.GetEnclosingSymbol(part.Syntax.SpanStart)?.ContainingType is not { } owner
            || !SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, code.Member.ContainingType.OriginalDefinition))
        {
            return call;
        }

        return part switch
        {
            ILoopOperation loop => loop.HeaderLocation(),
            _ => part.Syntax.Span.IntersectsWith(call.SourceSpan) ? call : part.Syntax.GetLocation(),
        };
    }

    private bool IsHelper(IInvocationOperation call) =>
        source.IsHere(call.TargetMethod) && CarriesTheResponse(call);

    private bool CarriesTheResponse(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Value.Unwrapped().Type is { } type
                && (type.DerivesFrom(symbols.HttpContext)
                    || type.Name is "HttpResponse" or "Stream" or "StreamWriter" or "TextWriter" or "PipeWriter"))
            {
                return true;
            }
        }

        return call is { TargetMethod.IsStatic: false, Instance: { } instance } && instance is not IInstanceReferenceOperation
            && _types.IsMadeWithARequest(call.TargetMethod.ContainingType);
    }

    private static bool IsResult(IMethodSymbol method) => method.ContainingType is { Name: "Results" or "TypedResults", KnownName: not null }
        || method.ContainingType.Name is "ControllerBase" or "Controller" && method.Name is "Ok" or "Json";

    /// <summary>Not in a local function of it.</summary>
    private static bool IsDirectlyIn(IOperation operation, RequestCode code) =>
        SymbolEqualityComparer.Default.Equals(operation.EnclosingFunction() ?? code.Member, code.Handler);

    private static Location NameOf(IInvocationOperation call) =>
        ((call.Syntax as InvocationExpressionSyntax)?.Expression ?? call.Syntax).GetLocation();

    private RequestCode CodeAround(AskedOperation context) =>
        RequestCode.Around(context.Operation, context.ContainingSymbol, symbols, source);
}
