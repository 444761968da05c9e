using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <param name="Body">What the thread runs, where it is in the type's source.</param>
/// <param name="IsJoined">
/// Somebody joins this very thread, waits for something that it sets at its end, or may do so out of sight.
/// </param>
internal sealed record HostedThread(IObjectCreationOperation Creation, IBlockOperation Body, bool IsBackground, bool IsJoined);

/// <summary>The threads that a hosted type makes, each with what becomes of it.</summary>
internal sealed class HostedThreads
{
    private static readonly ConditionalWeakTable<HostedService, HostedThreads> _perService = new();

    private readonly HostedService _service;
    private readonly IOperation[] _operations;

    private HostedThreads(HostedService service)
    {
        _service = service;
        _operations = [.. service.Code.Blocks.SelectMany(member => member.Value).SelectMany(block => block.Operations())];
        All = [.. _operations.OfType<IObjectCreationOperation>().Select(Read).OfType<HostedThread>()];
    }

    public IReadOnlyList<HostedThread> All { get; }

    /// <summary>A thread that goes on until the stop and that nobody joins: STOP1207, or STOP1205 where it never looks at the stop.</summary>
    public IEnumerable<HostedThread> Unjoined => All.Where(thread => !thread.IsJoined && Loops(thread));

    public static HostedThreads Of(HostedService service) => _perService.GetValue(service, key => new HostedThreads(key));

    /// <summary>Whether the operation runs on a background thread that STOP1207 reports.</summary>
    public bool IsOnUnjoined(IOperation operation) => Unjoined.Where(thread => thread.IsBackground)
        .SelectMany(thread => ForegroundThreads.Reached(thread.Body, _service))
        .Any(block => block.Syntax.SyntaxTree == operation.Syntax.SyntaxTree && block.Syntax.Span.Contains(operation.Syntax.Span));

    /// <summary>What the type's stop methods close or dispose while the thread may still use it.</summary>
    public ISymbol? ClosedUnder(HostedThread thread)
    {
        var used = new HashSet<ISymbol>(
            ForegroundThreads.Reached(thread.Body, _service).SelectMany(block => block.Operations()).OfType<IMemberReferenceOperation>()
                .Where(member => member.Instance is null or IInstanceReferenceOperation).Select(member => member.Member.OriginalDefinition),
            SymbolEqualityComparer.Default);
        return _service.Code.ReachableFrom([.. _service.StopMethods])
            .SelectMany(method => _service.Code.BodyOf(method)!.Operations())
            .OfType<IInvocationOperation>()
            .Where(call => call.TargetMethod.Name is "Dispose" or "Close" or "DisposeAsync" or "CloseAsync" or "Stop" or "Shutdown")
            .Select(call => ReceiverOf(call).ReferencedSymbol())
            .FirstOrDefault(receiver => receiver is not null && used.Contains(receiver)
                && !(receiver is IFieldSymbol { Type.KnownName: "CancellationTokenSource" }));
    }

    private HostedThread? Read(IObjectCreationOperation creation)
    {
        if (creation is not { Type.KnownName: "Thread", Arguments: [var target, ..] } || BodyOf(target.Value.Unwrapped()) is not { } body)
        {
            return null;
        }

        var names = NamesOf(creation);
        return new(creation, body, IsBackground(creation, names), IsJoined(creation, body, names));
    }

    private IBlockOperation? BodyOf(IOperation target) => target switch
    {
        IAnonymousFunctionOperation lambda => lambda.Body,
        IMethodReferenceOperation reference => _service.Code.BodyOf(reference.Method),
        _ => null,
    };

    /// <summary>The variables, fields and lists that hold the thread.</summary>
    private HashSet<ISymbol> NamesOf(IOperation creation)
    {
        var names = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        // Out of a lambda, too: _threads = range.Select(_ => new Thread(Loop)).ToArray()
        for (var parent = creation.Parent;
            parent is not null and not IBlockOperation { Parent: not IAnonymousFunctionOperation };
            parent = parent.Parent)
        {
            Add(HolderOf(parent));
        }

        for (var count = -1; count != names.Count;)
        {
            count = names.Count;
            foreach (var operation in _operations)
            {
                if (operation is ILocalReferenceOperation or IFieldReferenceOperation or IParameterReferenceOperation
                    && names.Contains(operation.ReferencedSymbol()!) && operation.Parent is { } parent)
                {
                    Add(HolderOf(parent is IArgumentOperation or IConversionOperation ? parent.Parent! : parent));
                }
            }
        }

        return names;

        void Add(ISymbol? holder)
        {
            if (holder is not null)
            {
                names.Add(holder);
            }
        }
    }

