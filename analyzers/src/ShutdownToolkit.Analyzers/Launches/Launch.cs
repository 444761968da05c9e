using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Requests;

namespace ShutdownToolkit.Analyzers.Launches;

/// <summary>
/// A call whose task nobody keeps: an expression statement, <c>_ = …</c>, a local that nothing reads, or a collection that nobody reads.
/// </summary>
internal sealed class Launch
{
    /// <summary>The work says by itself that it is over, or it is there to end the process.</summary>
    private static readonly string[] _endings =
        ["SetResult", "TrySetResult", "SetCompleted", "Signal", "StopApplication", "Exit", "FailFast"];

    /// <summary>What waits, asks or logs, by how its name begins.</summary>
    private static readonly string[] _waits = ["Wait", "Delay", "Get", "Log", "Cancel", "ThrowIf", "ConfigureAwait", "Is", "Has", "Assert", "nameof"];

    private Launch(IInvocationOperation call, IReadOnlyList<SyntaxNode> work, string name)
    {
        Call = call;
        Work = work;
        Name = name;
    }

    public IInvocationOperation Call { get; }

    /// <summary>
    /// What is launched: the method that is called, or the lambda given to Task.Run with the methods of the type that it calls; nothing where the
    /// source is elsewhere.
    /// </summary>
    private IReadOnlyList<SyntaxNode> Work { get; }

    /// <summary><c>LoopAsync</c>, or <c>Task.Run</c> for a lambda.</summary>
    public string Name { get; }

    private bool HasLoop =>
        Inside().Any(node => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);

