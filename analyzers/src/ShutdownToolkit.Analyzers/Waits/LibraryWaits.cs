using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>How long a policy, a request, a write or a read of a hosted service may wait, as far as its type says so.</summary>
internal static class LibraryWaits
{
    /// <summary>HttpClient.Timeout where nobody sets it.</summary>
    private static readonly TimeSpan _requestTimeout = TimeSpan.FromSeconds(100);

    private static readonly string[] _polls = ["wait=", "timeout=", "longpoll", "long-poll", "long_poll", "watch=true", "watch=1"];

    /// <returns>Null where it is short, or nothing is known of it that makes it long.</returns>
    public static (TimeSpan? Length, bool IsCertain)? Judge(Wait wait, IReadOnlyList<ILoopOperation> loops, HostedService service) => wait switch
    {
        { IsPolicy: true } => OfPolicy(wait, loops, service),
        { IsOfTheProject: true, Blocks: false } => loops.Count > 0 ? (Timeout.InfiniteTimeSpan, true) : null,
        { IsRequest: true } => OfRequest(wait, loops, service),
        { IsOfAReceive: true } => OfReceive(wait, loops, service),
        { Call.TargetMethod.ContainingType.KnownName: "ChannelWriter" } => OfWrite(wait, service),
        { Blocks: true } => OfSleep(wait, loops, service),
        _ => loops.Count > 0 && IsOfNetwork(wait.Call.Instance, service) ? (Timeout.InfiniteTimeSpan, true) : null,
    };

    /// <summary>Retries that pause. What a policy from elsewhere does is not known, and many do nothing of the kind.</summary>
    private static (TimeSpan?, bool)? OfPolicy(Wait wait, IReadOnlyList<ILoopOperation> loops, HostedService service)
    {
        var definition = Definition(wait.Call.Instance, service);
        if (definition is null)
        {
            return null;
        }

        var names = definition.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText).ToArray();
        if (Array.Exists(names, name => name.Contains("RetryForever", StringComparison.Ordinal)) || names.Contains("MaxValue"))
        {
            return (Timeout.InfiniteTimeSpan, true);
        }

