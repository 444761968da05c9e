namespace ShutdownToolkit.StopTiming;

/// <summary>When the container counts as running, and may be told to stop. A signal in the first 50 ms is lost for good with some runtimes.</summary>
public abstract record Readiness
{
    private Readiness()
    {
    }

    /// <summary>A line of the log contains the text.</summary>
    public static Readiness Log(string text) => new ReadyLog(text);

    /// <summary>The address answers with a status below 400. The host name <c>container</c> stands for the container's own address.</summary>
    public static Readiness Http(Uri address) => new ReadyHttp(address);

    /// <summary>The image's own health check says healthy.</summary>
    public static Readiness Healthy { get; } = new ReadyHealthy();

    /// <summary>
    /// The processes and their signal handlers have not changed for half a second: the best that can be had without a sign of the application's own.
    /// </summary>
    public static Readiness Settled { get; } = new ReadySettled();

    internal sealed record ReadyLog(string Text) : Readiness;

    internal sealed record ReadyHttp(Uri Address) : Readiness;

    internal sealed record ReadyHealthy : Readiness;

    internal sealed record ReadySettled : Readiness;
}
