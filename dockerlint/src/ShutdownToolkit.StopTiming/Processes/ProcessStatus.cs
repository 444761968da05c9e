using System.Globalization;

namespace ShutdownToolkit.StopTiming.Processes;

/// <summary>The fields of <c>/proc/PID/status</c> (proc_pid_status(5)) that a stop needs.</summary>
internal sealed record ProcessStatus
{
    public string Name { get; private init; } = "";
    public char State { get; private init; }
    public int Pid { get; private init; }
    public int Parent { get; private init; }
    /// <summary>The pid in each pid namespace, outermost first; the last is the container's own.</summary>
    public IReadOnlyList<int> NamespacePids { get; private init; } = [];
    public int Group { get; private init; }
    public SignalSet? Blocked { get; private init; }
    public SignalSet? Ignored { get; private init; }
    public SignalSet? Caught { get; private init; }

    public int InnerPid => NamespacePids.Count > 0 ? NamespacePids[^1] : Pid;

    public static ProcessStatus? Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                fields.TryAdd(line[..colon], line[(colon + 1)..].Trim());
            }
        }

        if (!fields.TryGetValue("Pid", out var pid) || !int.TryParse(pid, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return new ProcessStatus
        {
            Name = fields.GetValueOrDefault("Name", ""),
            State = fields.TryGetValue("State", out var state) && state.Length > 0 ? state[0] : '?',
            Pid = number,
            Parent = Numbers("PPid").FirstOrDefault(),
            NamespacePids = Numbers("NSpid"),
            Group = Numbers("NSpgid").LastOrDefault(),
            Blocked = Mask("SigBlk"),
            Ignored = Mask("SigIgn"),
            Caught = Mask("SigCgt"),
        };

        List<int> Numbers(string name) =>
            [.. fields.GetValueOrDefault(name, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var value) ? value : 0)];

        SignalSet? Mask(string name) => fields.TryGetValue(name, out var mask) ? SignalSet.Parse(mask) : null;
    }
}
