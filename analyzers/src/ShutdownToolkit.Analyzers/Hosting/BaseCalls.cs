using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>Overrides of BackgroundService's own members, and what they owe to the base.</summary>
internal static class BaseCalls
{
    public static bool IsBaseCall(this IOperation operation, string method) =>
        operation is IInvocationOperation { Instance: IInstanceReferenceOperation { Syntax: BaseExpressionSyntax } } call
            && call.TargetMethod.Name == method;

    /// <summary>What a library's own base class does in this method cannot be seen.</summary>
    public static bool IsUnknownLibraryCode(this IMethodSymbol overridden, KnownSymbols symbols) =>
        overridden.Locations[0].IsInMetadata && !overridden.ContainingType.Is(symbols.BackgroundService);

    /// <summary>ExecuteAsync is empty, or only a finished task: the type uses BackgroundService for its StartAsync and StopAsync.</summary>
    public static bool HasNothingToRun(this HostedService service) => service.Code.BodyOf(service.ExecuteAsync) switch
    {
        null => false,
        { Operations: [] } => true,
        { Operations: [IReturnOperation { ReturnedValue: { } value }] } => IsFinished(value),
        { Operations: [IExpressionStatementOperation { Operation: IAwaitOperation { Operation: var task } }] } => IsFinished(task),
        _ => false,
    };

    private static bool IsFinished(IOperation task) => task.Unwrapped() is IPropertyReferenceOperation { Property.Name: "CompletedTask" };
}
