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
public sealed class CleanupSkippedOnCancellationAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly string[] _receives = ["Dequeue", "Receive", "Take", "Next", "Consume", "Pull", "WaitFor", "ReadNext", "GetNext"];

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.CleanupSkippedOnCancellation,
        nameof(RuleIds.CleanupSkippedOnCancellation),
        "Clean-up skipped on cancellation",
        "'{0}' is skipped at SIGTERM: cancelling the token of '{1}' ends the loop above with an exception, and '{2}' is left before this line; "
            + "put the clean-up into a finally block around the loop",
        DiagnosticSeverity.Info,
        "A wait with the stop token throws when the host stops. What is written after the loop runs only when the stop happens to come between two "
            + "waits.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachWorker(symbols, (end, service) =>
        {
            foreach (var code in service.Work)
            {
                if (code.Body.Operations.Length > 1)
                {
                    Judge(end, service, code);
                }
            }
        });

    private static void Judge(WorkerFindings findings, HostedService service, HostedCode code)
    {
        var statements = code.Body.Operations;
        for (var i = 0; i < statements.Length; i++)
        {
            if (statements[i] is not ILoopOperation loop || EndingWait(loop, service) is not { } wait)
            {
                continue;
            }

            for (var after = i + 1; after < statements.Length; after++)
            {
                if (CleanUpCall(statements[after], service.Tokens) is { } call)
                {
                    findings.ReportDiagnostic(_rule.At(
                        statements[after].Syntax.GetLocation(), NameOf(call), wait, $"{service.Type.Name}.{code.Member.Name}"));
                    return;
                }
            }
        }
    }

    /// <summary>The wait of every turn that throws out of the loop; null where something catches it or the loop has another way out.</summary>
    private static string? EndingWait(ILoopOperation loop, HostedService service)
    {
        var tokens = service.Tokens;
        if (loop.HasExit())
        {
            return null;
        }

        var header = loop switch
        {
            IWhileLoopOperation { ConditionIsTop: true } whileLoop => whileLoop.Condition,
            IForEachLoopOperation { IsAsynchronous: true } forEach => forEach.Collection,
            _ => null,
        };
        if (header is not null && ThrowingWait(header, tokens) is { } first)
        {
            return first.Name;
        }

        if (loop is not (IWhileLoopOperation or IForLoopOperation) || !loop.IsEndless() && !loop.TestsStop(tokens)
            || header is not null && HasOwnEnd(header, tokens))
        {
            return null;
        }

        IEnumerable<IOperation> statements = loop.Body is IBlockOperation block ? block.Operations : new[] { loop.Body };
        foreach (var statement in statements)
        {
            if (statement is IExpressionStatementOperation or IVariableDeclarationGroupOperation && ThrowingWait(statement, tokens) is { } wait)
            {
                return wait.Name;
            }

            if (statement is IExpressionStatementOperation or IVariableDeclarationGroupOperation
                && loop is IWhileLoopOperation turns && Receive(statement, turns, service) is { } receive)
            {
                return $"{receive.TargetMethod.ContainingType.Name}.{receive.TargetMethod.Name}";
            }
        }

        return null;
    }

    /// <summary><c>while (!_ready)</c>: what follows is the work that the loop waits for, not a clean-up.</summary>
    private static bool HasOwnEnd(IOperation condition, StopTokens tokens) => condition.Unwrapped() switch
    {
        { ConstantValue.HasValue: true } => false,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            HasOwnEnd(both.LeftOperand, tokens) || HasOwnEnd(both.RightOperand, tokens),
        var asked => !tokens.Mentions(asked),
    };

    /// <summary>
    /// A queue's own <c>DequeueAsync(token)</c>: where nothing else in the turn waits, this does, and it has nothing to return when it is cancelled.
    /// </summary>
    private static IInvocationOperation? Receive(IOperation statement, IWhileLoopOperation loop, HostedService service)
    {
        foreach (var operation in statement.DirectDescendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { ReturnType: INamedTypeSymbol { Arity: 1 } } called } call
                && Array.Exists(_receives, verb => called.Name.StartsWith(verb, StringComparison.Ordinal))
                && called.ReturnType.IsTask() && call.Parent is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }
                && call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit && service.Tokens.IsStop(argument.Value)
                    && call.HeedsItsToken(argument.Parameter!, service.Source))
                && !(service.Source.BodyOf(called, call.SemanticModel) is { } body && body.Descendants().Any(inner => inner is ICatchClauseOperation))
                && LibraryWaits.IsFirstWaitOf(loop, call, service))
            {
                return call;
            }
        }

        return null;
    }

    private static Wait? ThrowingWait(IOperation code, StopTokens tokens)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            if (Wait.From(operation) is { ThrowsWhenCancelled: true } wait
                && SymbolEqualityComparer.Default.Equals(operation.EnclosingFunction(), code.EnclosingFunction())
                && tokens.IsStop(wait.Token?.Value) && !(wait.Call.Instance is { } receiver && tokens.Mentions(receiver)))
            {
                return wait;
            }
        }

        return null;
    }

    /// <summary>A call that does something: not a log line, not another loop of work, not a test of the token.</summary>
    private static IInvocationOperation? CleanUpCall(IOperation statement, StopTokens tokens)
    {
        if (statement is not (IExpressionStatementOperation or ITryOperation or IConditionalOperation or IUsingOperation or IForEachLoopOperation))
        {
            return null;
        }

        foreach (var operation in statement.DirectDescendants())
        {
            if (operation is IInvocationOperation call && !SaysSomethingOnly(call.TargetMethod) && !CancelsWhatIsCancelled(call, tokens))
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>Of a delegate its own.</summary>
    private static string NameOf(IInvocationOperation call) =>
        call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called } && called.ReferencedSymbol() is { } symbol
            ? symbol.Name : call.TargetMethod.Name;

    /// <summary>A source that is linked to the stop token is cancelled with it.</summary>
    private static bool CancelsWhatIsCancelled(IInvocationOperation call, StopTokens tokens) =>
        call is { TargetMethod: { Name: "Cancel" or "CancelAsync", ContainingType.KnownName: nameof(CancellationTokenSource) } }
        && call.Instance is ILocalReferenceOperation { Local: var source }
        && call.Root().Descendants().Any(operation => operation is IVariableDeclaratorOperation declared
            && SymbolEqualityComparer.Default.Equals(declared.Symbol, source)
            && declared.GetVariableInitializer()?.Value.Unwrapped() is IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } linked
            && linked.Arguments.Any(argument => tokens.IsStop(argument.Value)));

    private static bool SaysSomethingOnly(IMethodSymbol method) =>
        method.Name.StartsWith("Log", StringComparison.Ordinal)
        || EndsTheProgram(method)
        || method.ContainingType is { Name: var type }
        && (type.Contains("Logg")
            || type is "Log" or "Console" or "Debug" or "Trace" or "Activity" or "Stopwatch" or "String" or nameof(CancellationToken)
                or "TextWriter" or "ActivitySource"
            || method.Name is "ConfigureAwait" or "ToString" or "Delay" or "Yield");

    /// <summary>No loss where the program is ending anyway; an Exit beside a running host is STOP1403's.</summary>
    private static bool EndsTheProgram(IMethodSymbol method) =>
        method is { Name: "Exit" or "FailFast", ContainingType.KnownName: "Environment" } or { Name: "StopApplication" };
}
