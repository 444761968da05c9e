using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncLifetimeCallbackAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.AsyncLifetimeCallback,
        nameof(RuleIds.AsyncLifetimeCallback),
        "Lifetime callback is asynchronous",
        "The host calls this {0} callback and does not wait for {1}: at SIGTERM the process ends before it is over{2}; do the work in {3}",
        DiagnosticSeverity.Warning,
        "CancellationToken.Register takes an Action: an async lambda becomes async void, and a task it starts is dropped.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HostLifetime is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.RegisterOperationAction(
            operation =>
            {
                if (LifetimeCallback.Of(operation.Operation) is not { } callback || Unawaited(callback) is not { } what)
                {
                    return;
                }

                // What ApplicationStarted sets off is there to run on: it is cut at the stop like any untracked work.
                var severity = callback.Event == LifetimeEvent.ApplicationStarted ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
                operation.ReportDiagnostic(_rule.At(
                    ((InvocationExpressionSyntax)callback.Registration.Syntax).Expression.GetLocation(),
                    [
                        callback.EventName, what,
                        CatchesAll(callback) ? "" : ", and an exception in it ends the process with exit code 134",
                        callback.Event switch
                        {
                            LifetimeEvent.ApplicationStarted => "a BackgroundService, or in IHostedLifecycleService.StartedAsync",
                            LifetimeEvent.WorkerStop => "ExecuteAsync itself, behind its loop, or in an override of StopAsync",
                            _ => "StopAsync or IHostedLifecycleService.StoppingAsync",
                        },
                    ],
                    severity: severity));
            },
            OperationKind.Invocation);

    /// <summary>Every await of an async void callback is in a try that takes any exception; of a dropped task nobody sees one.</summary>
    private static bool CatchesAll(LifetimeCallback callback) => !callback.IsAsyncVoid || callback.Body is { } body
        && body.DirectDescendants().OfType<IAwaitOperation>().All(awaited => awaited.TriesAround().Any(attempt => attempt.Catches.Any(clause =>
            clause is { Filter: null, ExceptionType: null or { KnownName: "Exception" or "Object" } }
            && !clause.Handler.DirectDescendants().Any(operation => operation is IThrowOperation))));

    private static string? Unawaited(LifetimeCallback callback)
    {
        // ExecuteAsync, whose end is waited for, may wait for that.
        if (callback.Event == LifetimeEvent.WorkerStop
            && (callback.Body is null || callback.Body.Descendants().Any(operation => operation.TellsAnEnd())))
        {
            return null;
        }

        if (callback.IsAsyncVoid)
        {
            return callback.Body is null
                || callback.Body.DirectDescendants().Any(operation => operation is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true })
                ? "its awaits"
                : null;
        }

        if (callback.Body is null || callback.Event == LifetimeEvent.ApplicationStarted)
        {
            return null;
        }

        string? dropped = null;
        foreach (var operation in Executed(callback.Body))
        {
            // A callback that waits afterwards keeps the process meanwhile; that it blocks is STOP1302's.
            if (operation.Blocking() is not null)
            {
                dropped = null;
            }
            else if (dropped is null && operation is IInvocationOperation { TargetMethod: var started } call && started.ReturnType.IsTask()
                && started.Name is not ("CancelAsync" or "WriteAsync" or "ContinueWith" or "ConfigureAwait") && call.IsDropped())
            {
                dropped = started.ContainingType.KnownName == "Task" ? $"'Task.{started.Name}'" : $"'{started.Name}'";
            }
        }

        return dropped;
    }

    /// <summary>The callback, and the methods in the same file that it calls and that return nothing.</summary>
    private static IEnumerable<IOperation> Executed(IOperation body)
    {
        foreach (var operation in body.DirectDescendants())
        {
            yield return operation;

            if (operation is IInvocationOperation { TargetMethod: { IsAsync: false, ReturnsVoid: true } called }
                && LifetimeCallback.BodyInSameFile(called, operation) is { } callee && callee != body)
            {
                foreach (var inner in callee.DirectDescendants())
                {
                    yield return inner;
                }
            }
        }
    }
}
