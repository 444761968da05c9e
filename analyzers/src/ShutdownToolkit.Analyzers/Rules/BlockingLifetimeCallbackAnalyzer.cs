using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingLifetimeCallbackAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>Present where the callback only delays the stop, within ShutdownTimeout: the fixer can move it.</summary>
    internal const string Delay = "delay";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.BlockingLifetimeCallback,
        nameof(RuleIds.BlockingLifetimeCallback),
        "Lifetime callback blocks the shutdown",
        "'{0}' blocks the {1} callback: at SIGTERM {2}; wait in IHostedLifecycleService.{3} with its token, and count a wanted delay into "
            + "ShutdownTimeout and the grace period",
        DiagnosticSeverity.Warning,
        "The callbacks run one after another on one thread before the services are stopped. The time they take is missing from every StopAsync.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HostLifetime is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.RegisterOperationAction(
            operation =>
            {
                if (LifetimeCallback.Of(operation.Operation) is { IsAsyncVoid: false, Body: { } body } callback
                    && callback.Event is LifetimeEvent.ApplicationStopping or LifetimeEvent.ApplicationStopped)
                {
                    foreach (var inner in Executed(body))
                    {
                        if (inner.Blocking() is { } name)
                        {
                            Report(operation, callback, inner, name, project);
                            return;
                        }
                    }
                }
            },
            OperationKind.Invocation);

    /// <summary>What the callback does, and what the methods do that it calls, as far as they are in the same file.</summary>
    private static IEnumerable<IOperation> Executed(IOperation body)
    {
        foreach (var operation in body.DirectDescendants())
        {
            yield return operation;

            if (operation is IInvocationOperation { TargetMethod: { IsAsync: false } called }
                && LifetimeCallback.BodyInSameFile(called, operation) is { } callee && callee != body)
            {
                foreach (var inner in callee.DirectDescendants())
                {
                    yield return inner;
                }
            }
        }
    }

    private static void Report(
        OperationAnalysisContext context, LifetimeCallback callback, IOperation blocking, string name, ProjectFacts project)
    {
        var consequence = "the services have stopped, and the process does not end until it returns, whatever ShutdownTimeout says";
        var isWanted = false;
        var facts = ImmutableDictionary<string, string?>.Empty;
        if (blocking is IInvocationOperation { TargetMethod.ContainingType.KnownName: "Console" })
        {
            // Standard input of a container is closed unless somebody asks for it.
            isWanted = true;
            consequence = "with a terminal everything waits until somebody presses a key, and without one it fails or returns at once";
        }
        else if (callback.Event == LifetimeEvent.ApplicationStopping)
        {
            consequence = "no service is stopped until it returns, while ShutdownTimeout already counts and cannot end it";
            if (IsDelay(blocking, out var length))
            {
                var timeout = ShutdownTimeouts.Of(context.Compilation, project, context.CancellationToken);
                isWanted = length is null || timeout is null || length < timeout;
                if (length is { } delay && timeout is { } all && isWanted)
                {
                    consequence = string.Format(
                        CultureInfo.InvariantCulture,
                        "no service is stopped for {0:0.#} s of the {1:0.#} s of ShutdownTimeout, and only the rest is left for every StopAsync",
                        delay.TotalSeconds, all.TotalSeconds);
                    facts = facts.Add(Delay, "");
                }
                else if (isWanted)
                {
                    consequence = length is null
                        ? "no service is stopped for a time that cannot be seen here, while ShutdownTimeout already counts"
                        : "no service is stopped until it returns, while ShutdownTimeout, which cannot be seen here, already counts";
                }
            }
        }

        context.ReportDiagnostic(_rule.At(
            blocking.Syntax.GetLocation(),
            [name, callback.EventName, consequence, callback.Event == LifetimeEvent.ApplicationStopped ? "StoppedAsync" : "StoppingAsync"],
            facts,
            isWanted ? DiagnosticSeverity.Info : null,
            [callback.Registration.Syntax.GetLocation()]));
    }

    /// <summary>Time passes and nothing else: the pause in which a load balancer forgets the pod.</summary>
    private static bool IsDelay(IOperation blocking, out TimeSpan? length)
    {
        var call = blocking.BlockedOn()?.Unwrapped() as IInvocationOperation ?? blocking as IInvocationOperation;
        var isDelay = call is { TargetMethod: { Name: "Sleep", ContainingType.KnownName: "Thread" }, Arguments.Length: 1 }
            || call is { Arguments.Length: > 0 } && call.TargetMethod.IsOnTask("Delay");
        length = isDelay ? ConstantDuration.Of(call!.Arguments[0].Value) : null;
        return isDelay && length?.IsInfinite() != true;
    }
}
