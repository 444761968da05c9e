using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Requests;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>Calls that wait as long as something else says: the retries of a policy, the server, the room in a channel.</summary>
internal sealed partial class Wait
{
    /// <summary>Somebody stands still or awaits until the call is over; a task that is dropped or kept is another matter.</summary>
    public bool IsWaitedFor => Blocks || ((IOperation)Call).IsAwaitedOrReturned()
        || Call.Parent is IForEachLoopOperation { IsAsynchronous: true }
            or IConversionOperation { Parent: IForEachLoopOperation { IsAsynchronous: true } };

    public bool IsPolicy => Call.TargetMethod.ContainingType.KnownName is "AsyncPolicy" or "IAsyncPolicy" or "Policy" or "ISyncPolicy"
        or "ResiliencePipeline";

    public bool IsRequest => Call.TargetMethod.ContainingType.KnownName is "HttpClient" or "HttpClientJsonExtensions";

    /// <summary>A library's call that asks for the next message, change or event: its name says so.</summary>
    public bool IsOfAReceive { get; private init; }

    private static readonly string[] _receives =
        ["Receive", "Wait", "Poll", "Consume", "Dequeue", "MoveNext", "Next", "Listen", "Watch", "Subscribe", "Monitor", "Pop", "BlockingPop"];

    /// <summary>
    /// Outside of the base library and of the project, with a token that is left out. Whether it waits is a matter of the loop that it is in.
    /// </summary>
    private static bool IsReceive(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return method.DeclaringSyntaxReferences.Length == 0 && !method.ContainingNamespace.IsOfTheSystem()
            && Array.Exists(_receives, verb => method.Name.StartsWith(verb, StringComparison.Ordinal))
            && (method.ReturnType.IsTask() || method.ReturnType.IsAsyncSequence())
            && (call.Arguments.Any(argument => argument is { ArgumentKind: ArgumentKind.DefaultValue,
                    Parameter.Type.KnownName: nameof(CancellationToken) }) || OverloadWithToken(method));
    }

    public static Wait? FromLibrary(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: var method } call)
        {
            return null;
        }

        var (type, name) = (method.ContainingType.KnownName, method.Name);
        var isAwaitable = type switch
        {
            "AsyncPolicy" or "IAsyncPolicy" => name is "ExecuteAsync" or "ExecuteAndCaptureAsync",
            "ResiliencePipeline" => name is "ExecuteAsync" or "ExecuteOutcomeAsync",
            "HttpClient" => name is "GetAsync" or "GetStringAsync" or "GetStreamAsync" or "GetByteArrayAsync" or "PostAsync" or "SendAsync",
            "HttpClientJsonExtensions" => name is "GetFromJsonAsync" or "PostAsJsonAsync",
            "ChannelWriter" => name is "WriteAsync" or "WaitToWriteAsync",
            "StreamReader" or "TextReader" => name == "ReadLineAsync",
            _ => false,
        };
        if (SleepOf(method) is not null)
        {
            return new Wait(call, blocks: true);
        }

        if (IsReceive(call))
        {
            return new Wait(call, blocks: false) { IsOfAReceive = true };
        }

        var isBlocking = type is "Policy" or "ISyncPolicy" or "ResiliencePipeline" && name is "Execute" or "ExecuteAndCapture";
        return isAwaitable || isBlocking && call.Instance is not null ? new Wait(call, isBlocking) : null;
    }

    /// <summary>A method of the project that waits with the token which it is not given, for something that may never come.</summary>
    public static Wait? FromSource(IOperation operation, SourceCode source) =>
        operation is IInvocationOperation call
            && PassesItsToken(call, source, [source.Implementation(call.TargetMethod)], wait => wait.Duration is null)
            ? new Wait(call, blocks: false) : null;

    /// <summary>
    /// A method of the project, or an override of the one that a class leaves to its heirs, that waits with its token, however long, and lets
    /// the cancellation out.
    /// </summary>
    public static Wait? OfMethod(IInvocationOperation call, SourceCode source) =>
        PassesItsToken(
            call, source, source.Implementations(call, call.TargetMethod.ContainingType),
            wait => (wait.ThrowsWhenCancelled || wait.Call.Parent is IReturnOperation or IConversionOperation)
                && !((IOperation)wait.Call).TriesAround().Any(attempt => attempt.MayCatchCancellation()))
            ? new Wait(call, blocks: false) : null;

    private static bool PassesItsToken(
        IInvocationOperation call, SourceCode source, IEnumerable<IMethodSymbol?> targets, Func<Wait, bool> isSuch) =>
        call.TargetMethod.ReturnType.IsTask()
        && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.KnownName == nameof(CancellationToken))
            is { Parameter.Ordinal: var ordinal }
        && targets.Any(target => target is { DeclaringSyntaxReferences.Length: > 0 } && source.BodyOf(target, call.SemanticModel) is { } body
            && body.DirectDescendants().Any(inner => From(inner) is { Blocks: false, Token: { } token } wait && isSuch(wait)
                && token.Value.Unwrapped() is IParameterReferenceOperation { Parameter.Ordinal: var used } && used == ordinal));

    public bool IsOfTheProject => Call.TargetMethod.Locations is [{ IsInSource: true }, ..];

    /// <summary>
    /// How long a method of another class sleeps in every call, where its source says so; null where it does not, or has a token to look at.
    /// </summary>
    public static TimeSpan? SleepOf(IMethodSymbol method)
    {
        if (method is not { IsAsync: false, MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences: [var declared, ..] }
            || method.Parameters.Any(parameter => parameter.Type.KnownName == nameof(CancellationToken)))
        {
            return null;
        }

        foreach (var node in declared.GetSyntax().DescendantNodes(inner => inner is not (LambdaExpressionSyntax or LocalFunctionStatementSyntax
            or CatchClauseSyntax or IfStatementSyntax or SwitchStatementSyntax)))
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sleep",
                    Expression: IdentifierNameSyntax { Identifier.ValueText: "Thread" } }, ArgumentList.Arguments: [{ Expression: var length }] }
                && ConstantDuration.Written(length) is { } sleep)
            {
                return sleep;
            }
        }

        return null;
    }

    private bool IsSequence => Call.TargetMethod.Name == "ReadAllAsync";

    /// <summary>
    /// Where a token may be given: the expression that the call is a part of; of a sequence, the operators and the one who goes through it
    /// (<c>Parallel.ForEachAsync</c>).
    /// </summary>
    public IOperation Whole
    {
        get
        {
            if (!IsSequence)
            {
                return Call.WholeExpression();
            }

            IOperation whole = Call;
            while (whole.Parent is IConversionOperation or IArgumentOperation { Parameter.Type.Name: "IAsyncEnumerable" }
                || whole.Parent is IInvocationOperation next && next.Instance != whole
                || whole.Parent is IInvocationOperation { TargetMethod.Name: "WithCancellation" or "ConfigureAwait" })
            {
                whole = whole.Parent!;
            }

            return whole;
        }
    }
}
