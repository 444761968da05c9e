using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimerWorkNotAwaitedAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.TimerWorkNotAwaited,
        nameof(RuleIds.TimerWorkNotAwaited),
        "Timer work that the stop does not wait for",
        "{0} of this timer in '{1}' {2}: at SIGTERM a tick in progress is cut when the process ends; "
            + "run the ticks in a BackgroundService with a PeriodicTimer, or {3}",
        DiagnosticSeverity.Warning,
        "Stopping or disposing a timer prevents the next tick; it does not wait for the present one.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var member in service.Code.Blocks)
            {
                foreach (var block in member.Value)
                {
                    foreach (var operation in block.Operations())
                    {
                        if (TimerCallbacks.Of(operation) is { } callback)
                        {
                            Judge(end, service, operation, callback.Unwrapped());
                        }
                    }
                }
            }
        });

    private static void Judge(SymbolAnalysisContext context, HostedService service, IOperation timer, IOperation callback)
    {
        var (method, body) = callback switch
        {
            IAnonymousFunctionOperation lambda => (lambda.Symbol, lambda.Body),
            IMethodReferenceOperation reference => (reference.Method, service.Code.BodyOf(reference.Method)),
            _ => default((IMethodSymbol, IBlockOperation?)),
        };
        if (body is null || IsAwaitedByStop(service, body) || service.PollsInItsStop())
        {
            return;
        }

        var name = callback is IMethodReferenceOperation ? $"The callback '{method.Name}'" : "The callback";
        if (method.IsAsync)
        {
            context.ReportDiagnostic(
                _rule.At(
                    Place(timer), name, service.Type.Name, "is async void, nobody can wait for it",
                    "keep the task of the tick and await it in StopAsync"));
        }
        else if (BlocksLong(service, body) && !DisposalWaits(service))
        {
            context.ReportDiagnostic(_rule.At(
                Place(timer), [name, service.Type.Name, "blocks, and StopAsync does not wait for it", "await the timer's DisposeAsync in "
                    + "StopAsync"], severity: DiagnosticSeverity.Info));
        }
    }

    /// <summary>Something that the tick uses and that the stop code waits for: a semaphore, an event, a task, a completion source.</summary>
    private static bool IsAwaitedByStop(HostedService service, IOperation callback)
    {
        var waitedFor = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var method in service.Code.ReachableFrom([.. service.StopMethods]))
        {
            foreach (var operation in service.Code.BodyOf(method)!.Operations())
            {
                if (operation is IFieldReferenceOperation { Field.Type: var type } field && IsWaitable(type))
                {
                    waitedFor.Add(field.Field);
                }
            }
        }

        return UsesAny(callback, waitedFor) || Callees(service, callback).Any(callee => UsesAny(callee, waitedFor));
    }

    private static bool UsesAny(IOperation code, HashSet<ISymbol> fields) =>
        code.Descendants().Any(operation => operation is IFieldReferenceOperation { Field: var field } && fields.Contains(field));

    private static bool IsWaitable(ITypeSymbol type) =>
        type.KnownName is "Task" or "TaskCompletionSource" or "SemaphoreSlim" or "ManualResetEvent" or "ManualResetEventSlim"
        or "AutoResetEvent" or "CountdownEvent";

    /// <summary>A loop or a blocking wait: a tick that is felt. What is short is not reported.</summary>
    private static bool BlocksLong(HostedService service, IOperation callback) =>
        IsLong(callback) || Callees(service, callback, isAsync: false).Any(IsLong);

    private static bool IsLong(IOperation code) => code.DirectDescendants().Any(operation => operation is IWhileLoopOperation
        or IInvocationOperation { TargetMethod: { Name: "GetResult" or "Sleep" } or { Name: "Wait" or "WaitAll", ContainingType.KnownName: "Task" } }
        or IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.KnownName: "Task" } });

    /// <summary>An async callee returns at its first await: whoever drops its task is STOP1201's.</summary>
    private static IEnumerable<IBlockOperation> Callees(HostedService service, IOperation callback, bool isAsync = true)
    {
        foreach (var operation in callback.Descendants())
        {
            if (operation.CalledMethod() is { } method && (isAsync || !method.IsAsync) && service.Code.BodyOf(method) is { } body)
            {
                yield return body;
            }
        }
    }

    /// <summary><c>DisposeAsync</c> and <c>Dispose(WaitHandle)</c> wait for a callback that blocks.</summary>
    private static bool DisposalWaits(HostedService service) =>
        service.Code.Blocks.Any(member => member.Value.Any(block => block.Operations().Any(operation =>
        operation is IInvocationOperation { TargetMethod: { Name: "DisposeAsync" } or { Name: "Dispose", Parameters.Length: 1 } } disposal
        && disposal.TargetMethod.ContainingType.KnownName is "Timer" or "IAsyncDisposable")));

    private static Location Place(IOperation timer) => timer.Syntax switch
    {
        InvocationExpressionSyntax call => call.Expression.GetLocation(),
        ObjectCreationExpressionSyntax created => Location.Create(created.SyntaxTree, TextSpan.FromBounds(created.SpanStart, created.Type.Span.End)),
        AssignmentExpressionSyntax assignment => assignment.Left.GetLocation(),
        BaseObjectCreationExpressionSyntax created => created.NewKeyword.GetLocation(),
        var syntax => syntax.GetLocation(),
    };
}
