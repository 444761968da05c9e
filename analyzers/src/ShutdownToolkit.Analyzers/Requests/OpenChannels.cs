using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>Who completes a channel that a request reads.</summary>
internal static class OpenChannels
{
    /// <summary>Methods that end a subscription, not the data.</summary>
    private static readonly string[] _leaving =
        ["Unsub", "Unreg", "Remove", "Disconnect", "Dispose", "Close", "Stop", "Leave", "Detach", "Release", "Cancel", "Shutdown", "Drain"];

    /// <summary>
    /// Nobody is seen to complete the channel while it is read: who fills it has no end. Where the writer goes somewhere unknown, its end is
    /// unknown.
    /// </summary>
    public static bool IsLeftOpen(this RequestCode code, IOperation? reader, int steps = 6)
    {
        if (steps == 0)
        {
            return false;
        }

        var channel = reader;
        while (channel?.Unwrapped() is IPropertyReferenceOperation { Property.Name: "Reader", Instance: { } owner })
        {
            channel = owner;
        }

        switch (channel?.Unwrapped())
        {
            case ILocalReferenceOperation { Local: var local } when code.InitialOf(local) is { } initial:
                return IsCreation(initial) ? code.IsLeftOpen(local) : code.IsLeftOpen(initial, steps - 1);
            case IInvocationOperation call:
                return code.IsLeftOpenBy(call);
            case IFieldReferenceOperation { Field: var field }:
                return IsLeftOpenIn(field.ContainingType, code);
            case IPropertyReferenceOperation { Property: var property } when property.DeclaringSyntaxReferences.Length > 0:
                return IsLeftOpenIn(property.ContainingType, code);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return code.ArgumentsFor(parameter) is { Count: > 0 } values
                    ? values.All(value => code.IsLeftOpen(value, steps - 1))
                    // From the container: a channel that lives as long as the application.
                    : parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } || code.IsEndpoint;
            default:
                return false;
        }
    }

    private static bool IsCreation(IOperation value) => value.Unwrapped() switch
    {
        IPropertyReferenceOperation { Property.Name: "Reader", Instance: { } channel } => IsCreation(channel),
        IInvocationOperation call => call.TargetMethod.ContainingType.Name == "Channel",
        _ => false,
    };

    private static bool IsLeftOpen(this RequestCode code, ILocalSymbol channel)
    {
        foreach (var operation in code.OperationsAround(channel))
        {
            if (operation is not ILocalReferenceOperation { Local: var local } || !SymbolEqualityComparer.Default.Equals(local, channel))
            {
                continue;
            }

            var whole = operation;
            while (whole.Parent is IPropertyReferenceOperation or IConversionOperation)
            {
                whole = whole.Parent;
            }

            switch (whole.Parent)
            {
                case IInvocationOperation call when call.Completes() && !call.IsInRegistration()
                    && !(call.IsInFinally() && IsInFunction(call, channel.ContainingSymbol)):
                case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation taker }
                    when whole.Type is not { Name: "ChannelReader" } && code.MayComplete(taker, parameter):
                    return false;
            }
        }

        return true;
    }

    /// <summary>What a method of another assembly does with a writer is unknown; a collection only keeps it.</summary>
    private static bool MayComplete(this RequestCode code, IInvocationOperation taker, IParameterSymbol parameter) =>
        code.Source.Implementation(taker.TargetMethod) is { DeclaringSyntaxReferences.Length: > 0 } target
        && code.Source.BodyOf(target, taker.SemanticModel) is { } body
            ? body.Descendants().Any(inner => inner is IInvocationOperation call && call.Completes() && call.Instance is { } completed
                && completed.DescendantsAndSelf().Any(part => part is IParameterReferenceOperation { Parameter.Ordinal: var ordinal }
                    && ordinal == parameter.Ordinal))
            : !taker.TargetMethod.ContainingNamespace.ToString().StartsWith("System.Collections", StringComparison.Ordinal);

    private static bool IsInFunction(IOperation operation, ISymbol function) =>
        operation.EnclosingFunction() is not { } enclosing || SymbolEqualityComparer.Default.Equals(enclosing, function);

    /// <summary>The reader that a method gives out is completed, if at all, by its type.</summary>
    private static bool IsLeftOpenBy(this RequestCode code, IInvocationOperation call) =>
        code.Source.Implementation(call.TargetMethod) is { DeclaringSyntaxReferences.Length: > 0 } method
        && IsLeftOpenIn(method.ContainingType, code);

    private static bool IsLeftOpenIn(INamedTypeSymbol type, RequestCode code)
    {
        if (type.DeclaringSyntaxReferences.Length == 0)
        {
            return false;
        }

        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { IsImplicitlyDeclared: false } method && !Array.Exists(_leaving, name => method.Name.Contains(name))
                && code.Source.BodyOf(method, null) is { } body && CompletesWhatIsReadElsewhere(body))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CompletesWhatIsReadElsewhere(IOperation body)
    {
        var reads = body.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "ReadAllAsync" or "WaitToReadAsync" });
        return body.Descendants().Any(operation => operation is IInvocationOperation call && call.Completes() && !call.IsInRegistration()
            && !(reads && call.IsInFinally()));
    }

    private static bool Completes(this IInvocationOperation call) =>
        call.TargetMethod is { Name: "Complete" or "TryComplete", ContainingType.KnownName: "ChannelWriter" };

    private static bool IsInFinally(this IOperation operation)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is ITryOperation attempt && attempt.Finally == child)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInRegistration(this IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod: { Name: "Register" or "UnsafeRegister" } })
            {
                return true;
            }
        }

        return false;
    }
}
