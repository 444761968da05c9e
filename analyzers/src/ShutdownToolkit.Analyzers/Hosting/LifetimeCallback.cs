using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>
/// A callback registered with <c>IHostApplicationLifetime.ApplicationStopping</c> and its siblings, or with the token of ExecuteAsync.
/// </summary>
/// <param name="Event">ApplicationStarted, ApplicationStopping or ApplicationStopped, or <see cref="WorkerStop"/>.</param>
/// <param name="Method">The lambda, local function or method that is called.</param>
/// <param name="Body">Its body, where it is in the same file.</param>
internal sealed record LifetimeCallback(IInvocationOperation Registration, string Event, IMethodSymbol Method, IOperation? Body)
{
    /// <summary>Cancelled by BackgroundService.StopAsync, which waits for ExecuteAsync only.</summary>
    public const string WorkerStop = "stopping token's";

    public bool IsAsyncVoid => Method is { IsAsync: true, ReturnsVoid: true };

    public static LifetimeCallback? Of(IOperation operation)
    {
        if (operation is not IInvocationOperation { Instance: { } token } registration
            || registration.TargetMethod is not { Name: "Register" or "UnsafeRegister", ContainingType.KnownName: "CancellationToken" }
            || EventOf(token.Unwrapped()) is not { } name)
        {
            return null;
        }

        return registration.Arguments[0].Value.Unwrapped() switch
        {
            IAnonymousFunctionOperation lambda => new(registration, name, lambda.Symbol, lambda.Body),
            IMethodReferenceOperation { Method: var method } => new(registration, name, method, BodyInSameFile(method, operation)),
            _ => null,
        };
    }

    private static string? EventOf(IOperation token) => token switch
    {
        IPropertyReferenceOperation { Property: { Name: "ApplicationStarted" or "ApplicationStopping" or "ApplicationStopped" } property }
            when property.ContainingType.KnownName is "IHostApplicationLifetime" or "IApplicationLifetime" or "ApplicationLifetime" => property.Name,
        ILocalReferenceOperation { Local: var local } => Initializer(local, token),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { Name: "ExecuteAsync", OverriddenMethod: { } overridden } }
            when overridden.ContainingType.KnownName == "BackgroundService" => WorkerStop,
        _ => null,
    };

    private static string? Initializer(ILocalSymbol local, IOperation use) =>
        local.DeclaringSyntaxReferences is [var declared] && declared.SyntaxTree == use.Syntax.SyntaxTree
        && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
        && use.SemanticModel?.GetOperation(value) is IPropertyReferenceOperation property
            ? EventOf(property)
            : null;

    public static IOperation? BodyInSameFile(IMethodSymbol method, IOperation use) =>
        method.DeclaringSyntaxReferences is [var declared, ..] && declared.SyntaxTree == use.Syntax.SyntaxTree
            ? use.SemanticModel?.GetOperation(declared.GetSyntax())
            : null;
}
