using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Requests;

namespace ShutdownToolkit.Analyzers.Launches;

/// <summary>
/// A method that is not async has done all of its own work when it returns, loops and all; what goes on is what its task stands for. A
/// completed task stands for nothing, and a completion source's for the work of whoever completes it.
/// </summary>
internal static class FinishedWork
{
    private const int Deepest = 3;

    private static readonly string[] _completed = ["FromResult", "FromException", "FromCanceled"];

    public static bool IsOverWhenItReturns(this Launch launch, SourceCode source) =>
        !launch.HasContinuation && IsOver(launch.Call, source, Deepest);

    private static bool IsOver(IInvocationOperation call, SourceCode source, int steps)
    {
        if (steps == 0 || source.BodyOf(call.TargetMethod, call.SemanticModel) is not { } body || IsAsync(body.Syntax))
        {
            return false;
        }

        var returned = body.DirectDescendants().OfType<IReturnOperation>().Select(statement => statement.ReturnedValue).ToList();
        return returned.Count > 0 && returned.All(value => value is not null && IsOver(value, body, source, steps));
    }

    private static bool IsOver(IOperation task, IOperation body, SourceCode source, int steps) => task.Unwrapped() switch
    {
        IPropertyReferenceOperation property => property.Property.Name == "CompletedTask"
            || property.Property is { Name: "Task", ContainingType.KnownName: "TaskCompletionSource" },
        IDefaultValueOperation or IObjectCreationOperation { Arguments.Length: 0 } => true,
        IConditionalOperation { WhenTrue: var one, WhenFalse: { } other } => IsOver(one, body, source, steps) && IsOver(other, body, source, steps),
        IInvocationOperation { TargetMethod: var method } made when Array.Exists(_completed, method.IsOnTask) => made.Type.IsTask(),
        IInvocationOperation { TargetMethod: var all } when all.IsOnTask("WhenAll") => PartsOf(body).All(part => IsOver(part, source, steps - 1)),
        IInvocationOperation inner => IsOver(inner, source, steps - 1),
        _ => false,
    };

    /// <summary>Everything in the method that the tasks of a WhenAll may come from.</summary>
    private static IEnumerable<IInvocationOperation> PartsOf(IOperation body) =>
        body.Operations().OfType<IInvocationOperation>().Where(call => call.Type.IsTask() && !call.TargetMethod.IsOnTask("WhenAll"));

    private static bool IsAsync(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => true,
    };
}
