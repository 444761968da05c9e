using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StopAsyncDoesNotWaitAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The task that the fixer waits for; only where StopAsync itself signals the work to end.</summary>
    internal const string Task = "task";

    /// <summary>Set where the finding is a call whose task is dropped.</summary>
    internal const string Dropped = "dropped";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.StopAsyncDoesNotWait,
        nameof(RuleIds.StopAsyncDoesNotWait),
        "StopAsync does not wait for the running task",
        "{0} of '{1}' never waits for '{2}', {3}; {4}",
        DiagnosticSeverity.Warning,
        "The host takes a returned StopAsync as 'finished' and ends the process. Work that is only told to stop is cut, with exit code 0.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var (ending, dropped) in DroppedEndings.In(service))
            {
                end.ReportDiagnostic(_rule.At(
                    ((dropped.Syntax as InvocationExpressionSyntax)?.Expression ?? dropped.Syntax).GetLocation(),
                    [ending.Name, service.Type.Name, dropped.TargetMethod.Name,
                        "whose task it drops: at SIGTERM the host goes on at once and the process ends before that is done",
                        "await it"],
                    ImmutableDictionary<string, string?>.Empty.Add(Dropped, "")));
            }

            if (service.StopAsync is not { Parameters: [var deadline] } stop || service.Code.BodyOf(stop) is not { } body)
            {
                return;
            }

            var forgotten = ForgottenTasks.Of(service, symbols);
            if (forgotten.Count == 0)
            {
                if (ForgottenTasks.OfAnother(service, symbols) is { } other)
                {
                    end.ReportDiagnostic(_rule.At(
                        stop.Locations[0], Wording(service, deadline, $"{other.ContainingType.Name}.{other.Name}"),
                        severity: DiagnosticSeverity.Info));
                }

                return;
            }

            var task = forgotten is [var only] && Signals(body) ? OrCompleted(only) : null;
            end.ReportDiagnostic(_rule.At(
                stop.Locations[0],
                Wording(service, deadline, string.Join("', '", forgotten.Select(field => field.Name))),
                ImmutableDictionary<string, string?>.Empty.Add(Task, task)));
        });

    private static object[] Wording(HostedService service, IParameterSymbol deadline, string tasks) =>
    [
        "StopAsync", service.Type.Name, tasks, "which StartAsync set running: at SIGTERM the process ends while its last item is in hand",
        $"wait for it until '{deadline.Name}' is cancelled, for example with Task.WhenAny",
    ];

    private static bool Signals(IBlockOperation body)
    {
        foreach (var operation in body.DirectDescendants())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" or "Complete" or "TryComplete" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A host whose start failed also stops the services that it had not started yet.</summary>
    private static string OrCompleted(IFieldSymbol field) =>
        field.NullableAnnotation == NullableAnnotation.NotAnnotated || IsInitialized(field) ? field.Name : $"{field.Name} ?? Task.CompletedTask";

    private static bool IsInitialized(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences is [var declaration]
        && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: not LiteralExpressionSyntax };
}
