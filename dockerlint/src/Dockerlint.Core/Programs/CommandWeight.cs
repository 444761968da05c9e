namespace Dockerlint.Programs;

/// <summary>Whether a command of a script is what the container is for.</summary>
public enum CommandWeight
{
    /// <summary>A step: <c>echo</c>, <c>mkdir</c>, <c>export</c>; never the main program.</summary>
    Step,

    /// <summary>Could be either; the last one of a script is taken for the main program.</summary>
    Unknown,

    /// <summary>Puts itself into the background and returns.</summary>
    Daemon,

    /// <summary>Runs until it is stopped.</summary>
    LongRunning,

    /// <summary>A prompt.</summary>
    Interactive,
}
