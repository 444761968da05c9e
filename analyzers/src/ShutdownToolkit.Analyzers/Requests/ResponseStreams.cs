using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>
/// The forms in which a response has no end: a loop that writes it, a sequence that the framework writes, a helper that is given it, a wait
/// until the client leaves.
/// </summary>
internal sealed class ResponseStreams(KnownSymbols symbols, SourceCode source)
{
    private readonly RequestTypes _types = RequestTypes.Of(symbols);

    public OpenStream? OfLoop(OperationAnalysisContext context)
    {
        var loop = (ILoopOperation)context.Operation;
        if (loop is IForEachLoopOperation { IsAsynchronous: false, Collection: var items } && items.Unwrapped() is not IInvocationOperation)
        {
            return null;
        }

        var code = CodeAround(context);
        return loop.WritesTheResponse(code) && loop.IsOpenEnded(code) ? new(code, loop.HeaderLocation()) : null;
    }

    public OpenStream? OfCall(OperationAnalysisContext context)
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

        if (EndlessWait(call) is { } token)
        {
            var code = CodeAround(context);
            return code.IsEndpoint && code.IsOfRequest(token) && code.WritesTheResponse() ? new(code, NameOf(call)) : null;
        }

        if (SignalledBy(call) is { } signal)
        {
            var code = CodeAround(context);
            return code.IsEndpoint && call.Instance is { } token2 && code.IsOfRequest(token2) && code.WritesTheResponse()
                && WaitFor(signal, call, code) is { } wait ? new(code, wait.Syntax.GetLocation()) : null;
        }

        return IsHelper(call) ? OfHelper(context, call) : null;
    }

    /// <summary>The completion that <c>token.Register(() => gone.TrySetResult())</c> sets.</summary>
    private static ILocalSymbol? SignalledBy(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Register" or "UnsafeRegister", ContainingType.KnownName: nameof(CancellationToken) }
            ? call.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).OfType<ILocalReferenceOperation>()
                .Select(reference => reference.Local).FirstOrDefault(local => local.Type.KnownName == "TaskCompletionSource")
            : null;

    /// <summary>The place that waits for the completion, if nothing but this registration sets it.</summary>
    private static IOperation? WaitFor(ILocalSymbol signal, IInvocationOperation registration, RequestCode code)
    {
        IOperation? wait = null;
        foreach (var operation in code.OperationsAround(signal))
        {
            if (operation is not ILocalReferenceOperation { Local: var local } || !SymbolEqualityComparer.Default.Equals(local, signal)
                || registration.Syntax.Span.Contains(operation.Syntax.Span))
            {
                continue;
            }

            if (operation.Parent is not IPropertyReferenceOperation { Property.Name: "Task" } task || !((IOperation)task).IsAwaitedOrReturned())
            {
                return null;
            }

            wait = task;
        }

        return wait;
    }

    /// <summary>An endpoint that returns the sequence.</summary>
    public OpenStream? OfReturn(OperationAnalysisContext context) =>
        context.Operation is IReturnOperation { ReturnedValue: { } value } result && value.Unwrapped().Type.IsAsyncSequence()
        && CodeAround(context) is { IsEndpoint: true } code && IsDirectlyIn(result, code) && code.EndlessPartOf(value) is { } part
            ? new(code, PlaceOf(part, value.Unwrapped().Syntax.GetLocation(), code), IsDeferred: true) : null;

    /// <summary>An endpoint that is an iterator itself.</summary>
    public OpenStream? OfYield(OperationAnalysisContext context)
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

    private OpenStream? OfSequence(OperationAnalysisContext context, IOperation sequence, Location place)
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

    private OpenStream? OfHelper(OperationAnalysisContext context, IInvocationOperation call)
    {
        var code = CodeAround(context);
        return code.IsEndpoint && code.Follow(call.TargetMethod, call.SemanticModel) is { } body && StreamIn(code, body) is { } part
            ? new(code, PlaceOf(part, NameOf(call), code)) : null;
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
                case IInvocationOperation call when EndlessWait(call) is { } token && code.IsOfRequest(token) && code.WritesTheResponse():
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
        CarriesTheResponse(call) && source.IsHere(call.TargetMethod);

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
            && call.TargetMethod.ContainingType.InstanceConstructors.Any(
                constructor => constructor.Parameters.Any(parameter => _types.IsContext(parameter.Type)));
    }

    /// <summary>The token of <c>Task.Delay(Timeout.Infinite, token)</c> or <c>token.WaitHandle.WaitOne()</c>.</summary>
    private static IOperation? EndlessWait(IInvocationOperation call) => call switch
    {
        { Arguments: [var duration, var token] }
            when call.TargetMethod.IsOnTask("Delay") && ConstantDuration.Of(duration.Value)?.IsInfinite() == true => token.Value,
        { TargetMethod: { Name: "WaitOne", Parameters.IsEmpty: true },
            Instance: IPropertyReferenceOperation { Property.Name: "WaitHandle" } handle } => handle.Instance,
        _ => null,
    };

    private static bool IsResult(IMethodSymbol method) => method.ContainingType.KnownName is "Results" or "TypedResults"
        || method.ContainingType.Name is "ControllerBase" or "Controller" && method.Name is "Ok" or "Json";

    /// <summary>Not in a local function of it.</summary>
    private static bool IsDirectlyIn(IOperation operation, RequestCode code) =>
        SymbolEqualityComparer.Default.Equals(operation.EnclosingFunction() ?? code.Member, code.Handler);

    private static Location NameOf(IInvocationOperation call) =>
        ((call.Syntax as InvocationExpressionSyntax)?.Expression ?? call.Syntax).GetLocation();

    private RequestCode CodeAround(OperationAnalysisContext context) =>
        RequestCode.Around(context.Operation, context.ContainingSymbol, symbols, source);
}
