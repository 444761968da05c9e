using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Tokens;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>
/// Work of a hosted type that a method of another class does: a scoped service's loop, the override of a base class's abstract turn.
/// </summary>
/// <param name="Method">With a body in this project.</param>
/// <param name="Loops">Those that repeat the call.</param>
/// <param name="Tokens">What the method's token parameters are given.</param>
/// <param name="HostWaits">The call belongs to ExecuteAsync.</param>
/// <param name="Depth">How many calls lie between it and the hosted type.</param>
internal sealed record CalledWork(
    IMethodSymbol Method,
    IReadOnlyList<ILoopOperation> Loops,
    IReadOnlyList<(IParameterSymbol Parameter, TokenOrigin Origin)> Tokens,
    bool HostWaits,
    int Depth)
{
    private const int MostCallees = 20;
    private const int Deepest = 3;

    private static readonly string[] _stops =
        ["Stop", "Dispose", "Close", "Cancel", "Shutdown", "Complete", "Abort", "End", "Finish", "Terminate", "Quit", "Disconnect"];

    private static readonly ConditionalWeakTable<KnownSymbols, ConcurrentDictionary<INamedTypeSymbol, bool>> _lasting = new();

    public static bool MayStop(IMethodSymbol method) => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation
        && Array.Exists(_stops, stop => method.Name.Substring(method.Name.LastIndexOf('.') + 1).StartsWith(stop, StringComparison.Ordinal));

    public static IReadOnlyList<HostedService> From(HostedService caller, KnownSymbols symbols)
    {
        var found = new List<HostedService>();
        if (caller.Called is { Depth: >= Deepest })
        {
            return found;
        }

        var loops = new Lazy<LoopedCalls>(() => new LoopedCalls(caller));
        var stopCode = new HashSet<ISymbol>(caller.Code.ReachableFrom([.. caller.StopMethods]), SymbolEqualityComparer.Default);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var starts = caller.StartMethods.Where(start => caller.Code.BodyOf(start) is not null)
            .Select(start => new HostedCode(start, caller.Code.BodyOf(start)!, HostWaits: false));
        foreach (var code in caller.Work.Concat(starts))
        {
            if (stopCode.Contains(code.Member) || code.Member is { IsAsync: true, ReturnsVoid: true })
            {
                continue;
            }

            var isStart = caller.StartMethods.Contains(code.Member, SymbolEqualityComparer.Default);
            foreach (var operation in code.Body.Operations())
            {
                if (operation is not IInvocationOperation call || caller.Code.BodyOf(call.TargetMethod) is not null
                    || !(isStart ? IsKept(call) : IsWaitedFor(call)))
                {
                    continue;
                }

                foreach (var method in symbols.Source.Implementations(call, caller.Type))
                {
                    if (IsWork(method, caller, symbols) && seen.Add(method) && found.Count < MostCallees
                        && caller.DetachmentOf(code, call) is null && !call.IsCleanUp(caller.Tokens))
                    {
                        var depth = (caller.Called?.Depth ?? 0) + 1;
                        found.Add(Model(
                            new(method, loops.Value.Around(call, code.Member), TokensOf(call, method, caller), code.HostWaits, depth), symbols));
                    }
                }
            }
        }

        return found;
    }

    private static HostedService Model(CalledWork called, KnownSymbols symbols)
    {
        var type = called.Method.ContainingType;
        return new HostedService(type, symbols, called, symbols.Source.BodiesOf(type));
    }

    /// <summary>Its end is the caller's concern: awaited, returned, kept in a field, or simply called.</summary>
    private static bool IsWaitedFor(IInvocationOperation call) =>
        !call.Type.IsTask() || ((IOperation)call).IsAwaitedOrReturned() || IsKept(call);

    /// <summary>In a lambda of a start method that Task.Run is given, too: what is launched is kept, and what is dropped is STOP1201's.</summary>
    private static bool IsKept(IInvocationOperation call) => call.Parent is ISimpleAssignmentOperation { Target: IFieldReferenceOperation }
        || call.EnclosingFunction() is not null && ((IOperation)call).IsAwaitedOrReturned();

    /// <summary>Of a class that loops or waits somewhere; the others are not worth reading.</summary>
    private static bool IsWork(IMethodSymbol method, HostedService caller, KnownSymbols symbols)
    {
        var type = method.ContainingType;
        return type is { TypeKind: TypeKind.Class, IsImplicitlyDeclared: false }
            && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, caller.Type.OriginalDefinition)
            && (!symbols.IsHosted(type) || type.DerivesFrom(caller.Type.OriginalDefinition) || caller.Type.DerivesFrom(type.OriginalDefinition))
            && _lasting.GetValue(symbols, _ => new(SymbolEqualityComparer.Default)).GetOrAdd(type, one => Lasts(one) || HandsOn(one));
    }

    /// <summary>It may only hand the work on; a record of values hands on nothing.</summary>
    private static bool HandsOn(INamedTypeSymbol type) => type.DeclaringSyntaxReferences is [{ Span.Length: < 2000 } small]
        && small.GetSyntax().DescendantNodes().Any(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
            or AwaitExpressionSyntax or LockStatementSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" });

    private static bool Lasts(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes())
        .Any(node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax { Condition: null }
            or ForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }
            or InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax
                {
                    Name.Identifier.ValueText: "Delay" or "Sleep" or "WaitAsync" or "WaitOne" or "Take" or "ReadAsync" or "RunAsync"
                        or "ExecuteAsync",
                },
            });

    private static List<(IParameterSymbol, TokenOrigin)> TokensOf(IInvocationOperation call, IMethodSymbol method, HostedService caller)
    {
        var tokens = new List<(IParameterSymbol, TokenOrigin)>();
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Type.KnownName: nameof(CancellationToken), Ordinal: var ordinal } && ordinal < method.Parameters.Length
                && argument.ArgumentKind == ArgumentKind.Explicit && caller.Tokens.OriginOf(argument.Value) is not TokenOrigin.None and var origin)
            {
                tokens.Add((method.Parameters[ordinal], origin));
            }
        }

        return tokens;
    }
}
