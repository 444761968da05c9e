using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DrainInDisposeAnalyzer() : ShutdownAnalyzer(_rule)
{
    private const string Unawaited = "is async void, so nobody waits for it and the process ends in the middle";
    private const string Unbounded = "waits for work, after the host's ShutdownTimeout has stopped counting";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.DrainInDispose,
        nameof(RuleIds.DrainInDispose),
        "Dispose does the drain",
        "{0} of '{1}' {2}: at SIGTERM disposal comes last, without a limit and in an order nobody chose; wait in StopAsync, and only release in {0}",
        DiagnosticSeverity.Info,
        "Dispose runs when every service has stopped. A drain in there is not bounded by ShutdownTimeout, and the services it needs may be gone.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            var stopped = service.StopAsync is null ? [] : WaitedTasks(service, service.StopAsync);
            foreach (var method in service.Type.GetMembers().OfType<IMethodSymbol>())
            {
                if (method.Name is not ("Dispose" or "DisposeAsync" or "DisposeAsyncCore") || service.Code.BodyOf(method) is not { } body)
                {
                    continue;
                }

                if (method is { IsAsync: true, ReturnsVoid: true })
                {
                    end.ReportDiagnostic(_rule.At(method.Locations[0], method.Name, service.Type.Name, Unawaited));
                }
                else if (FirstDrain(body) is var (wait, task) && wait is not null && !stopped.Contains(task!))
                {
                    end.ReportDiagnostic(_rule.At(wait.Syntax.GetLocation(), method.Name, service.Type.Name, Unbounded));
                }
            }
        });

    /// <summary>The first wait for a task that the type keeps in a field.</summary>
    private static (IOperation? Wait, ISymbol? Task) FirstDrain(IBlockOperation body)
    {
        foreach (var operation in body.DirectDescendants())
        {
            if (KeptTask(operation.BlockedOn() ?? (operation as IAwaitOperation)?.Operation) is { } field)
            {
                return (operation, field);
            }
        }

        return default;
    }

    private static ISymbol? KeptTask(IOperation? task) =>
        task?.WithoutConfigureAwait() is IFieldReferenceOperation { Field: var field } && field.Type.IsTask() ? field.OriginalDefinition : null;

    /// <summary>Every kept task that the method so much as mentions: it is waited for in time, and Dispose only makes sure.</summary>
    private static HashSet<ISymbol> WaitedTasks(HostedService service, IMethodSymbol stop)
    {
        var tasks = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var method in service.Code.ReachableFrom(stop))
        {
            foreach (var operation in service.Code.BodyOf(method)!.Operations())
            {
                if (KeptTask(operation) is { } task)
                {
                    tasks.Add(task);
                }
            }
        }

        return tasks;
    }
}
