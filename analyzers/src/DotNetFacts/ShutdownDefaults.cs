namespace ShutdownToolkit.DotNetFacts;

/// <summary>What the runtime and the Generic Host do where nobody says otherwise.</summary>
internal static class ShutdownDefaults
{
    /// <summary>The settings key of HostOptions.ShutdownTimeout: whole seconds, anything else is silently ignored (measured).</summary>
    public const string TimeoutKey = "shutdownTimeoutSeconds";

    /// <summary>
    /// HostOptions.ShutdownTimeout in seconds: 5 up to Microsoft.Extensions.Hosting 6, 30 since 7 (dotnet/runtime#63709); null where the
    /// version is unknown.
    /// </summary>
    public static int? TimeoutSeconds(int? netVersion) => netVersion switch
    {
        null => null,
        <= 6 => 5,
        _ => 30,
    };

    /// <summary>
    /// Up to .NET 9 the runtime handles SIGTERM itself: it raises ProcessExit and ends the process, also as PID 1. .NET 10 does not
    /// (dotnet/runtime#115494).
    /// </summary>
    public static bool RuntimeHandlesSigterm(int? netVersion) => netVersion < 10;
}
