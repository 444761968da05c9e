namespace ShutdownToolkit.DotNetFacts;

/// <summary>
/// What the source of a whole project says about the end of its process: a host, a signal handler, neither. It is answered from names,
/// so that it needs no build and a rule can ask while its user types; an unknown library's <c>Run</c> counts as a host.
/// </summary>
internal sealed class HostUse
{
    private readonly SourceNames _names;

    public HostUse(SourceNames names)
    {
        _names = names;
        BuildsHost = names.Mentions(HostNames.Hosts);
        RunsHost = names.Mentions("WaitForShutdown", "WaitForShutdownAsync")
            || (BuildsHost ? names.CalledRuns.Count > 0 : names.CalledRuns.Any(run => !names.DeclaredRuns.Contains(run)));
    }

    /// <summary>A Generic Host, a WebApplication or a host of an older kind is built or named.</summary>
    public bool BuildsHost { get; }

    /// <summary>Something runs a host until SIGTERM, or may: any <c>Run…</c> that is not this source's own counts.</summary>
    public bool RunsHost { get; }

    /// <summary>Once started, the host takes SIGTERM; that nothing waits for it then is STOP1401's.</summary>
    public bool StartsHost => BuildsHost && _names.Mentions("Start", "StartAsync");

    /// <summary>That the services have no host is STOP1406's.</summary>
    public bool StartsServicesByHand => !BuildsHost && _names.Mentions("IHostedService") && _names.Mentions("StartAsync");

    /// <summary>SIGTERM has a handler: PosixSignalRegistration or Mono.Unix.</summary>
    public bool RegistersSignals => _names.Mentions(HostNames.Signals);

    public bool HasOwnLifetime => _names.Mentions("IHostLifetime");

    public bool HandlesProcessExit => _names.Mentions(HostNames.ProcessExits);

    public bool HandlesInterrupt => _names.Mentions("CancelKeyPress");

    public bool IsWindowsService => _names.Mentions("UseWindowsService", "AddWindowsService");

    /// <summary>A command that its user types; System.CommandLine handles SIGTERM by itself.</summary>
    public bool IsCommandLine => CommandLine is not null;

    /// <summary>The library of the command line; null where there is none.</summary>
    public string? CommandLine => Array.Find(HostNames.CommandLines, library => _names.Mentions(library));

    /// <summary>A test or benchmark in an executable of its own.</summary>
    public bool IsTestHost => _names.Mentions(HostNames.TestHosts);

    /// <summary>Something other than the question at hand decides how this process ends.</summary>
    public bool HasStopPath => RunsHost || RegistersSignals || HasOwnLifetime || IsCommandLine || IsTestHost;
}
