using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>A call of the base library that waits for time to pass or for something to happen.</summary>
internal sealed partial class Wait
{
    private Wait(IInvocationOperation call, bool blocks)
    {
        Call = call;
        Blocks = blocks || IsBlockedOn(call);
        foreach (var argument in call.Arguments)
        {
            switch (argument.Parameter?.Type)
            {
                case { SpecialType: SpecialType.System_Int32 } or { Name: nameof(System.TimeSpan) }: Duration ??= argument.Value; break;
                case { Name: nameof(CancellationToken) }: Token = argument; break;
            }
        }
    }

    public IInvocationOperation Call { get; }

    /// <summary>Whether a thread stands still, also as <c>Task.Delay(…).Wait()</c>.</summary>
    public bool Blocks { get; }

    /// <summary>The longest time; null where only the event ends it.</summary>
    public IOperation? Duration { get; }

    /// <summary>The argument of the token parameter, also where it is left out and takes its default.</summary>
    public IArgumentOperation? Token { get; }

    /// <summary><c>Task.Delay</c>, <c>ChannelReader.ReadAsync</c>: as a reader knows it.</summary>
    public string Name => $"{Call.TargetMethod.ContainingType.Name}.{Call.TargetMethod.Name}";

    public bool HasTokenOverload => Token is not null || OverloadWithToken(Call.TargetMethod);

    /// <summary>Without an overload for the token, and there is a way all the same: <c>GetContextAsync().WaitAsync(token)</c>.</summary>
    public bool NeedsWaitAsync => Call.TargetMethod is { Name: "GetContextAsync", ContainingType.KnownName: "HttpListener" };

    public bool LeavesTokenOut => Token is null or { ArgumentKind: ArgumentKind.DefaultValue };

    /// <summary><c>CancellationToken.None</c> or <c>default</c>, written down.</summary>
    public bool RefusesToken => Token is { ArgumentKind: ArgumentKind.Explicit } argument
        && argument.Value.Unwrapped()
            is IPropertyReferenceOperation { Property: { Name: "None", ContainingType.KnownName: nameof(CancellationToken) } }
            or IDefaultValueOperation
            or IObjectCreationOperation { Arguments.Length: 0 };

    /// <summary>Awaited as it is: cancelling its token throws here. WhenAny, ContinueWith and SuppressThrowing take the exception away.</summary>
    public bool ThrowsWhenCancelled
    {
        get
        {
            if (Blocks)
            {
                return false;
            }

            IOperation operation = Call;
            if (IsSequence && Whole is var consumer && consumer != Call)
            {
                return consumer.IsAwaitedOrReturned() || consumer.Parent is IForEachLoopOperation { IsAsynchronous: true };
            }

            while (operation.Parent is IConversionOperation or IParenthesizedOperation
                    or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" } }
                || operation.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WithCancellation" } chained
                    && !SuppressesThrowing(chained))
            {
                operation = operation.Parent!;
            }

            return operation.Parent is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true };
        }
    }

    public static Wait? From(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: var method } call)
        {
            return null;
        }

        var awaitable = (method.ContainingType.KnownName, method.Name) is
            ("Task", "Delay")
            or ("SemaphoreSlim", "WaitAsync")
            or ("PeriodicTimer", "WaitForNextTickAsync")
            or ("ChannelReader", "ReadAsync" or "WaitToReadAsync" or "ReadAllAsync")
            or ("Process", "WaitForExitAsync")
            or ("TcpListener", "AcceptTcpClientAsync" or "AcceptSocketAsync")
            or ("Socket", "AcceptAsync")
            or ("UdpClient", "ReceiveAsync")
            or ("HttpListener", "GetContextAsync")
            or ("NamedPipeServerStream", "WaitForConnectionAsync");
        var blocking = (method.ContainingType.KnownName, method.Name) is
            ("Thread", "Sleep")
            or ("WaitHandle", "WaitOne")
            or ("ManualResetEventSlim" or "SemaphoreSlim", "Wait")
            or ("BlockingCollection", "Take" or "GetConsumingEnumerable")
            or ("TcpListener", "AcceptTcpClient" or "AcceptSocket")
            or ("Socket", "Accept")
            or ("HttpListener", "GetContext")
            or ("UdpClient", "Receive")
            or ("NamedPipeServerStream", "WaitForConnection");
        return awaitable || blocking ? new Wait(call, blocking) : null;
    }

    private static bool IsBlockedOn(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IInvocationOperation { TargetMethod: { Name: "GetResult" } or { Name: "Wait", ContainingType.KnownName: "Task" } }:
                case IPropertyReferenceOperation { Property: { Name: "Result" } }:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait" or "AsTask" } or IConversionOperation
                    or IParenthesizedOperation:
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool SuppressesThrowing(IInvocationOperation configured)
    {
        foreach (var operation in configured.Descendants())
        {
            if (operation is IFieldReferenceOperation { Field.Name: "SuppressThrowing" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool OverloadWithToken(IMethodSymbol method)
    {
        foreach (var member in method.ContainingType.GetMembers(method.Name))
        {
            if (member is IMethodSymbol { DeclaredAccessibility: Accessibility.Public } other
                && other.Parameters.Length == method.Parameters.Length + 1
                && other.Parameters[^1].Type.KnownName == nameof(CancellationToken)
                && HasSameStart(other, method))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSameStart(IMethodSymbol longer, IMethodSymbol shorter)
    {
        for (var i = 0; i < shorter.Parameters.Length; i++)
        {
            if (!SymbolEqualityComparer.Default.Equals(longer.Parameters[i].Type, shorter.Parameters[i].Type))
            {
                return false;
            }
        }

        return true;
    }
}