    /// <summary>It may go on for as long as the program does; a walk through a collection comes to its end.</summary>
    public bool Lasts => Inside().Any(node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax { Condition: null }
        or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 });

    /// <summary>It goes on after the call has returned.</summary>
    public bool GoesOn =>
        HasLoop || Inside().Any(node => node.IsKind(SyntaxKind.AwaitExpression))
            || Work is [LambdaExpressionSyntax { ExpressionBody: { } }, ..] && HandsOnATask;

    public bool TellsItsEnd => Calls(_endings);

    public bool ReleasesAPermit => Calls("Release");

    /// <summary>The semaphores that the work gives a permit back to, by name.</summary>
    public IReadOnlyCollection<string> Permits =>
    [
        .. Inside().OfType<InvocationExpressionSyntax>().Where(call => NameOf(call.Expression) == "Release")
            .Select(call => call.Expression is MemberAccessExpressionSyntax { Expression: var semaphore } ? NameOf(semaphore) : "").Distinct(),
    ];

    /// <summary>The names that the work counts down when it is over.</summary>
    public IEnumerable<string> Counters => Inside().OfType<InvocationExpressionSyntax>()
        .Where(call => NameOf(call.Expression) == "Decrement")
        .SelectMany(call => call.ArgumentList.Arguments)
        .Select(argument => NameOf(argument.Expression))
        .Where(name => name.Length > 0);

    /// <summary>
    /// The work completes a channel that the code around it uses: whoever reads the channel to its end waits for the work.
    /// </summary>
    public bool IsReadThroughAChannel
    {
        get
        {
            var channels = Inside().OfType<InvocationExpressionSyntax>()
                .Where(call => NameOf(call.Expression) is "Complete" or "TryComplete")
                .Select(call => RootOf(call.Expression))
                .Where(name => name is not null)
                .ToArray();
            var around = Call.Syntax.AncestorsAndSelf().OfType<BlockSyntax>().LastOrDefault();
            return channels.Length > 0 && around is not null && around.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
                Array.IndexOf(channels, name.Identifier.ValueText) >= 0 && !Call.Syntax.Span.Contains(name.Span));
        }
    }

    /// <summary>It waits, and puts something into a channel: that is in memory, and gone with the process in any case.</summary>
    public bool OnlyFeedsAChannel
    {
        get
        {
            var writes = false;
            foreach (var call in Inside().OfType<InvocationExpressionSyntax>())
            {
                var name = NameOf(call.Expression);
                if (name == "TryWrite"
                    || name == "WriteAsync"
                        && call.Expression is MemberAccessExpressionSyntax { Expression: var writer } && NameOf(writer) == "Writer")
                {
                    writes = true;
                }
                else if (!Array.Exists(_waits, verb => name.StartsWith(verb, StringComparison.Ordinal)))
                {
                    return false;
                }
            }

            return writes;
        }
    }

    /// <summary>It waits, and disposes of something: the end of the process does that as well.</summary>
    public bool OnlyDisposes
    {
        get
        {
            var calls = Inside().OfType<InvocationExpressionSyntax>().Select(call => NameOf(call.Expression)).ToArray();
            return Array.Exists(calls, IsDisposal) && Array.TrueForAll(calls, name =>
                IsDisposal(name) || name.StartsWith("Trace", StringComparison.Ordinal)
                || Array.Exists(_waits, verb => name.StartsWith(verb, StringComparison.Ordinal)));
        }
    }

    /// <summary>Something is chained to it that runs later, whenever the task itself is over.</summary>
    public bool HasContinuation => Continuations(Call).Any();

    /// <summary>The collection that its task is put into.</summary>
    public string? KeptIn => UnreadTasks.Taking(WholeOf(Call));

    /// <summary>Whether the place is part of the work, not of the code around it.</summary>
    public bool Covers(SyntaxNode place) => Work.Any(piece => piece.SyntaxTree == place.SyntaxTree && piece.Span.Contains(place.Span));

    public Location Place => ((Call.Syntax as InvocationExpressionSyntax)?.Expression ?? Call.Syntax).GetLocation();

    private bool HandsOnATask => Call.Arguments.Length > 0
        && Call.Arguments[0].Value.Unwrapped() is IAnonymousFunctionOperation { Symbol.ReturnType.KnownName: "Task" or "ValueTask" };

    /// <param name="source">Tells which method runs where one of an interface is called.</param>
    public static Launch? From(IOperation operation, SourceCode source)
    {
        if (operation is not IInvocationOperation { Parent: not IAwaitOperation, Type: var type, TargetMethod: var called } call
            || type is not { KnownName: "Task" or "ValueTask" } && !IsThreadPoolQueue(called) && !IsAsyncVoid(called)
            || called.Name == "ContinueWith" || !IsDropped(call))
        {
            return null;
        }

        if (!IsTaskRun(called) && !IsThreadPoolQueue(called))
        {
            return new Launch(call, [.. DeclarationOf(source.Implementation(called) ?? called), .. Continuations(call)], called.Name);
        }

        return call.Arguments.Length == 0 ? null : call.Arguments[0].Value.Unwrapped() switch
        {
            IAnonymousFunctionOperation lambda =>
                new Launch(call, [lambda.Syntax, .. Callees(lambda), .. Continuations(call)], NameOf(called)),
            IMethodReferenceOperation method => new Launch(call, DeclarationOf(method.Method), method.Method.Name),
            _ => null,
        };
    }

    public static bool IsTaskRun(IMethodSymbol method) =>
        (method.ContainingType.KnownName, method.Name) is ("Task", "Run") or ("TaskFactory", "StartNew");

    public static bool IsThreadPoolQueue(IMethodSymbol method) =>
        method is { Name: "QueueUserWorkItem" or "UnsafeQueueUserWorkItem", ContainingType.KnownName: "ThreadPool" };

    /// <summary>Nobody can wait for it, whoever calls it.</summary>
    private static bool IsAsyncVoid(IMethodSymbol method) => method is { IsAsync: true, ReturnsVoid: true };

    /// <summary>With what is chained to the call.</summary>
    private static IOperation WholeOf(IInvocationOperation call)
    {
        IOperation operation = call;
        while (operation.Parent is IConversionOperation or IParenthesizedOperation
            || operation.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "Unwrap" or "ContinueWith" or "GetAwaiter" } chained
                && chained.Instance == operation
            || operation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "Unwrap" } } }
            || operation.Parent is IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "Unwrap" } })
        {
            operation = operation.Parent!;
        }

        return operation;
    }

    private static bool IsDropped(IInvocationOperation call)
    {
        var operation = WholeOf(call);
        return operation.Parent switch
        {
            IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } => !declared.Uses().Any(),
            _ => UnreadTasks.Taking(operation) is not null,
        };
    }

    /// <summary>What <c>.ContinueWith(…)</c> does belongs to the work: it may tell its end.</summary>
    private static IEnumerable<SyntaxNode> Continuations(IInvocationOperation call)
    {
        for (var chained = call.Parent; chained is IInvocationOperation or IArgumentOperation or IConversionOperation; chained = chained.Parent)
        {
            if (chained is IInvocationOperation { TargetMethod.Name: "ContinueWith", Arguments: [var continuation, ..] })
            {
                yield return continuation.Syntax;
            }
        }
    }

    private static string NameOf(IMethodSymbol method) => method.Name switch
    {
        "Run" => "Task.Run",
        "StartNew" => "Task.Factory.StartNew",
        var name => "ThreadPool." + name,
    };

    private static IEnumerable<SyntaxNode> Callees(IAnonymousFunctionOperation lambda)
    {
        foreach (var operation in lambda.Body.Operations())
        {
            if (operation is IInvocationOperation { TargetMethod: var method }
                && SymbolEqualityComparer.Default.Equals(method.ContainingType, lambda.Symbol.ContainingType))
            {
                foreach (var declaration in DeclarationOf(method))
                {
                    yield return declaration;
                }
            }
        }
    }

    private static IReadOnlyList<SyntaxNode> DeclarationOf(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition;
        return [.. definition.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())];
    }

    private static bool IsDisposal(string name) => name is "Dispose" or "DisposeAsync";

    private bool Calls(params string[] names) =>
        Inside().OfType<InvocationExpressionSyntax>().Any(call => Array.IndexOf(names, NameOf(call.Expression)) >= 0);

    private IEnumerable<SyntaxNode> Inside() => Work.SelectMany(node => node.DescendantNodes());

    /// <summary><c>channel</c> of <c>channel.Writer.Complete</c>.</summary>
    private static string? RootOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => RootOf(access.Expression),
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private static string NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };
}
