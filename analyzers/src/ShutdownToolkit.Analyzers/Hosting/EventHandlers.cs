using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>Code that runs when somebody raises an event.</summary>
internal static class EventHandlers
{
    /// <summary>Inside a lambda that is added to an event.</summary>
    public static bool IsInEventHandler(this IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IEventAssignmentOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A method of the type that is added to an event somewhere in it.</summary>
    public static bool HandlesEvent(this HostedService service, ISymbol member) => service.Code.Blocks
        .SelectMany(entry => entry.Value).SelectMany(block => block.Operations())
        .Any(operation => operation is IMethodReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, member.OriginalDefinition)
            && reference.IsInEventHandler());
}