        var pauses = Array.Exists(names, name => name.StartsWith("WaitAndRetry", StringComparison.Ordinal) || name == "AddRetry")
            && !names.Contains("FromMilliseconds");
        return pauses ? (null, loops.Count > 0) : null;
    }

    /// <summary>In a method of another class; the type's own are looked into.</summary>
    private static (TimeSpan?, bool)? OfSleep(Wait wait, IReadOnlyList<ILoopOperation> loops, HostedService service) =>
        loops.Count > 0 && !SymbolEqualityComparer.Default.Equals(wait.Call.TargetMethod.ContainingType.OriginalDefinition, service.Type)
        && Wait.SleepOf(wait.Call.TargetMethod) is { } sleep && sleep >= TimeSpan.FromSeconds(1)
            ? (sleep, true) : null;

    /// <summary>
    /// A long poll: the client waits without end, the address says so, or nothing else in the loop waits, so that this must.
    /// </summary>
    private static (TimeSpan?, bool)? OfRequest(Wait wait, IReadOnlyList<ILoopOperation> loops, HostedService service)
    {
        if (loops.Count == 0)
        {
            return null;
        }

        var timeout = TimeoutOfClient(service);
        if (timeout is { } set && set.IsInfinite())
        {
            return (Timeout.InfiniteTimeSpan, true);
        }

        if (SaysPoll(wait.Call) || loops[0] is IWhileLoopOperation loop && IsOnlyWaitOf(loop, wait.Call, service))
        {
            return (timeout ?? _requestTimeout, true);
        }

        return null;
    }

    /// <summary>
    /// A sequence that is gone through is one of what comes. A single receive must wait where nothing else in the loop does, or the loop would
    /// spin.
    /// </summary>
    private static (TimeSpan?, bool)? OfReceive(Wait wait, IReadOnlyList<ILoopOperation> loops, HostedService service)
    {
        if (wait.Call.Type.IsAsyncSequence())
        {
            return wait.Call.TargetMethod.Name.StartsWith("Subscribe", StringComparison.Ordinal)
                || wait.Call.TargetMethod.Name.StartsWith("Watch", StringComparison.Ordinal)
                || wait.Call.TargetMethod.Name.StartsWith("Listen", StringComparison.Ordinal)
                || wait.Call.TargetMethod.Name.StartsWith("Consume", StringComparison.Ordinal)
                    ? (Timeout.InfiniteTimeSpan, true) : null;
        }

        if (loops is not [IWhileLoopOperation loop, ..] || !loop.Syntax.Span.Contains(wait.Call.Syntax.Span)
            || wait.Call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit
                && argument.Value.Unwrapped().Type is { KnownName: "TimeSpan" } or { SpecialType: SpecialType.System_Int32 }))
        {
            return null;
        }

        var isCondition = loop.Condition is { } condition && condition.Syntax.Span.Contains(wait.Call.Syntax.Span);
        return isCondition ? IsOfChanges(wait) ? (null, true) : null
            : (loop.IsEndless() || loop.TestsStop(service.Tokens)) && IsFirstWaitOf(loop, wait.Call, service) ? (null, true) : null;
    }

    /// <summary>A cursor over a query comes to its end; a stream of changes does not.</summary>
    private static bool IsOfChanges(Wait wait) => wait.Call.Instance?.Type?.Name is { } name
        && (name.Contains("ChangeStream") || name.Contains("Subscription"));

    /// <summary>Nothing else in a turn waits, except behind an error, and nothing is awaited before it.</summary>
    public static bool IsFirstWaitOf(IWhileLoopOperation loop, IInvocationOperation receive, HostedService service)
    {
        foreach (var operation in loop.Body.Descendants())
        {
            if (operation is not IInvocationOperation call || call == receive || IsInHandler(call, loop))
            {
                continue;
            }

            var waits = Wait.From(call) is not null
                || service.Code.BodyOf(call.TargetMethod) is { } body && body.Descendants().Any(inner => Wait.From(inner) is not null);
            if (waits || call.IsAwaited() && call.Syntax.SpanStart < receive.Syntax.SpanStart && !receive.Syntax.Span.Contains(call.Syntax.Span)
                && !call.Syntax.Span.Contains(receive.Syntax.Span))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInHandler(IOperation operation, ILoopOperation loop)
    {
        for (var parent = operation.Parent; parent is not null && parent != loop; parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static TimeSpan? TimeoutOfClient(HostedService service) => Operations(service)
        .Select(operation => operation is ISimpleAssignmentOperation
            { Target: IPropertyReferenceOperation { Property: { Name: "Timeout", ContainingType.KnownName: "HttpClient" } }, Value: var value }
                ? ConstantDuration.Of(value) : null)
        .FirstOrDefault(length => length is not null);

    private static bool SaysPoll(IInvocationOperation call) => call.Arguments.Any(argument => argument.Syntax.DescendantTokens()
        .Any(token => Array.Exists(_polls, poll => token.ValueText.IndexOf(poll, StringComparison.OrdinalIgnoreCase) >= 0)));

    /// <summary>Nothing else that is awaited there comes first or knows the token: what follows works on the response.</summary>
    private static bool IsOnlyWaitOf(IWhileLoopOperation loop, IInvocationOperation request, HostedService service)
    {
        if (!loop.IsEndless() && !loop.TestsStop(service.Tokens) || request.EnclosingFunction() is { MethodKind: MethodKind.AnonymousFunction }
            || !loop.Syntax.Span.Contains(request.Syntax.Span))
        {
            return false;
        }

        foreach (var operation in loop.Descendants())
        {
            if (operation is not IInvocationOperation call || call == request)
            {
                continue;
            }

            var waits = Wait.From(call) is not null
                || service.Code.BodyOf(call.TargetMethod) is { } body && body.Descendants().Any(inner => Wait.From(inner) is not null);
            var isAwaitedFirst = call.IsAwaited() && call.Syntax.SpanStart < request.Syntax.SpanStart
                && !request.Syntax.Span.Contains(call.Syntax.Span);
            if (waits || isAwaitedFirst || call.IsAwaited() && service.Tokens.MentionsOutsideFunctions(call))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A bounded channel that is full when its reader has stopped; whether it is full nobody knows.</summary>
    private static (TimeSpan?, bool)? OfWrite(Wait wait, HostedService service)
    {
        var instance = wait.Call.Instance;
        while (instance?.Unwrapped() is IPropertyReferenceOperation { Property.Name: "Writer", Instance: { } channel })
        {
            instance = channel;
        }

        var bounded = Definition(instance, service) is { } definition
            ? Names(definition).Contains("CreateBounded") && !Names(definition).Any(name => name.StartsWith("Drop", StringComparison.Ordinal))
            : wait.Call.SemanticModel is { Compilation: var compilation }
                && ProjectNames.Of(compilation, CancellationToken.None) is var project
                && project.Mentions("CreateBounded") && !project.Mentions("CreateUnbounded", "DropOldest", "DropNewest", "DropWrite");
        return bounded ? (Timeout.InfiniteTimeSpan, false) : null;
    }

    private static IEnumerable<string> Names(SyntaxNode node) =>
        node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText);

    /// <summary>A line of a response or of a socket comes when the other side sends it; a file comes to its end.</summary>
    private static bool IsOfNetwork(IOperation? reader, HostedService service) => Definition(reader, service) is { } definition
        && (Names(definition).Any(IsNetwork) || definition.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            DefinitionOf(name.Identifier.ValueText, service) is { } source && Names(source).Any(IsNetwork)));

    private static bool IsNetwork(string name) => name is "GetStreamAsync" or "ReadAsStreamAsync" or "ReadAsStream" or "GetStream" or "NetworkStream";

    /// <summary>The one expression that the local or field is made by, or the chain that the call is made on.</summary>
    private static SyntaxNode? Definition(IOperation? instance, HostedService service)
    {
        instance = instance?.Unwrapped();
        if (instance is IInvocationOperation chain)
        {
            return service.Code.BodyOf(chain.TargetMethod)?.Syntax ?? chain.Syntax;
        }

        return instance.ReferencedSymbol() is { } symbol
            ? Operations(service).Select(operation => ValueFor(operation, symbol)?.Syntax).FirstOrDefault(value => value is not null)
            : null;
    }

    private static SyntaxNode? DefinitionOf(string local, HostedService service) => Operations(service)
        .Select(operation => operation is IVariableDeclaratorOperation declarator && declarator.Symbol.Name == local
            ? declarator.GetVariableInitializer()?.Value.Syntax : null)
        .FirstOrDefault(value => value is not null);

    private static IOperation? ValueFor(IOperation operation, ISymbol symbol) => operation switch
    {
        IVariableDeclaratorOperation declarator when Same(declarator.Symbol, symbol) => declarator.GetVariableInitializer()?.Value,
        ISimpleAssignmentOperation assignment when Same(assignment.Target.ReferencedSymbol(), symbol) => assignment.Value,
        IFieldInitializerOperation initializer when initializer.InitializedFields.Any(field => Same(field, symbol)) => initializer.Value,
        _ => null,
    };

    private static IEnumerable<IOperation> Operations(HostedService service) =>
        service.Code.Blocks.SelectMany(member => member.Value).SelectMany(block => block.Operations());

    private static bool Same(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
