using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Tokens;

/// <summary>Token sources of a worker that nothing cancels, links or gives away.</summary>
internal static class UnlinkedSources
{
    /// <summary>Each private source with its first use in a loop, where ExecuteAsync never reads its own token.</summary>
    public static IEnumerable<(IFieldSymbol Source, IOperation Use)> Of(HostedService service)
    {
        if (service.ExecuteAsync is not { Parameters: [var token] } || service.Code.BodyOf(service.ExecuteAsync) is null)
        {
            yield break;
        }

        foreach (var code in service.Work)
        {
            foreach (var operation in code.Body.Operations())
            {
                if (operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, token))
                {
                    yield break;
                }
            }
        }

        foreach (var member in service.Type.GetMembers())
        {
            if (member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, Type.KnownName: nameof(CancellationTokenSource) } source
                && !IsConnected(source, service) && FirstUse(source, service) is { } use)
            {
                yield return (source, use);
            }
        }
    }

    /// <summary>Anything but reading its token or disposing it: cancelled, linked, given away.</summary>
    private static bool IsConnected(IFieldSymbol source, HostedService service)
    {
        foreach (var member in service.Code.Blocks)
        {
            foreach (var block in member.Value)
            {
                foreach (var operation in block.Operations())
                {
                    switch (operation)
                    {
                        case IFieldInitializerOperation initializer
                            when initializer.InitializedFields.Contains(source, SymbolEqualityComparer.Default):
                            if (initializer.Value.Unwrapped() is not IObjectCreationOperation { Arguments.Length: 0 })
                            {
                                return true;
                            }

                            break;
                        case IFieldReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Field, source):
                            if (!IsHarmless(reference))
                            {
                                return true;
                            }

                            break;
                    }
                }
            }
        }

        return false;
    }

    private static bool IsHarmless(IFieldReferenceOperation reference) => reference.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "Token" or nameof(CancellationToken.IsCancellationRequested) } => true,
        IInvocationOperation { TargetMethod.Name: "Dispose" } => true,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "Dispose" } } => true,
        ISimpleAssignmentOperation assignment =>
            assignment.Target == reference && assignment.Value.Unwrapped() is IObjectCreationOperation { Arguments.Length: 0 },
        _ => false,
    };

    private static IOperation? FirstUse(IFieldSymbol source, HostedService service)
    {
        foreach (var code in service.Work)
        {
            foreach (var operation in code.Body.Operations())
            {
                if (operation is IFieldReferenceOperation { Parent: IPropertyReferenceOperation use } reference
                    && SymbolEqualityComparer.Default.Equals(reference.Field, source)
                    && use.LoopsAround().Any() && !use.LoopsAround().Any(loop => loop.IsDeafTo(service)))
                {
                    return use;
                }
            }
        }

        return null;
    }
}
