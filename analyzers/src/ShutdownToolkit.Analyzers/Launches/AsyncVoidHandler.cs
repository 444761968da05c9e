using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Launches;

/// <summary>A handler that is added to an event, goes on after its first await, and does something there that must not be cut.</summary>
internal sealed record AsyncVoidHandler(string Event, Location Place)
{
    private static readonly string[] _endings = ["SetResult", "TrySetResult", "Signal", "Release", "StopApplication"];

    public static AsyncVoidHandler? From(IOperation operation, MemberBodies code, SourceCode source)
    {
        if (operation is not IEventAssignmentOperation
            { Adds: true, HandlerValue: var value, EventReference: IEventReferenceOperation { Event: var raised } }
            // A timer's ticks are STOP1203's.
            || raised.ContainingType.KnownName == "Timer")
        {
            return null;
        }

        (IOperation? Body, Location? Place) handler = value.Unwrapped() switch
        {
            IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true }, Syntax: AnonymousFunctionExpressionSyntax syntax } lambda =>
                (lambda.Body, syntax.AsyncKeyword.GetLocation()),
            IMethodReferenceOperation { Method: { IsAsync: true, ReturnsVoid: true } method } reference =>
                (code.BodyOf(method), reference.Syntax.GetLocation()),
            _ => (null, null),
        };
        return handler is { Body: { } body, Place: { } place } && body.DirectDescendants().Any(Acts) && !body.Descendants().Any(TellsItsEnd)
            && !body.OnlyNotifies(source) ? new(raised.Name, place) : null;
    }

    private static bool Acts(IOperation operation) => operation is IInvocationOperation call && call.IsAwaited() && call.TargetMethod.Acts();

    private static bool TellsItsEnd(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: var name } && Array.IndexOf(_endings, name) >= 0;
}
