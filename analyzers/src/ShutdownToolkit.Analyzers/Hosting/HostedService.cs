using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.Analyzers.Tokens;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>
/// A type that the host starts and stops, or one that such a type has do its work: its members by role, its code, its stop tokens.
/// </summary>
internal sealed class HostedService
{
    private static readonly string[] _stopNames = ["StoppingAsync", "StopAsync", "StoppedAsync", "Dispose", "DisposeAsync", "DisposeAsyncCore"];

    private readonly KnownSymbols _symbols;
    private readonly Lazy<StopTokens> _tokens;
    private readonly Lazy<IReadOnlyList<HostedCode>> _work;
    private readonly Lazy<IReadOnlyList<HostedService>> _callees;

    public HostedService(INamedTypeSymbol type, KnownSymbols symbols, CalledWork? called = null, MemberBodies? code = null)
    {
        Type = type;
        Called = called;
        Code = code ?? new();
        _symbols = symbols;
        _tokens = new(() => new StopTokens(this, symbols), LazyThreadSafetyMode.ExecutionAndPublication);
        _work = new(FindWork, LazyThreadSafetyMode.ExecutionAndPublication);
        _callees = new(() => CalledWork.From(this, symbols), LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>Who calls this type's work; null for a type that the host itself starts.</summary>
    public CalledWork? Called { get; }

    /// <summary>The classes of the project that do a part of the work.</summary>
    public IReadOnlyList<HostedService> Callees => _callees.Value;

    public INamedTypeSymbol Type { get; }

    public SourceCode Source => _symbols.Source;

    public MemberBodies Code { get; }

    public bool IsBackgroundService => _symbols.IsBackgroundService(Type);

    /// <summary>The override of BackgroundService.ExecuteAsync in this very type, or the method that is called.</summary>
    public IMethodSymbol? ExecuteAsync => Called is not null ? Called.Method : IsBackgroundService ? Declared("ExecuteAsync") : null;

    public IMethodSymbol? StartAsync => Declared("StartAsync");

    public IMethodSymbol? StopAsync => Declared("StopAsync");

    public StopTokens Tokens => _tokens.Value;

    /// <summary>What runs while the host runs: ExecuteAsync and what it calls, and what the Start methods launch without awaiting it.</summary>
    public IReadOnlyList<HostedCode> Work => _work.Value;

    /// <summary>All code of a hosted type; of another class, only what a hosted type runs.</summary>
    public IEnumerable<KeyValuePair<ISymbol, ImmutableArray<IOperation>>> WorkBlocks => Called is null
        ? Code.Blocks : Code.Blocks.Where(member => Work.Any(code => SymbolEqualityComparer.Default.Equals(code.Member, member.Key)));

    public IEnumerable<IMethodSymbol> StartMethods => Called is null ? DeclaredAmong("StartingAsync", "StartAsync", "StartedAsync") : [];

    /// <summary>Every method that the end of the host or of the container calls; of another class, every one that may be there for it.</summary>
    public IEnumerable<IMethodSymbol> StopMethods =>
        Called is null ? DeclaredAmong(_stopNames) : Type.GetMembers().OfType<IMethodSymbol>().Where(CalledWork.MayStop);

    /// <summary>A method that this type declares, also as an explicit implementation; null where it inherits it.</summary>
    public IMethodSymbol? Declared(string name)
    {
        foreach (var method in DeclaredAmong(name))
        {
            return method;
        }

        return null;
    }

    private IEnumerable<IMethodSymbol> DeclaredAmong(params string[] names)
    {
        foreach (var member in Type.GetMembers())
        {
            if (member is IMethodSymbol method && Array.IndexOf(names, SimpleName(method)) >= 0 && HasLifetimeShape(method))
            {
                yield return method;
            }
        }
    }

    private bool HasLifetimeShape(IMethodSymbol method) =>
        method.Parameters.Length == 0 || method.Parameters.Length == 1
        && (_symbols.IsToken(method.Parameters[0].Type) || method.Parameters[0].Type.SpecialType == SpecialType.System_Boolean);

    private static string SimpleName(IMethodSymbol method) => method.Name.Substring(method.Name.LastIndexOf('.') + 1);

    private List<HostedCode> FindWork()
    {
        var work = new List<HostedCode>();
        var roots = new List<IMethodSymbol?> { ExecuteAsync };
        foreach (var start in StartMethods)
        {
            if (Code.BodyOf(start) is { } body)
            {
                foreach (var operation in body.Operations())
                {
                    FindLaunch(start, operation, roots, work);
                }
            }
        }

        var executed = Code.ReachableFrom(ExecuteAsync);
        var awaited = Code.ReachableFrom(operation => operation.DetachedFrom(this) is null, [.. roots]);
        foreach (var method in Code.ReachableFrom([.. roots]))
        {
            work.Add(new HostedCode(
                method, Code.BodyOf(method)!,
                HostWaits: executed.Contains(method, SymbolEqualityComparer.Default) && Called is not { HostWaits: false },
                awaited.Contains(method, SymbolEqualityComparer.Default) ? null : HowDetached(method)));
        }

        return work;
    }

    /// <summary>By the first place that runs the method, itself or through others.</summary>
    private Detachment? HowDetached(IMethodSymbol method)
    {
        foreach (var member in Code.Blocks)
        {
            foreach (var operation in member.Value.SelectMany(block => block.Operations()))
            {
                if (operation.CalledMethod() is { } called && operation.DetachedFrom(this) is { } detachment
                    && Code.ReachableFrom(called).Contains(method, SymbolEqualityComparer.Default))
                {
                    return detachment;
                }
            }
        }

        return null;
    }

    private static void FindLaunch(IMethodSymbol start, IOperation operation, List<IMethodSymbol?> roots, List<HostedCode> work)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation lambda:
                work.Add(new HostedCode(start, lambda.Body, HostWaits: false));
                break;
            case IMethodReferenceOperation handedOn:
                roots.Add(handedOn.Method);
                break;
            // Returned or awaited, it belongs to the start itself.
            case IInvocationOperation { Parent: IExpressionStatementOperation or ISimpleAssignmentOperation or IVariableInitializerOperation
                or IArgumentOperation } call:
                roots.Add(call.TargetMethod);
                break;
        }
    }
}
