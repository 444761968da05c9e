using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CancelledTokenInCleanupAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>Set where the finding is a test of the token, not the token that is passed.</summary>
    internal const string Guard = "guard";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.CancelledTokenInCleanup,
        nameof(RuleIds.CancelledTokenInCleanup),
        "Clean-up with the token that has just been cancelled",
        "'{0}' {1} {2}: at SIGTERM that token is already cancelled here, {3}; {4}",
        DiagnosticSeverity.Warning,
        "The stop token says: begin nothing new. What keeps a result, gives a lock back or writes the last batch comes after it and must not get "
            + "it.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var source = SourceCode.Of(context.Compilation);
        context.ForEachWorker(symbols, (end, service) =>
        {
            var places = new CancelledPlaces(service);
            var stopCode = new HashSet<ISymbol>(service.Code.ReachableFrom([.. service.StopMethods]), SymbolEqualityComparer.Default);
            foreach (var block in service.WorkBlocks.Where(member => !stopCode.Contains(member.Key)).SelectMany(member => member.Value))
            {
                foreach (var operation in block.Operations())
                {
                    switch (operation)
                    {
                        case IInvocationOperation call:
                            JudgeCall(end, call, service, places, symbols, source);
                            break;
                        case IConditionalOperation { WhenFalse: null } guarded when GuardIn(guarded.Condition, service) is { } guard
                            && places.IsBehindTheStop(guarded) && LastCall(guarded.WhenTrue) is { } last:
                            end.ReportDiagnostic(_rule.At(
                                guard.Syntax.GetLocation(),
                                [last.TargetMethod.Name, "is guarded by", $"'{guard.Syntax.ShortText()}' behind what only the stop ends",
                                    "so the call is never made and what it should keep is lost",
                                    "drop this test, and pass CancellationToken.None or a new timeout"],
                                ImmutableDictionary<string, string?>.Empty.Add(Guard, "")));
                            break;
                    }
                }
            }
        });
    }

    private static void JudgeCall(
        WorkerFindings findings, IInvocationOperation call, HostedService service, CancelledPlaces places, KnownSymbols symbols,
        SourceCode source)
    {
        if (!call.TargetMethod.Acts() || call.Type.IsTask() && !call.IsAwaitedOrReturned()
            || call.Arguments.FirstOrDefault(argument => symbols.IsToken(argument.Parameter?.Type))
                is not { ArgumentKind: ArgumentKind.Explicit } token
            || (places.Of(call) ?? QuietWaits.PlaceBehind(call, token, service)) is not { } place
            || place is CancelledPlace.Handler or CancelledPlace.FinallyOfTheTurn && !call.TargetMethod.Ends()
            || !service.Tokens.IsStop(token.Value)
            || !call.HeedsItsToken(token.Parameter!, source))
        {
            return;
        }

        findings.ReportDiagnostic(_rule.At(
            token.Value.Syntax.GetLocation(),
            [call.TargetMethod.Name, "gets", $"'{token.Value.Syntax.ShortText()}' {Words(place)}", "so the call ends at once and is not done",
                "pass CancellationToken.None or a new timeout"],
            severity: place == CancelledPlace.FinallyOfTheTurn ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning));
    }

    private static string Words(CancelledPlace place) => place switch
    {
        CancelledPlace.Behind => "behind what only the stop ends",
        CancelledPlace.BehindAQuietWait => "behind a wait that the stop ends without an exception",
        CancelledPlace.Finally => "in the finally block around what the stop ends",
        CancelledPlace.FinallyOfTheTurn => "in a finally block that a stop in the middle of the turn runs",
        _ => "in the handler of its cancellation",
    };

    /// <summary><c>!token.IsCancellationRequested</c>, alone or beside other conditions that must hold.</summary>
    private static IOperation? GuardIn(IOperation condition, HostedService service) => condition.Unwrapped() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            GuardIn(both.LeftOperand, service) ?? GuardIn(both.RightOperand, service),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } test
            when operand.Unwrapped() is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } token
            && service.Tokens.IsStop(token.Instance) => test,
        _ => null,
    };

    private static IInvocationOperation? LastCall(IOperation guarded) =>
        guarded.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(call => call.TargetMethod.Ends());
}
