using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Containers.Facts;

/// <summary>
/// What every stop of the host waits, as it is written: in StopAsync and its neighbours of the services that are registered, and in what is
/// called at ApplicationStopping. What is behind a condition, of unknown length or ended by another token does not count.
/// </summary>
internal sealed class StopWaits
{
    private const int MostSteps = 4;

    private static readonly string[] _registrations = ["AddHostedService", "IHostedService"];

    private readonly Compilation _compilation;
    private readonly SourcePlaces _places;
    private readonly CancellationToken _cancellation;
    private readonly KnownSymbols _symbols;

    private StopWaits(Compilation compilation, SourcePlaces places, CancellationToken cancellation)
    {
        _compilation = compilation;
        _places = places;
        _cancellation = cancellation;
        _symbols = KnownSymbols.Of(compilation);
    }

    public static IReadOnlyList<StopWait> Of(Compilation compilation, SourcePlaces places, CancellationToken cancellation) =>
        new StopWaits(compilation, places, cancellation).InOrder();

    /// <summary>Each turn of all services before the next; the last that was registered goes first.</summary>
    private List<StopWait> InOrder()
    {
        var services = RegisteredTypes().Reverse().ToList();
        var lifecycle = services.FindAll(type => type.AllInterfaces.Contains(_symbols.HostedLifecycleService, SymbolEqualityComparer.Default));
        var isConcurrent = MayStopTogether();

        // The host's own StoppingAsync turn and the callbacks of ApplicationStopping go side by side, on two threads.
        var (callbacks, stopping) = (Callbacks(), Turn(lifecycle, "StoppingAsync", isConcurrent));
        return
        [
            .. Sum(callbacks) > Sum(stopping) ? callbacks : stopping,
            .. Turn(services, "StopAsync", isConcurrent),
            .. Turn(lifecycle, "StoppedAsync", isConcurrent),
        ];
    }

    private List<StopWait> Turn(List<INamedTypeSymbol> services, string name, bool isConcurrent)
    {
        var steps = services.ConvertAll(type => In(type, name));
        return isConcurrent ? steps.OrderByDescending(Sum).FirstOrDefault() ?? [] : [.. steps.SelectMany(static step => step)];
    }

    private static double Sum(List<StopWait> waits) => waits.Sum(static wait => wait.Seconds);

    private bool MayStopTogether() => _compilation.NodesThatMention(["ServicesStopConcurrently"], _cancellation).Any();

    private IEnumerable<INamedTypeSymbol> RegisteredTypes() => _compilation.NodesThatMention(_registrations, _cancellation)
        .Where(static asked => asked.Node is InvocationExpressionSyntax && !asked.Node.IsConditional())
        .Select(asked => asked.Model.GetSymbolInfo(asked.Node, _cancellation).Symbol switch
        {
            IMethodSymbol { Name: "AddHostedService", TypeArguments: [INamedTypeSymbol service] } => service,
            IMethodSymbol { TypeArguments: [{ Name: "IHostedService" }, INamedTypeSymbol service] } => service,
            _ => null,
        })
        .OfType<INamedTypeSymbol>().Where(_symbols.IsHosted).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    private List<StopWait> In(INamedTypeSymbol type, string name)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (declaring.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(static method => method.Parameters.Length == 1) is { } method)
            {
                var waits = new List<StopWait>();
                foreach (var block in _symbols.Source.BlocksOf(method))
                {
                    Read(block, $"{name} of {type.Name}", waits, MostSteps);
                }

                return waits;
            }
        }

        return [];
    }

    private List<StopWait> Callbacks()
    {
        var waits = new List<StopWait>();
        foreach (var (node, model) in _compilation.NodesThatMention(["ApplicationStopping"], _cancellation))
        {
            if (node is InvocationExpressionSyntax && !node.IsConditional() && model.GetOperation(node, _cancellation) is { } registration
                && LifetimeCallback.Of(registration) is { Event: LifetimeEvent.ApplicationStopping, Method.IsAsync: false, Body: { } body })
            {
                Read(BodyOf(body), "the callback of ApplicationStopping", waits, MostSteps);
            }
        }

        return waits;
    }

    private static IOperation? BodyOf(IOperation body) => body switch
    {
        IMethodBodyOperation method => method.BlockBody ?? method.ExpressionBody,
        ILocalFunctionOperation function => function.Body,
        _ => body,
    };

    /// <summary>False: what follows may not be reached.</summary>
    private bool Read(IOperation? operation, string who, List<StopWait> waits, int steps)
    {
        switch (operation)
        {
            case null:
                return true;
            case IBlockOperation block:
                return block.Operations.All(statement => Read(statement, who, waits, steps));
            case ITryOperation attempt:
                var goesOn = Read(attempt.Body, who, waits, steps);
                return Read(attempt.Finally, who, waits, steps) && goesOn && !attempt.Catches.Any(static handler => MayLeave(handler));
            case IUsingOperation used:
                return Read(used.Body, who, waits, steps);
            case ILockOperation locked:
                return Read(locked.Body, who, waits, steps);
            case IExpressionStatementOperation statement:
                Call(statement.Operation, who, waits, steps);
                return true;
            case IReturnOperation { ReturnedValue: var value }:
                Call(value, who, waits, steps);
                return false;
            default:
                return !MayLeave(operation);
        }
    }

    private static bool MayLeave(IOperation operation) =>
        operation.DescendantsAndSelf().Any(static inner =>
            inner is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.GoTo });

    private void Call(IOperation? expression, string who, List<StopWait> waits, int steps)
    {
        var isAwaited = expression is IAwaitOperation || expression?.Parent is IReturnOperation;
        var call = (expression?.BlockedOn() ?? expression)?.WithoutConfigureAwait() as IInvocationOperation;
        if (call is null)
        {
            return;
        }

        var isSleep = call.TargetMethod is { Name: "Sleep", ContainingType.KnownName: "Thread" };
        if (isSleep || call.TargetMethod.IsOnTask("Delay") && (isAwaited || expression!.BlockedOn() is not null))
        {
            if (Length(call.Arguments[0].Value) is { TotalSeconds: > 0 and var seconds } length && !length.IsInfinite() && EndsBy(call) is { } isTied)
            {
                waits.Add(new StopWait(seconds, isTied, new Located<string>(
                    $"{who} waits {seconds.ToString("0.###", CultureInfo.InvariantCulture)} s", _places.Of(call.Syntax))));
            }
        }
        else if (steps > 0 && (isAwaited || !call.TargetMethod.IsAsync)
            && call.TargetMethod is { IsVirtual: false, IsAbstract: false, IsOverride: false })
        {
            foreach (var block in _symbols.Source.BlocksOf(call.TargetMethod.OriginalDefinition))
            {
                Read(block, who, waits, steps - 1);
            }
        }
    }

    /// <summary>True: by the token that the stop was given. False: by nothing. Null: by a token that may be cancelled at any time.</summary>
    private bool? EndsBy(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(argument => _symbols.IsToken(argument.Parameter?.Type))?.Value.Unwrapped() is not { } token)
        {
            return false;
        }

        return token switch
        {
            IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" } => false,
            IParameterReferenceOperation => true,
            _ => null,
        };
    }

    private TimeSpan? Length(IOperation value) => ConstantDuration.Of(value)
        ?? (value.Unwrapped() is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field }
            ? _symbols.Source.BlocksOf(field).Select(Initial).FirstOrDefault() : null);

    private static TimeSpan? Initial(IOperation initializer) =>
        ConstantDuration.Of(initializer is ISymbolInitializerOperation { Value: var value } ? value : initializer);
}
