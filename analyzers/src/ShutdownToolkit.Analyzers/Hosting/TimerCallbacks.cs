using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>What a timer runs, wherever the timer is made: here, in a helper, by a TimeProvider.</summary>
internal static class TimerCallbacks
{
    /// <summary>The delegate given to a timer by this very operation; null where it makes no timer.</summary>
    public static IOperation? Of(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Type: { KnownName: "Timer", ContainingNamespace.Name: "Threading" }, Arguments: { Length: > 0 } arguments } =>
            arguments[0].Value,
        IEventAssignmentOperation { Adds: true,
            EventReference: IEventReferenceOperation { Event: { Name: "Elapsed",
                ContainingType: { KnownName: "Timer", ContainingNamespace.Name: "Timers" } } } } added =>
            added.HandlerValue,
        IInvocationOperation call => ForHelper(call.Arguments, call.TargetMethod),
        IObjectCreationOperation { Constructor: { } constructor } created => ForHelper(created.Arguments, constructor),
        _ => null,
    };

    /// <summary>
    /// An argument that is a TimerCallback, or a delegate without a result of which the helper's own source makes a timer.
    /// </summary>
    private static IOperation? ForHelper(IEnumerable<IArgumentOperation> arguments, IMethodSymbol helper)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { Type: INamedTypeSymbol { TypeKind: TypeKind.Delegate } type } parameter
                && (type is { Name: "TimerCallback", ContainingNamespace.Name: "Threading" }
                    || type.DelegateInvokeMethod is { ReturnsVoid: true } && MakesTimerOf(parameter, helper)))
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static bool MakesTimerOf(IParameterSymbol parameter, IMethodSymbol helper)
    {
        foreach (var declaration in helper.OriginalDefinition.DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax().DescendantNodes())
            {
                if (GivenToTimer(node) is { } given && given.DescendantNodesAndSelf().Any(name =>
                    name is IdentifierNameSyntax { Identifier.ValueText: var used } && used == parameter.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static SyntaxNode? GivenToTimer(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } created when NameOf(created.Type) == "Timer" => first,
        // The constructor with state, due time and period.
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: [var first, _, _, _] } => first,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateTimer" },
            ArgumentList.Arguments: [var first, ..] } => first,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Elapsed" }, Right: var handler } => handler,
        _ => null,
    };

    private static string NameOf(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax { Right.Identifier.ValueText: var name } => name,
        SimpleNameSyntax { Identifier.ValueText: var name } => name,
        _ => "",
    };
}
