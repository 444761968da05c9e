using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>What keeps the thread of a lifetime callback.</summary>
internal static class BlockingCalls
{
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(1);

    /// <summary>The name of the call or property that blocks for more than a second; null for everything else.</summary>
    public static string? Blocking(this IOperation operation)
    {
        if (operation.BlockedOn() is { } task)
        {
            return task.Unwrapped() is IInvocationOperation delay && delay.TargetMethod.IsOnTask("Delay") && IsShort(delay) ? null
                : operation is IInvocationOperation { TargetMethod.Name: var method } ? method : "Result";
        }

        if (operation is not IInvocationOperation call)
        {
            return null;
        }

        var blocks = call.TargetMethod switch
        {
            { Name: "Sleep" or "Join", ContainingType.KnownName: "Thread" } => true,
            { Name: "Wait", ContainingType: var type } =>
                type.IsTask() || type.KnownName is "ManualResetEventSlim" or "CountdownEvent" or "SemaphoreSlim",
            { Name: "WaitAll" or "WaitAny", ContainingType.KnownName: "Task" or "WaitHandle" } => true,
            { Name: "WaitOne" } => true,
            { Name: "WaitForExit", ContainingType.KnownName: "Process" } => true,
            { Name: "ReadKey" or "ReadLine" or "Read", ContainingType.KnownName: "Console" } => true,
            _ => false,
        };
        return blocks && !IsShort(call) ? call.TargetMethod.Name : null;
    }

    private static bool IsShort(IInvocationOperation call)
    {
        if (call.Arguments.Any(argument => argument.Descendants().Any(IsTokenOfAShortSource)))
        {
            return true;
        }

        foreach (var argument in call.Arguments)
        {
            if (ConstantDuration.Of(argument.Value) is { } wait)
            {
                return !wait.IsInfinite() && wait <= _short;
            }
        }

        return false;
    }

    /// <summary><c>Task.WaitAll(one.StopAsync(hurry.Token), …)</c> with a source that cancels itself within a second.</summary>
    private static bool IsTokenOfAShortSource(IOperation operation) => operation is IPropertyReferenceOperation
    {
        Property.Name: "Token", Instance: ILocalReferenceOperation { Local: var local }
    } && operation.Root().Descendants().Any(declared => declared is IVariableDeclaratorOperation
    {
        Symbol: var symbol, Initializer.Value: var value
    } && SymbolEqualityComparer.Default.Equals(symbol, local) && value.Unwrapped() is IObjectCreationOperation
    {
        Type.KnownName: nameof(CancellationTokenSource), Arguments: [{ Value: var after }, ..]
    } && ConstantDuration.Of(after) is { } length && !length.IsInfinite() && length <= _short);
}
