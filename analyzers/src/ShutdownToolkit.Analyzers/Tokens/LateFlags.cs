using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;

namespace ShutdownToolkit.Analyzers.Tokens;

/// <summary>
/// Private flags of a BackgroundService that its loops run by and that the stop does not change in time: nothing sets them, or only Dispose,
/// which comes after the host has waited for ExecuteAsync.
/// </summary>
internal sealed class LateFlags
{
    private static readonly ConditionalWeakTable<HostedService, LateFlags> _perService = new();

    private readonly HashSet<ISymbol> _changed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _disposed = new(SymbolEqualityComparer.Default);
    private readonly HostedService _service;

    private LateFlags(HostedService service)
    {
        _service = service;
        foreach (var member in service.Code.Blocks)
        {
            var changes = IsDispose(member.Key) && !IsCalled(member.Key) ? _disposed : _changed;
            foreach (var operation in member.Value.SelectMany(block => block.Operations()))
            {
                var target = operation switch
                {
                    IAssignmentOperation assignment when !Begins(member.Key, assignment) => assignment.Target,
                    IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                    _ => null,
                };
                if (target.ReferencedSymbol() is IFieldSymbol field)
                {
                    changes.Add(field);
                }
            }
        }
    }

    private static LateFlags Of(HostedService service) => _perService.GetValue(service, key => new LateFlags(key));

    /// <summary><c>while (_running)</c>, <c>while (!_disposed)</c>: the flag, where the stop does not change it before the wait is over.</summary>
    public static IFieldSymbol? OfLoop(ILoopOperation loop, HostedService service)
    {
        if (service.Called is not null || !service.IsBackgroundService || loop is not IWhileLoopOperation { Condition: { } condition })
        {
            return null;
        }

        condition = condition.Unwrapped();
        if (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
        {
            condition = not.Operand.Unwrapped();
        }

        return condition is IFieldReferenceOperation
            { Field: { DeclaredAccessibility: Accessibility.Private, Type.SpecialType: SpecialType.System_Boolean } flag }
            && SymbolEqualityComparer.Default.Equals(flag.ContainingType, service.Type) && !Of(service)._changed.Contains(flag) ? flag : null;
    }

    public static bool IsSetByDispose(IFieldSymbol flag, HostedService service) => Of(service)._disposed.Contains(flag);

    private static bool IsDispose(ISymbol member) => member is IMethodSymbol { Name: "Dispose" or "DisposeAsync" or "DisposeAsyncCore" };

    /// <summary>From somewhere else in the type, such as StopAsync.</summary>
    private bool IsCalled(ISymbol dispose) => _service.Code.Blocks.Any(member => !IsDispose(member.Key)
        && member.Value.SelectMany(block => block.Operations()).Any(operation => operation.CalledMethod() is { Name: "Dispose" or "DisposeAsync"
            or "DisposeAsyncCore" } called && SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, dispose)));

    /// <summary>A first value is no change.</summary>
    private static bool Begins(ISymbol member, IAssignmentOperation assignment) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor } or IMethodSymbol { Name: "StartAsync" or "StartingAsync" }
        && assignment.EnclosingFunction() is null;
}
