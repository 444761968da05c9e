using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResultSavedWithStopTokenAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.ResultSavedWithStopToken,
        nameof(RuleIds.ResultSavedWithStopToken),
        "Result of finished work is saved with the stop token",
        "'{0}' gets '{1}', which the stop cancels, after '{2}' was done without it: a SIGTERM while '{2}' runs lets it finish and then refuses to "
            + "keep that, so it is done again after the restart; pass CancellationToken.None here",
        DiagnosticSeverity.Info,
        "Work that does not hear the stop is finished first. By then the stop token is cancelled, and whatever gets it throws.");

    /// <summary>STOP1904 has more to say about them.</summary>
    private static readonly string[] _acknowledgements =
        ["DeleteMessageAsync", "DeleteMessageBatchAsync", "CompleteMessageAsync", "UpdateCheckpointAsync", "BasicAckAsync", "AckAsync"];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachWorker(symbols, (end, service) =>
        {
            var places = new CancelledPlaces(service);
            var calls = new LoopedCalls(service);
            foreach (var code in service.Work)
            {
                foreach (var operation in code.Body.DirectDescendants())
                {
                    if (operation is IInvocationOperation call && call.TargetMethod.Ends() && call.IsAwaited()
                        && Array.IndexOf(_acknowledgements, call.TargetMethod.Name) < 0
                        && TokenOf(call, symbols) is { ArgumentKind: ArgumentKind.Explicit } token && service.Tokens.IsStop(token.Value)
                        && places.Of(call) is null && WorkBefore(call, service, symbols) is { } work
                        && calls.Around(call, code.Member).Count > 0)
                    {
                        end.ReportDiagnostic(_rule.At(
                            token.Value.Syntax.GetLocation(), call.TargetMethod.Name, token.Value.Syntax.ShortText(), work.TargetMethod.Name));
                    }
                }
            }
        });

    private static IArgumentOperation? TokenOf(IInvocationOperation call, KnownSymbols symbols) =>
        call.Arguments.FirstOrDefault(argument => symbols.IsToken(argument.Parameter?.Type));

    /// <summary>
    /// The last awaited call before it in the same block that acts and has no stop token. One that has it would have thrown; whether it was
    /// done is then open anyway.
    /// </summary>
    private static IInvocationOperation? WorkBefore(IInvocationOperation call, HostedService service, KnownSymbols symbols)
    {
        var statement = call.Statement();
        if (statement is not IExpressionStatementOperation || statement.Parent is not IBlockOperation block)
        {
            return null;
        }

        foreach (var before in block.Operations.TakeWhile(other => other != statement).Reverse())
        {
            if (before is not (IExpressionStatementOperation or IVariableDeclarationGroupOperation))
            {
                return null;
            }

            foreach (var operation in before.DirectDescendants())
            {
                if (operation is not IInvocationOperation earlier || !earlier.IsAwaited())
                {
                    continue;
                }

                // What is kept twice, or kept on the same object, is not the work.
                return earlier.TargetMethod.Acts() && !earlier.TargetMethod.Ends()
                    && !earlier.Arguments.Any(argument => MayHear(argument, service, symbols))
                    && earlier.Type.IsTask() && TokenOf(earlier, symbols) is null or { ArgumentKind: ArgumentKind.DefaultValue }
                    ? earlier : null;
            }
        }

        return null;
    }

    /// <summary>A token, or a lambda in which one may be used.</summary>
    private static bool MayHear(IArgumentOperation argument, HostedService service, KnownSymbols symbols) =>
        argument.ArgumentKind == ArgumentKind.Explicit
        && (symbols.IsToken(argument.Value.Type) || argument.Value.Unwrapped() is IAnonymousFunctionOperation)
        && service.Tokens.Mentions(argument.Value);
}
