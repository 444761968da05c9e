namespace ShutdownToolkit.StopTiming.Processes;

/// <summary>A process of the container, as it was just before the stop. What could not be read is null.</summary>
public sealed record ContainerProcess
{
    /// <summary>The pid inside the container (outside, when the container shares another pid namespace).</summary>
    public required int Pid { get; init; }

    /// <summary>The parent's pid in the same terms; 0 for PID 1 and for what was started by <c>docker exec</c> or a probe.</summary>
    public int Parent { get; init; }

    /// <summary>The process group inside the container; 0 when unknown.</summary>
    public int Group { get; init; }

    /// <summary>The pid that the engine's host sees; 0 when it was read from inside.</summary>
    internal int HostPid { get; init; }

    /// <summary>The kernel's name of it, 15 bytes at most.</summary>
    public string Name { get; init; } = "";

    public IReadOnlyList<string> Argv { get; init; } = [];

    /// <summary>Signals with a handler (SigCgt). A runtime such as .NET or node shows one also when the application has none.</summary>
    public SignalSet? Caught { get; init; }

    public SignalSet? Ignored { get; init; }

    public SignalSet? Blocked { get; init; }

    public bool Zombie { get; init; }

    /// <summary>The container's first process, to which the engine sends the signal.</summary>
    public bool First { get; init; }

    /// <summary>Did the stop signal reach it? Null when another process may or may not have passed it on.</summary>
    public bool? Told { get; init; }

    /// <summary>Started by <c>docker exec</c> or a health check: no part of the application.</summary>
    public bool Exec => !First && Parent == 0;

    /// <summary>Its argv as one line, or the kernel's name.</summary>
    public string Shown
    {
        get
        {
            var text = Argv.Count == 0 ? Name : Engines.LogLine.Printable(string.Join(' ', Argv).ReplaceLineEndings(" "));
            return text.Length <= 60 ? text : text[..57] + "…";
        }
    }

    public bool IsShell =>
        Program is "sh" or "dash" or "bash" or "ash" or "zsh" or "ksh" or "mksh" || (Program == "busybox" && Name is "sh" or "ash");

    internal string Program
    {
        get
        {
            var first = Argv.Count > 0 ? Argv[0] : Name;
            // A login shell's argv[0] is "-sh".
            return first[(first.LastIndexOf('/') + 1)..].TrimStart('-');
        }
    }

    /// <summary>
    /// Go's runtime takes every signal that can be taken, the real-time ones too, whatever its program asks for (runtime/sigtab_linux_generic.go).
    /// </summary>
    internal bool HasRuntimeOfGo => Caught is { } caught && Enumerable.Range(35, 30).All(caught.Contains);

    public bool? Catches(int signal) => Caught?.Contains(signal);

    public bool? Ignores(int signal) => Ignored?.Contains(signal);
}
