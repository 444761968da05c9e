using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>Tasks in fields: which ones a type's start methods set running, and whether anything waits for them.</summary>
internal static class KeptTasks
{
    public static IEnumerable<(IFieldSymbol Field, IInvocationOperation Launch)> Launched(MemberBodies code, IEnumerable<IMethodSymbol> starts)
    {
        foreach (var method in code.ReachableFrom([.. starts]))
        {
            foreach (var operation in code.BodyOf(method)!.Operations())
            {
                if (operation is ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } assignment
                    && field is { IsStatic: false, DeclaredAccessibility: Accessibility.Private }
                    && field.Type.IsTask()
                    && assignment.Value.WithoutConfigureAwait() is IInvocationOperation { TargetMethod: { IsAbstract: false } launched } launch
                    && !launched.IsOnTask("FromResult"))
                {
                    yield return (field.OriginalDefinition, launch);
                }
            }
        }
    }

    /// <summary>Whether any code looks at the task for more than "is there one" or "is it over already".</summary>
    public static bool IsTracked(IFieldSymbol field, MemberBodies code)
    {
        foreach (var member in code.Blocks)
        {
            foreach (var block in member.Value)
            {
                foreach (var operation in block.Operations())
                {
                    if (operation is IFieldReferenceOperation reference
                        && SymbolEqualityComparer.Default.Equals(reference.Field.OriginalDefinition, field)
                        && !IsAssigned(reference) && !IsGlance(reference))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool IsAssigned(IFieldReferenceOperation reference) =>
        reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;

    private static bool IsGlance(IOperation reference) => reference.Parent switch
    {
        IConversionOperation conversion => IsGlance(conversion),
        IBinaryOperation or IIsPatternOperation => true,
        IPropertyReferenceOperation { Property.Name: not "Result" } => true,
        IInvocationOperation { TargetMethod.Name: "Dispose" } => true,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "Dispose" } or IPropertyReferenceOperation } => true,
        // StartAsync's "return it if it is over already".
        IReturnOperation { Parent: IBlockOperation { Parent: IConditionalOperation } } or IReturnOperation { Parent: IConditionalOperation } => true,
        IConditionalOperation choice =>
            choice.Condition != reference && choice.Condition.Unwrapped() is IPropertyReferenceOperation { Property.Name: "IsCompleted" },
        _ => false,
    };

    /// <summary>Whether what the stop methods await may be the end of the work, by a signal or an object that is not the field.</summary>
    public static bool StopWaits(
        MemberBodies code, IEnumerable<IMethodSymbol> stops, IInvocationOperation launch, KnownSymbols symbols)
    {
        var owners = Fields(launch).Where(field => !symbols.IsTokenSource(field.Type)).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var method in code.ReachableFrom([.. stops]))
        {
            foreach (var operation in code.BodyOf(method)!.Operations())
            {
                switch (operation)
                {
                    case IAwaitOperation awaited when MayWait(awaited.Operation.WithoutConfigureAwait()):
                    case IReturnOperation { ReturnedValue: { } value } when value.Type.IsTask() && MayWait(value.WithoutConfigureAwait()):
                    case IInvocationOperation { TargetMethod.Name: "WaitOne" or "Join" or "Wait" or "WaitAll" or "WaitAny" or "SignalAndWait" }:
                    case IInvocationOperation { Instance: IFieldReferenceOperation owner } when owners.Contains(owner.Field.OriginalDefinition):
                    case { } when operation.BlockedOn() is not null:
                        return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<IFieldSymbol> Fields(IOperation operation)
    {
        foreach (var inner in operation.Descendants())
        {
            if (inner is IFieldReferenceOperation reference)
            {
                yield return reference.Field.OriginalDefinition;
            }
        }
    }

    private static bool MayWait(IOperation task) => task switch
    {
        IPropertyReferenceOperation { Property.Name: "CompletedTask" } => false,
        IInvocationOperation call =>
            call.TargetMethod.Name is not ("CancelAsync" or "Yield" or "Delay" or "FromResult" or "FromCanceled" or "FromException")
            && !call.IsBaseCall("StopAsync"),
        _ => true,
    };
}
