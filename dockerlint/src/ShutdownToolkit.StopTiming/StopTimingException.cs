namespace ShutdownToolkit.StopTiming;

/// <summary>Why a stop could not be measured.</summary>
public enum StopTimingFault
{
    /// <summary>No engine answers, or the <c>docker</c> command is not on the PATH.</summary>
    NoEngine,

    /// <summary>The engine stopped answering while a stop was being measured.</summary>
    EngineLost,

    /// <summary>The engine refused a call: wrong arguments, no permission, a name in use.</summary>
    EngineRefused,

    /// <summary>The engine did not answer a call in time.</summary>
    EngineTimeout,

    /// <summary>No container and no local image has this name.</summary>
    TargetNotFound,

    /// <summary>The container ended by itself before it was told to stop.</summary>
    EndedBeforeStop,

    /// <summary>The readiness condition did not come true in time.</summary>
    NeverReady,

    /// <summary>Somebody else removed the container while it was being measured.</summary>
    ContainerRemoved,

    /// <summary>The container's logs are needed (ready or done text), and its logging driver cannot be read.</summary>
    LogsUnreadable,

    /// <summary>The stop was sent, and neither an end nor a kill followed in the time that was left.</summary>
    NeverEnded,
}

/// <summary>A stop could not be measured; the message is one sentence for the user.</summary>
public sealed class StopTimingException : Exception
{
    public StopTimingException(StopTimingFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    public StopTimingException()
        : this(StopTimingFault.EngineRefused, "The stop could not be measured.")
    {
    }

    public StopTimingException(string message)
        : this(StopTimingFault.EngineRefused, message)
    {
    }

    public StopTimingException(string message, Exception innerException)
        : this(StopTimingFault.EngineRefused, message, innerException)
    {
    }

    public StopTimingFault Fault { get; }
}
