using Dockerlint.Stops;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Something the shell has started and waits for, or has put into the background.</summary>
/// <param name="Id">What <c>$!</c> stands for; 0 is the shell itself.</param>
internal sealed record Job(int Id, StartedProcess Process)
{
    /// <summary><c>$!</c> is the program's own process id; false where a subshell stands in front of it.</summary>
    public bool IsReached { get; init; } = true;

    /// <summary><c>app | cat &amp;</c>: <c>$!</c> is the last one's, and <c>wait</c> waits for all of them.</summary>
    public bool IsPipeline { get; init; }

    /// <summary>Out of the shell's process group: setsid, timeout, a daemon.</summary>
    public bool IsInOwnGroup { get; init; }

    /// <summary>No child of the shell: it has put itself into the background.</summary>
    public bool IsDaemon { get; init; }

    /// <summary>Signals that are ignored when it starts.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Signals that a subshell in front of it ignores.</summary>
    public IReadOnlyList<string> IgnoredInFront { get; init; } = [];

    public bool IsApplication => Process.Weight > Dockerlint.Programs.CommandWeight.Step && Process.Command.Count > 0 && !IsIdle(Process.Command);

    public static bool IsIdle(IReadOnlyList<Text.Argument> command)
    {
        if (command.Count == 0 || command[0].Value is not { } program)
        {
            return false;
        }

        // timeout 30 tail -F log waits for a line.
        var name = Dockerlint.Programs.ProgramName.Of(program);
        return Dockerlint.Programs.CommandWeights.IsIdle(name, command) || name != "timeout"
            && Dockerlint.Programs.CommandWeights.Behind(command) is { Count: > 0 } behind && behind.Count < command.Count && IsIdle(behind);
    }
}

internal enum JobFate
{
    Untold,
    Drains,
    Drained,

    /// <summary>By the signal's default action.</summary>
    Ended,

    /// <summary>Killed, or stopped at once with its work.</summary>
    Lost,
}

/// <summary>What has become of a job since the stop began.</summary>
/// <param name="IsGone">The process that <c>wait</c> waits for.</param>
/// <param name="IsUnknown">Whether it handles the signal is not known.</param>
internal sealed record JobProgress(JobFate Fate, bool IsGone, bool IsUnknown, string? Signal, string Reason)
{
    /// <summary>What <c>$!</c> names has ended; the rest of its pipeline may still run.</summary>
    public bool IsTailGone { get; init; }

    public static readonly JobProgress Runs = new(JobFate.Untold, IsGone: false, IsUnknown: false, null, "");
}

/// <summary>A stop on its way through the rest of the text, from the moment the signal comes.</summary>
internal sealed record StopRun(Foreground Block, Job Main)
{
    /// <summary>Newest first; a job without an entry still runs and knows nothing.</summary>
    public Chain<KeyValuePair<Job, JobProgress>>? Progress { get; init; }

    /// <summary>Traps that are being run, one in the other.</summary>
    public int TrapDepth { get; init; }

    /// <summary>A trap on the stop signal has begun.</summary>
    public bool HasTrapRun { get; init; }

    public bool IsTrapped { get; init; }

    public bool IsIgnored { get; init; }

    public bool IsLeaving { get; init; }

    /// <summary>What the trap waits for, at most.</summary>
    public Amount? Held { get; init; }

    public JobProgress Of(Job job)
    {
        for (var link = Progress; link is not null; link = link.Before)
        {
            if (link.Value.Key.Id == job.Id)
            {
                return link.Value.Value;
            }
        }

        return JobProgress.Runs;
    }

    public StopRun With(Job job, JobProgress progress) => this with { Progress = new(new(job, progress), Progress) };
}
