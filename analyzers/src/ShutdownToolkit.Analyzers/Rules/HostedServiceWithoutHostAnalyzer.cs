using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostedServiceWithoutHostAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.HostedServiceWithoutHost,
        nameof(RuleIds.HostedServiceWithoutHost),
        "Hosted service is started by hand, without a host",
        "'{0}' is started by hand and this program builds no host, so nothing calls its StopAsync: SIGTERM {1}; "
            + "build a host with Host.CreateApplicationBuilder and run it",
        DiagnosticSeverity.Warning,
        "The host is what handles SIGTERM and calls StopAsync. A container of services alone does neither.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.HasHosting && project is { OwnsItsProcess: true, IsTool: false };

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (call is not { TargetMethod: { Name: "StartAsync", Parameters.Length: 1 }, Instance.Type: { } service }
                    || !service.DerivesFrom(symbols.HostedServiceInterface) || !symbols.IsToken(call.TargetMethod.Parameters[0].Type)
                    || operation.ContainingSymbol.ContainingType is { } type && IsHostLike(type, symbols)
                    || operation.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } || HasNothingToStop(service, symbols))
                {
                    return;
                }

                var use = ProjectNames.HostUse(operation.Compilation, operation.CancellationToken);
                if (use.BuildsHost || use.HasStopPath || use.HandlesProcessExit || use.HandlesInterrupt)
                {
                    return;
                }

                operation.ReportDiagnostic(_rule.At(call.Syntax.GetLocation(), service.Name, project.DefaultAction()));
            },
            OperationKind.Invocation);

    /// <summary>Its StopAsync is empty, and so is the wait for it: its start is a step of initialization.</summary>
    private static bool HasNothingToStop(ITypeSymbol service, KnownSymbols symbols) =>
        service.TypeKind == TypeKind.Class && !service.DerivesFrom(symbols.BackgroundService)
        && service.GetMembers("StopAsync").OfType<IMethodSymbol>().FirstOrDefault() is { } stop
        && symbols.Source.BodyOf(stop, here: null) is { } body && !body.DirectDescendants().Any(operation => operation is IInvocationOperation);

    /// <summary>It starts and stops services for somebody else: a hosted service, or anything with a StopAsync or disposal of its own.</summary>
    private static bool IsHostLike(INamedTypeSymbol type, KnownSymbols symbols) =>
        symbols.IsHosted(type) || !type.GetMembers("StopAsync").IsEmpty || !type.GetMembers("DisposeAsync").IsEmpty
            || !type.GetMembers("Dispose").IsEmpty;
}
