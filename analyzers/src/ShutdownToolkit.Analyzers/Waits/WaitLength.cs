using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>How long a wait of a hosted type may be, from constants, initializers and the forms that durations are written in.</summary>
internal sealed class WaitLength(MemberBodies code)
{
    private const int MostSteps = 5;

    /// <summary>The constant length; null for an unknown one that is likely long; zero for one that cannot be told and may be short.</summary>
    public TimeSpan? Of(Wait wait) => wait switch
    {
        { Call.TargetMethod.ContainingType.KnownName: "PeriodicTimer" } => Period(wait.Call.Instance),
        { Duration: null } => Timeout.InfiniteTimeSpan,
        { Duration: { } duration } => Of(duration, 0),
    };

    private TimeSpan? Of(IOperation operation, int steps)
    {
        if (ConstantDuration.Of(operation) is { } constant)
        {
            return constant;
        }

        if (steps == MostSteps)
        {
            return null;
        }

        switch (operation.Unwrapped())
        {
            case IInvocationOperation { TargetMethod: { Name: "FromMilliseconds" or "FromTicks"
                or "FromMicroseconds", ContainingType.KnownName: "TimeSpan" } } from:
                return Of(from.Arguments[0].Value, steps + 1);
            case IInvocationOperation { TargetMethod.ContainingType.KnownName: "TimeSpan", Arguments: [var count, ..] } rest
                when UntilTheNext(count.Value) is { } most:
                return Durations.From(rest.TargetMethod.Name, most);
            // Whole seconds and more, from a setting: nobody configures zero.
            case IInvocationOperation { TargetMethod.ContainingType.KnownName: "TimeSpan" }:
                return null;
            case IInvocationOperation { TargetMethod: { Name: "Next", ContainingType.KnownName: "Random" }, Arguments: { Length: > 0 } bounds }:
                return Of(bounds[bounds.Length - 1].Value, steps + 1);
            case IInvocationOperation { TargetMethod: { Name: "Min", ContainingType.KnownName: "Math" }, Arguments: [var left, var right] }:
                return Shorter(Of(left.Value, steps + 1), Of(right.Value, steps + 1));
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                return Longer(Of(choice.WhenTrue, steps + 1), Of(whenFalse, steps + 1));
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field } when Initial(field) is { } value:
                return Of(value, steps + 1);
            case ILocalReferenceOperation { Local: var local }:
                return InitialOfUnchanged(local, operation) is { } start ? Of(start, steps + 1) : TimeSpan.Zero;
            case IParameterReferenceOperation:
                return TimeSpan.Zero;
            default:
                return null;
        }
    }

    /// <summary><c>60 - now.Second</c>: the longest that it can be.</summary>
    private static double? UntilTheNext(IOperation count) =>
        count.Unwrapped() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, LeftOperand: var whole, RightOperand: var part }
        && whole.Unwrapped().ConstantValue is { HasValue: true, Value: var number }
        && part.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "Second" or "Minute" or "Hour",
            ContainingType.Name: nameof(DateTime) or nameof(DateTimeOffset) } }
            ? Durations.Number(number) : null;

    private TimeSpan? Period(IOperation? timer)
    {
        if (timer.ReferencedSymbol() is { } symbol)
        {
            foreach (var block in AllBlocks())
            {
                foreach (var operation in block.Operations())
                {
                    if (ValueFor(operation, symbol)?.Unwrapped() is IObjectCreationOperation { Arguments: [var period, ..] })
                    {
                        return Of(period.Value, 0);
                    }
                }
            }
        }

        return null;
    }

    private static IOperation? ValueFor(IOperation operation, ISymbol symbol) => operation switch
    {
        IVariableDeclaratorOperation declarator when Same(declarator.Symbol, symbol) => declarator.GetVariableInitializer()?.Value,
        IAssignmentOperation assignment when Same(assignment.Target.ReferencedSymbol(), symbol) => assignment.Value,
        IFieldInitializerOperation initializer when initializer.InitializedFields.Any(field => Same(field, symbol)) => initializer.Value,
        _ => null,
    };

    private IOperation? Initial(IFieldSymbol field)
    {
        foreach (var block in AllBlocks())
        {
            if (block is IFieldInitializerOperation initializer && initializer.InitializedFields.Any(one => Same(one, field)))
            {
                return initializer.Value;
            }
        }

        return null;
    }

    private static IOperation? InitialOfUnchanged(ILocalSymbol local, IOperation place)
    {
        var root = place.Root();

        IOperation? initial = null;
        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local):
                    initial = declarator.GetVariableInitializer()?.Value;
                    break;
                case IAssignmentOperation assignment when Same(assignment.Target.ReferencedSymbol(), local):
                case IIncrementOrDecrementOperation increment when Same(increment.Target.ReferencedSymbol(), local):
                case IArgumentOperation { Parameter.RefKind: not RefKind.None } reference when Same(reference.Value.ReferencedSymbol(), local):
                    return null;
            }
        }

        return initial;
    }

    private IEnumerable<IOperation> AllBlocks()
    {
        foreach (var member in code.Blocks)
        {
            foreach (var block in member.Value)
            {
                yield return block;
            }
        }
    }

    private static bool Same(ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static TimeSpan? Shorter(TimeSpan? left, TimeSpan? right) => left is null ? right : right is null ? left : left < right ? left : right;

    private static TimeSpan? Longer(TimeSpan? left, TimeSpan? right) => left is null || right is null ? null : left > right ? left : right;
}
