using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SignalRegistrationDiscardedAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.SignalRegistrationDiscarded,
        nameof(RuleIds.SignalRegistrationDiscarded),
        "Signal registration is not kept",
        "The registration of {0} is not kept: the first garbage collection removes the handler, and then {1}; "
            + "keep it in a field, or in a 'using var' that lives until the program has stopped",
        DiagnosticSeverity.Warning,
        "The runtime holds a PosixSignalRegistration by a weak reference. Its finalizer unregisters the handler.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.PosixSignalRegistration is not null && !project.IsDesktop;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (SignalRegistrations.Signal(call, symbols) is not { } signal || !IsLost(call))
                {
                    return;
                }

                var isTheHostsToo = signal is "SIGTERM" or "SIGINT" or "SIGQUIT" or SignalRegistrations.AnySignal
                    && ProjectNames.HostUse(operation.Compilation, operation.CancellationToken) is { BuildsHost: true, RunsHost: true };
                var leaves = isTheHostsToo ? "only the host hears the signal" : "the signal " + project.DefaultAction();
                operation.ReportDiagnostic(_rule.At(call.Syntax.GetLocation(), signal, leaves));
            },
            OperationKind.Invocation);

    private static bool IsLost(IInvocationOperation call) => call.Parent switch
    {
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
        // A local that nothing reads is dead to the collector as soon as the method is optimised.
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator } =>
            !IsDisposed(declarator) && !IsRead(local, call),
        _ => false,
    };

    private static bool IsDisposed(IVariableDeclaratorOperation declarator) =>
        declarator.Parent?.Parent?.Parent is IUsingDeclarationOperation or IUsingOperation;

    private static bool IsRead(ILocalSymbol local, IInvocationOperation call)
    {
        var root = call.Root();

        foreach (var operation in root.Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                return true;
            }
        }

        return false;
    }
}
