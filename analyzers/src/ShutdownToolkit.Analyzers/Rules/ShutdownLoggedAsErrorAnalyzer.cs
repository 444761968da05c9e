using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Tokens;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShutdownLoggedAsErrorAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The token that the new clause asks.</summary>
    internal const string Token = "token";

    /// <summary>
    /// The statement that ends the work quietly: <c>break</c> in a loop that asks the token, nothing around the loop; absent where neither is
    /// certain.
    /// </summary>
    internal const string Exit = "exit";

    private static readonly string[] _failures = ["Fail", "MarkFailed", "MarkAsFailed", "SetFailed", "DeadLetter", "MoveToDeadLetter"];

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ShutdownLoggedAsError,
        nameof(RuleIds.ShutdownLoggedAsError),
        "Shutdown logged as an error",
        "This catch in '{0}' also takes the cancellation of '{1}', so each SIGTERM that comes during '{2}' is {3} as a failure; "
            + "let a 'catch (OperationCanceledException) when ({1}.IsCancellationRequested)' above it end the work quietly",
        DiagnosticSeverity.Info,
        "An orderly stop throws OperationCanceledException out of the waits. "
            + "Logged as an error it looks like a crash at every deployment, and real failures drown in it.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachWorker(symbols, (end, service) =>
        {
            var seen = new HashSet<SyntaxNode>();
            foreach (var code in service.Work)
            {
                foreach (var operation in code.Body.Operations())
                {
                    if (operation is ITryOperation attempt && seen.Add(attempt.Syntax))
                    {
                        Judge(end, service, code, attempt);
                    }
                }
            }
        });

    private static void Judge(WorkerFindings findings, HostedService service, HostedCode code, ITryOperation attempt)
    {
        var tokens = service.Tokens;
        if (attempt.CancellationClause(tokens) is not { } clause
            || clause.ExceptionType is { Name: "OperationCanceledException" or "TaskCanceledException" }
            || LooksAtTheToken(clause.Handler, tokens) || AsksForCancellation(clause.Handler)
            || Told(clause.Handler) is not { } told
            || attempt.Body.FirstThrowingWait(tokens, service.Code, service.Source) is not { } wait
            || attempt.SwallowingClause(service) is not null)
        {
            return;
        }

        var token = tokens.NameInScope(clause, code.Member);
        findings.ReportDiagnostic(_rule.At(
            clause.HeaderLocation(),
            [$"{service.Type.Name}.{code.Member.Name}", token ?? wait.Token!.Value.Syntax.ShortText(), wait.Name, told],
            ImmutableDictionary<string, string?>.Empty.Add(Token, token).Add(Exit, QuietExit(attempt.LoopsAround().ToList(), tokens))));
    }

    private static string? QuietExit(List<ILoopOperation> loops, StopTokens tokens) => loops switch
    {
        [] => "",
        [var only] when only.TestsStop(tokens) => "break;",
        _ => null,
    };

    /// <summary>Other than that it waits with it before the next turn, or keeps the failure with it.</summary>
    private static bool LooksAtTheToken(IOperation handler, StopTokens tokens) => handler.Descendants().Any(operation =>
        operation.ReferencedSymbol() is not null && tokens.Mentions(operation)
        && !(operation.Parent is IArgumentOperation { Parent: IInvocationOperation taker }
            && (taker.TargetMethod.IsOnTask("Delay") || taker.TargetMethod.BeginsWith(_failures)
                || taker.TargetMethod.Ends() && taker.TargetMethod.DeclaringSyntaxReferences.IsEmpty)));

    private static bool AsksForCancellation(IOperation handler)
    {
        foreach (var operation in handler.Descendants())
        {
            if (operation is IIsTypeOperation or IPatternOperation && operation.Syntax.ToString().Contains("Cancel"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the handler makes of it: a mark on the work, which outlives the process, or else a line in the log.</summary>
    private static string? Told(IOperation handler)
    {
        string? logged = null;
        foreach (var operation in handler.DirectDescendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { ContainingType.Name: not "Debug" } method } && method.BeginsWith(_failures))
            {
                return $"kept with '{method.Name}'";
            }

            if (operation is IInvocationOperation
                {
                    TargetMethod: { Name: "LogError" or "LogCritical" }
                        or { Name: "Error" or "Fatal", ContainingType.KnownName: "ILogger" or "Log" or "Logger" or "ILog" }
                } log)
            {
                logged ??= $"logged with '{log.TargetMethod.Name}'";
            }
        }

        return logged;
    }
}
