using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>The loops that repeat a place: those around it in its function, and those around the calls of its method or local function.</summary>
internal sealed class LoopedCalls
{
    private readonly Dictionary<ISymbol, List<(IOperation Call, IMethodSymbol Member)>> _calls = new(SymbolEqualityComparer.Default);

    private readonly CalledWork? _called;

    public LoopedCalls(HostedService service)
    {
        _called = service.Called;
        foreach (var code in service.Work)
        {
            foreach (var operation in code.Body.Operations())
            {
                if (operation is IInvocationOperation { TargetMethod: var called } && IsOwn(called, service))
                {
                    if (!_calls.TryGetValue(called.OriginalDefinition, out var places))
                    {
                        _calls.Add(called.OriginalDefinition, places = []);
                    }

                    places.Add((operation, code.Member));
                }
            }
        }
    }

    public IReadOnlyList<ILoopOperation> Around(IOperation place, IMethodSymbol member)
    {
        var loops = new List<ILoopOperation>();
        Collect(place, member, loops, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        return loops;
    }

    /// <summary>Somebody awaits what the method or local function returns, and nothing but that.</summary>
    public bool Awaits(IMethodSymbol function) => _calls.TryGetValue(function.OriginalDefinition, out var calls)
        && calls.Exists(place => place.Call.Parent is IAwaitOperation
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Parent: IAwaitOperation });

    private void Collect(IOperation place, IMethodSymbol member, List<ILoopOperation> loops, HashSet<ISymbol> seen)
    {
        loops.AddRange(place.LoopsAround());
        var function = place.EnclosingFunction() ?? member;
        if (SymbolEqualityComparer.Default.Equals(function.OriginalDefinition, _called?.Method))
        {
            loops.AddRange(_called!.Loops);
        }

        if (!seen.Add(function.OriginalDefinition) || !_calls.TryGetValue(function.OriginalDefinition, out var calls))
        {
            return;
        }

        foreach (var (call, caller) in calls)
        {
            Collect(call, caller, loops, seen);
        }
    }

    private static bool IsOwn(IMethodSymbol method, HostedService service) =>
        method.MethodKind == MethodKind.LocalFunction || SymbolEqualityComparer.Default.Equals(method.ContainingType, service.Type);
}