    private static ISymbol? HolderOf(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation declarator => declarator.Symbol,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        IAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: var array } } => array.ReferencedSymbol(),
        IAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: var list } } => list.ReferencedSymbol(),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: not IInstanceReferenceOperation } } => null,
        IAssignmentOperation { Target: var target } => target.ReferencedSymbol(),
        IInvocationOperation { TargetMethod.Name: "Add" or "AddRange" or "Enqueue" or "Push" or "TryAdd", Instance: var list } =>
            list.ReferencedSymbol(),
        // foreach (var thread in _threads)
        IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation each } => each.Symbol,
        _ => null,
    };

    private bool IsBackground(IObjectCreationOperation creation, HashSet<ISymbol> names) =>
        creation.Initializer?.Descendants().Any(operation => SetsBackground(operation)) == true
        || _operations.Any(operation => SetsBackground(operation)
            && ((IPropertyReferenceOperation)((ISimpleAssignmentOperation)operation).Target).Instance?.ReferencedSymbol() is { } set
            && names.Contains(set));

    private static bool SetsBackground(IOperation operation) => operation
        is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "IsBackground" }, Value.ConstantValue.Value: not false };

    private bool IsJoined(IOperation creation, IBlockOperation body, HashSet<ISymbol> names)
    {
        var ended = new HashSet<ISymbol>(
            ForegroundThreads.Reached(body, _service).SelectMany(block => block.Operations()).OfType<IInvocationOperation>()
                .Where(call => call.TargetMethod.Name is "Set" or "SetResult" or "TrySetResult" or "Signal" or "Release" or "SetCompleted")
                .Select(call => ReceiverOf(call).ReferencedSymbol()).OfType<ISymbol>(),
            SymbolEqualityComparer.Default);
        foreach (var operation in _operations)
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.KnownName: "Thread" } } join
                    when ReceiverOf(join).ReferencedSymbol() is not { } receiver || names.Contains(receiver) || IsParameter(receiver):
                case IInvocationOperation { TargetMethod.Name: "Wait" or "WaitOne" or "WaitAsync" } wait
                    when ReceiverOf(wait).ReferencedSymbol() is { } signal && ended.Contains(signal):
                case IPropertyReferenceOperation { Property.Name: "Task", Instance: var source } when source.ReferencedSymbol() is { } completion
                    && ended.Contains(completion):
                // Handed to other code, which may join it.
                case IArgumentOperation { Value: var value, Parent: IInvocationOperation taker }
                    when value.Unwrapped().ReferencedSymbol() is { } given && names.Contains(given)
                        && !taker.TargetMethod.ContainingNamespace.ToString().StartsWith("System.", StringComparison.Ordinal):
                case IReturnOperation { ReturnedValue: { } returned } when returned.Unwrapped() == creation
                    || returned.Unwrapped().ReferencedSymbol() is { } local && names.Contains(local):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Of a lambda or helper that may be given any thread.</summary>
    private static bool IsParameter(ISymbol symbol) => symbol is IParameterSymbol;

    private static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance is IConditionalAccessInstanceOperation instance ? instance.Accessed() : call.Instance;

    /// <summary>Over something other than a list.</summary>
    private bool Loops(HostedThread thread) => ForegroundThreads.Reached(thread.Body, _service).SelectMany(block => block.Operations())
        .Any(operation => operation is IWhileLoopOperation or IForLoopOperation { Condition: null }
            || operation is IForEachLoopOperation each
                && each.Collection.Unwrapped() is IInvocationOperation { TargetMethod.Name: "GetConsumingEnumerable" or "ReadAllAsync" });
}
