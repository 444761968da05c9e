using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>
/// A callback registered with <c>IHostApplicationLifetime.ApplicationStopping</c> and its siblings, or with the token of ExecuteAsync.
/// </summary>
/// <param name="Method">The lambda, local function or method that is called.</param>
/// <param name="Body">Its body, where it is in the same file.</param>
internal sealed record LifetimeCallback(IInvocationOperation Registration, LifetimeEvent Event, IMethodSymbol Method, IOperation? Body)
{
    /// <summary>As it is said in front of "callback".</summary>
    public string EventName => Event == LifetimeEvent.WorkerStop ? "stopping token's" : Event.ToString();

    public bool IsAsyncVoid => Method is { IsAsync: true, ReturnsVoid: true };

    public static LifetimeCallback? Of(IOperation operation)
    {
        if (operation is not IInvocationOperation { Instance: { } token } registration
            || registration.TargetMethod is not { Name: "Register" or "UnsafeRegister", ContainingType.KnownName: "CancellationToken" }
            || EventOf(token.Unwrapped()) is not { } moment)
        {
            return null;
        }

        return registration.Arguments[0].Value.Unwrapped() switch
        {
            IAnonymousFunctionOperation lambda => new(registration, moment, lambda.Symbol, lambda.Body),
            IMethodReferenceOperation { Method: var method } => new(registration, moment, method, BodyInSameFile(method, operation)),
            _ => null,
        };
    }

    private static LifetimeEvent? EventOf(IOperation token) => token switch
    {
        IPropertyReferenceOperation { Property: var property }
            when property.ContainingType.KnownName is "IHostApplicationLifetime" or "IApplicationLifetime" or "ApplicationLifetime" =>
            property.Name switch
            {
                "ApplicationStarted" => LifetimeEvent.ApplicationStarted,
                "ApplicationStopping" => LifetimeEvent.ApplicationStopping,
                "ApplicationStopped" => LifetimeEvent.ApplicationStopped,
                _ => null,
            },
        ILocalReferenceOperation { Local: var local } => Initializer(local, token),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { Name: "ExecuteAsync", OverriddenMethod: { } overridden } }
            when overridden.ContainingType.KnownName == "BackgroundService" => LifetimeEvent.WorkerStop,
        _ => null,
    };

    private static LifetimeEvent? Initializer(ILocalSymbol local, IOperation use) =>
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
