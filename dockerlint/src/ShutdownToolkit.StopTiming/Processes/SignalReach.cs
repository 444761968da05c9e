namespace ShutdownToolkit.StopTiming.Processes;

/// <summary>Whom the stop signal reaches, read from the process tree: PID 1, under an init its child or its group, nobody else for sure.</summary>
internal static class SignalReach
{
    public static IReadOnlyList<ContainerProcess> Mark(IReadOnlyList<ContainerProcess> processes, int signal)
    {
        var told = processes.ToDictionary(process => process.Pid, _ => (bool?)false);
        if (processes.FirstOrDefault(process => process.First) is { } first)
        {
            Reach(first, processes, signal, told, depth: 0);
        }

        return [.. processes.Select(process => process with { Told = told[process.Pid] })];
    }

    /// <summary>The process that an init started and whose end it shares: its oldest child.</summary>
    public static ContainerProcess? MainChild(ContainerProcess init, IReadOnlyList<ContainerProcess> processes) =>
        processes.Where(process => process.Parent == init.Pid && process.Pid != init.Pid && !process.Zombie).MinBy(process => process.Pid);

    private static void Reach(ContainerProcess process, IReadOnlyList<ContainerProcess> processes, int signal, Dictionary<int, bool?> told, int depth)
    {
        told[process.Pid] = true;
        if (!KnownInit.Is(process))
        {
            Pass(process, processes, signal, told, depth);
        }
        else if (depth < processes.Count && MainChild(process, processes) is { } child)
        {
            Reach(child, processes, signal, told, depth + 1);
            if (KnownInit.SignalsGroup(process) && child.Group != 0)
            {
                foreach (var member in processes.Where(member => member.Group == child.Group && !member.First))
                {
                    told[member.Pid] = true;
                }
            }
        }
    }

    // A process without a handler passes nothing on: it dies of the signal, or, as PID 1, does not notice it.
    private static void Pass(ContainerProcess parent, IReadOnlyList<ContainerProcess> processes, int signal, Dictionary<int, bool?> told, int depth)
    {
        if (depth > processes.Count || parent.Catches(signal) == false)
        {
            return;
        }

        foreach (var child in processes.Where(child => child.Parent == parent.Pid && child.Pid != parent.Pid && told[child.Pid] == false))
        {
            told[child.Pid] = null;
            Pass(child, processes, signal, told, depth + 1);
        }
    }
}
