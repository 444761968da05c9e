using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StartAsyncWithoutBaseAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.StartAsyncWithoutBase,
        nameof(RuleIds.StartAsyncWithoutBase),
        "StartAsync override without base.StartAsync",
        "StartAsync of '{0}' does not call base.StartAsync: ExecuteAsync is never started, so at SIGTERM there is nothing to drain and the service "
            + "was dead all along; end with 'return base.StartAsync({1})'",
        DiagnosticSeverity.Warning,
        "BackgroundService.StartAsync is what starts ExecuteAsync. An override that leaves it out gives a service that does nothing.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.BackgroundService is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            if (service is { IsBackgroundService: true, StartAsync: { OverriddenMethod: { } overridden } start }
                && !overridden.IsUnknownLibraryCode(symbols)
                && service.Code.BodyOf(start) is { } body
                && !OnlyThrows(body)
                && !StartsTheWork(service, start)
                && !service.HasNothingToRun())
            {
                end.ReportDiagnostic(_rule.At(start.Locations[0], service.Type.Name, start.Parameters[0].Name));
            }
        });

    private static bool OnlyThrows(IBlockOperation body) =>
        body.Operations is [IThrowOperation] or [IExpressionStatementOperation { Operation: IThrowOperation }]
            or [IReturnOperation { ReturnedValue: IThrowOperation or IConversionOperation { Operand: IThrowOperation } }];

    /// <summary>By the base, or by calling ExecuteAsync itself, from wherever in the type.</summary>
    private static bool StartsTheWork(HostedService service, IMethodSymbol start)
    {
        foreach (var method in service.Code.ReachableFrom(start))
        {
            foreach (var operation in service.Code.BodyOf(method)!.Operations())
            {
                if (operation.IsBaseCall("StartAsync"))
                {
                    return true;
                }
            }
        }

        foreach (var member in service.Code.Blocks)
        {
            foreach (var block in member.Value)
            {
                foreach (var operation in block.Operations())
                {
                    if (operation.CalledMethod() is { Name: "ExecuteAsync", Parameters.Length: 1 })
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
