using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Requests;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StreamIgnoresHostStopAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.StreamIgnoresHostStop,
        nameof(RuleIds.StreamIgnoresHostStop),
        "Response stream does not hear the host's stop",
        "This stream of {0} goes on until its client leaves: at SIGTERM Kestrel waits out the ShutdownTimeout for it, cuts it off, and every "
            + "BackgroundService is then stopped with an already cancelled token; "
            + "link IHostApplicationLifetime.ApplicationStopping into the loop's token",
        DiagnosticSeverity.Warning,
        "RequestAborted fires only when the client goes or when Kestrel gives up at the end of the ShutdownTimeout. "
            + "Kestrel stops first, so all other hosted services wait behind it.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HasHosting && symbols.HttpContext is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var response = symbols.Type("Microsoft.AspNetCore.Http.HttpResponse");
        context.RegisterOperationAction(operation => JudgeLoop(operation, response, symbols), OperationKind.Loop);
        context.RegisterOperationAction(operation => JudgeServerSentEvents(operation, symbols), OperationKind.Invocation);
    }

    private static void JudgeLoop(OperationAnalysisContext context, INamedTypeSymbol? response, KnownSymbols symbols)
    {
        var loop = (ILoopOperation)context.Operation;
        if (!loop.IsOpenEnded() || !WritesTo(loop, response))
        {
            return;
        }

        var code = RequestCode.Around(loop, context.ContainingSymbol, symbols);
        if (!code.MayHearTheStop)
        {
            context.ReportHostStop(_rule, loop.HeaderLocation(), code);
        }
    }

    /// <summary><c>TypedResults.ServerSentEvents(Iterator(…))</c>: the loop is in the iterator.</summary>
    private static void JudgeServerSentEvents(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Operation
            is not IInvocationOperation { TargetMethod: { Name: "ServerSentEvents", ContainingType.KnownName: "Results" or "TypedResults" } } call)
        {
            return;
        }

        var code = RequestCode.Around(call, context.ContainingSymbol, symbols);
        var loop = code.Operations.OfType<ILoopOperation>().FirstOrDefault(loop =>
            loop.IsOpenEnded() && loop.Body.DirectDescendants().Any(operation => operation is IReturnOperation { Kind: OperationKind.YieldReturn }));
        if (loop is not null && !code.MayHearTheStop)
        {
            context.ReportHostStop(_rule, loop.HeaderLocation(), code);
        }
    }

    private static bool WritesTo(ILoopOperation loop, INamedTypeSymbol? response)
    {
        foreach (var operation in loop.Body.DirectDescendants())
        {
            if (WritesTo(operation, response))
            {
                return true;
            }
        }

        return false;
    }

    private static bool WritesTo(IOperation operation, INamedTypeSymbol? response) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "WriteAsync" or "WriteAsJsonAsync", Parameters: [var first, ..] } } => first.Type.Is(response),
        IPropertyReferenceOperation { Property: { Name: "Body" or "BodyWriter", ContainingType: var owner } } => owner.Is(response),
        _ => false,
    };
}
