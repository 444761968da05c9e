using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkAwaitedInStartAsyncAnalyzer() : ShutdownAnalyzer(_rule)
{
    private const string Endless = "work that does not end: the host is never started, ";
    private const string Deaf = "and at SIGTERM nothing ends this wait, so the process lives until SIGKILL (exit code 137)";
    private const string Listening = "so services after it never start, and SIGTERM only ever interrupts a start";
    private const string Move = "move it to a BackgroundService, or keep its task and await that in StopAsync";

    private const string Retry = "a retry that never looks at its token: for as long as it fails the host is not started, and a SIGTERM in that time "
        + "goes unheard until SIGKILL (exit code 137)";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.WorkAwaitedInStartAsync,
        nameof(RuleIds.WorkAwaitedInStartAsync),
        "Endless work is awaited in StartAsync",
        "'{0}' awaits {1}; {2}",
        DiagnosticSeverity.Warning,
        "The host starts its services one after another and awaits each StartAsync. A loop in there holds up the start for ever.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var start in service.StartMethods)
            {
                if (service.Code.BodyOf(start) is not { } body)
                {
                    continue;
                }

                if (First(body, service, NeverEnds, []) is var (place, endless) && place is not null)
                {
                    var listens = service.Tokens.Mentions(endless!);
                    end.ReportDiagnostic(_rule.At(
                        Shown(place), [$"{service.Type.Name}.{start.Name}", Endless + (listens ? Listening : Deaf), Move],
                        severity: listens ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning));
                }
                else if (First(body, service, operation => DeafRetries.Is(operation, service), []).Place is { } retry)
                {
                    end.ReportDiagnostic(_rule.At(
                        Shown(retry), $"{service.Type.Name}.{start.Name}", Retry,
                        start.Parameters is [var token] ? $"pass '{token.Name}' to its pause" : "pass the token of StartAsync to its pause"));
                }
            }
        });

    private static Location Shown(IOperation place) => place is ILoopOperation loop ? loop.HeaderLocation() : place.Syntax.GetLocation();

    /// <summary>The first thing in the body of which this is true, and what in it (also in a method that it awaits) it is true of.</summary>
    private static (IOperation? Place, IOperation? Found) First(
        IBlockOperation body, HostedService service, Func<IOperation, bool> isSo, HashSet<IOperation> seen)
    {
        if (!seen.Add(body))
        {
            return default;
        }

        foreach (var operation in body.DirectDescendants())
        {
            if (isSo(operation))
            {
                return (operation, operation);
            }

            // A call that is not awaited is work of its own: not the start's.
            if (operation is IInvocationOperation call && call.IsAwaitedOrReturned() && service.Code.BodyOf(call.TargetMethod) is { } called
                && First(called, service, isSo, seen) is { Found: { } found })
            {
                return (call, found);
            }
        }

        return default;
    }

    private static bool NeverEnds(IOperation operation) => operation switch
    {
        ILoopOperation loop when loop.HasExit() && !IsLeftForTheStopOnly(loop) => false,
        IForEachLoopOperation { IsAsynchronous: true } each => IsOpenChannel(each.Collection),
        ILoopOperation loop when loop.IsEndless() => true,
        IWhileLoopOperation { Condition: { } condition } => OnlyAsksForTheStop(condition.Unwrapped()),
        IInvocationOperation { Arguments: [var duration, ..] } delay when delay.TargetMethod.IsOnTask("Delay") && delay.IsAwaitedOrReturned() =>
            ConstantDuration.Of(duration.Value) is { } wait && wait.IsInfinite(),
        _ => false,
    };

    /// <summary><c>if (cancellationToken.IsCancellationRequested) break;</c>, and no other way out.</summary>
    private static bool IsLeftForTheStopOnly(ILoopOperation loop)
    {
        foreach (var exit in loop.Exits())
        {
            var (child, asked) = (exit, false);
            for (var parent = exit.Parent; parent is not null && parent != loop && !asked; (child, parent) = (parent, parent.Parent))
            {
                asked = parent is IConditionalOperation choice && choice.WhenTrue == child
                    && choice.Condition.Unwrapped() is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" };
            }

            if (!asked)
            {
                return false;
            }
        }

        return true;
    }

    private static bool OnlyAsksForTheStop(IOperation condition) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not =>
            not.Operand.Unwrapped() is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" },
        IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" } => true,
        _ => false,
    };

    /// <summary>A channel that this method made itself is completed by it too.</summary>
    private static bool IsOpenChannel(IOperation collection)
    {
        var stream = collection.WithoutConfigureAwait();
        while (stream is IInvocationOperation { TargetMethod.Name: "WithCancellation", Arguments: [var inner, ..] })
        {
            stream = inner.Value.WithoutConfigureAwait();
        }

        if (stream
            is not IInvocationOperation { TargetMethod: { Name: "ReadAllAsync", ContainingType.KnownName: "ChannelReader" }, Instance: var reader })
        {
            return false;
        }

        while (reader is IMemberReferenceOperation { Instance: { } owner } and not IFieldReferenceOperation)
        {
            reader = owner;
        }

        return reader is IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation;
    }
}
