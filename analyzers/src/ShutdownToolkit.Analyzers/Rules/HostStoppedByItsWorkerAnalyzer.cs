using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostStoppedByItsWorkerAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.HostStoppedByItsWorker,
        nameof(RuleIds.HostStoppedByItsWorker),
        "Worker waits for the stop that waits for it",
        "'{0}' waits for the stop of its own host, {1}; call IHostApplicationLifetime.StopApplication() and return",
        DiagnosticSeverity.Warning,
        "IHost.StopAsync stops every hosted service and waits for its ExecuteAsync. Awaited inside of one, it waits for its own caller.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.Host is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachWorker(symbols, (end, service) =>
        {
            foreach (var code in service.Work)
            {
                if (!code.HostWaits)
                {
                    continue;
                }

                foreach (var operation in code.Body.DirectDescendants())
                {
                    if (operation is IInvocationOperation call && call.OnHost(symbols) == HostCall.Stop && IsWaitedFor(call)
                        && IsTheOwnHost(call.HostOf(), service) && service.DetachmentOf(code, call) is null)
                    {
                        end.ReportDiagnostic(_rule.At(
                            call.Syntax.GetLocation(), $"{service.Type.Name}.{code.Member.Name}", Consequence(call, service)));
                    }
                }
            }
        });

    private static string Consequence(IInvocationOperation call, HostedService service) =>
        call.Arguments.Any(argument => service.Tokens.IsStop(argument.Value))
            ? "and gives it the token that this stop cancels, so that every other service stops without time for its drain"
            : "and that stop waits for it: both wait out the ShutdownTimeout (30 s by default), and the services that stop later have no time left";

    private static bool IsWaitedFor(IInvocationOperation call) =>
        call.IsAwaited() || call.Parent is IReturnOperation or IInvocationOperation { TargetMethod.Name: "Wait" or "GetAwaiter" };

    /// <summary>The host that it was given, or asked the container for; one that it has built is its own to stop.</summary>
    private static bool IsTheOwnHost(IOperation? host, HostedService service)
    {
        switch (host)
        {
            case IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }:
            case IInvocationOperation { TargetMethod.Name: "GetRequiredService" or "GetService" }:
                return true;
            case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation:
                var values = ValuesOf(host.ReferencedSymbol()!, service).ToArray();
                return values.Length > 0
                    && values.All(value => value is not (ILocalReferenceOperation or IFieldReferenceOperation) && IsTheOwnHost(value, service));
            default:
                return false;
        }
    }

    private static IEnumerable<IOperation?> ValuesOf(ISymbol symbol, HostedService service)
    {
        foreach (var operation in service.Code.Blocks.SelectMany(member => member.Value).SelectMany(block => block.Operations()))
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation assignment when Same(assignment.Target.ReferencedSymbol(), symbol):
                    yield return WithoutGuard(assignment.Value);
                    break;
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, symbol):
                    yield return declarator.GetVariableInitializer()?.Value.Unwrapped();
                    break;
                case IFieldInitializerOperation field when field.InitializedFields.Any(one => Same(one, symbol)):
                    yield return WithoutGuard(field.Value);
                    break;
                case IPropertyInitializerOperation property when property.InitializedProperties.Any(one => Same(one, symbol)):
                    yield return WithoutGuard(property.Value);
                    break;
            }
        }
    }

    /// <summary><c>host ?? throw new ArgumentNullException()</c>.</summary>
    private static IOperation WithoutGuard(IOperation value) =>
        value.Unwrapped() is ICoalesceOperation { Value: var guarded } ? guarded.Unwrapped() : value.Unwrapped();

    private static bool Same(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
