using System.Globalization;
using System.Text;
using ShutdownToolkit.StopTiming.Engines;

namespace ShutdownToolkit.StopTiming.Processes;

/// <summary>
/// The container's processes: from this host's /proc when the engine runs here, else from inside through
/// <c>docker exec</c>, else names alone from <c>docker top</c>, else nothing.
/// </summary>
internal static class ProcessTable
{
    // Reads with the shell's own commands where there is no cat; $$ and its children are this script and not the application.
    private const string InsideScript =
        """
        echo "self $$"
        for d in /proc/[0-9]*; do
          echo "process ${d#/proc/}"; while IFS= read -r l; do echo "$l"; done <$d/status; echo "argv"; cat $d/cmdline 2>/dev/null; echo
        done 2>/dev/null
        """;

    public static async Task<IReadOnlyList<ContainerProcess>> ReadAsync(Engine engine, ContainerState container, CancellationToken cancellation)
    {
        if (HostProcesses.Now().Of(container) is { Count: > 0 } local)
        {
            return local;
        }

        return await InsideAsync(engine, container.Id, cancellation) is { Count: > 0 } inside ? inside
            : await TopAsync(engine, container, cancellation);
    }

    internal static async Task<IReadOnlyList<ContainerProcess>> InsideAsync(Engine engine, string id, CancellationToken cancellation)
    {
        try
        {
            var answer = await engine.ExecAsync(id, ["/bin/sh", "-c", InsideScript], limit: null, cancellation);
            return answer.Succeeded ? FromInside(answer.Output) : [];
        }
        catch (StopTimingException refused) when (refused.Fault == StopTimingFault.EngineRefused)
        {
            return [];
        }
    }

    internal static async Task<IReadOnlyList<ContainerProcess>> TopAsync(Engine engine, ContainerState container, CancellationToken cancellation) =>
        await engine.TopAsync(container.Id, "-eo pid,ppid,args", cancellation) is { Processes: { } rows } ? FromTop(rows, container.Pid) : [];

    /// <summary>The same process again, while it is being stopped; null when it is gone.</summary>
    public static ProcessStatus? Again(ContainerProcess process) =>
        process.HostPid > 0 && HostProcesses.Text($"/proc/{process.HostPid}/status") is { } text ? ProcessStatus.Parse(text) : null;

    internal static IReadOnlyList<ContainerProcess> FromInside(string output)
    {
        var self = 0;
        var found = new List<ContainerProcess>();
        foreach (var part in ("\n" + output).Split("\nprocess "))
        {
            if (part.TrimStart().StartsWith("self ", StringComparison.Ordinal))
            {
                _ = int.TryParse(part.Trim()[5..].Trim(), CultureInfo.InvariantCulture, out self);
            }
            else if (part.Split("\nargv\n") is [var status, var argv] && ProcessStatus.Parse(status) is { } parsed)
            {
                found.Add(Process(parsed, parsed.InnerPid, parsed.Parent, Words(argv.TrimEnd('\n')), first: parsed.InnerPid == 1, hostPid: 0));
            }
        }

        return [.. found.Where(process => process.Pid != self && process.Parent != self)];
    }

    /// <param name="table">Rows of pid, ppid and args, as <c>ps</c> of the engine's host sees them.</param>
    internal static IReadOnlyList<ContainerProcess> FromTop(IEnumerable<IList<string>> table, int firstPid)
    {
        var rows = table
            .Where(row => row.Count == 3 && row.Take(2).All(cell => int.TryParse(cell, CultureInfo.InvariantCulture, out _)))
            .Select(row => (Pid: Number(row[0]), Parent: Number(row[1]), Argv: row[2].Split(' ')))
            .ToList();
        return
        [
            .. rows.Select(row => new ContainerProcess
            {
                Pid = row.Pid == firstPid ? 1 : row.Pid,
                Parent = row.Parent == firstPid ? 1 : rows.Exists(other => other.Pid == row.Parent) ? row.Parent : 0,
                Argv = row.Argv,
                Name = row.Argv[0],
                First = row.Pid == firstPid,
                Zombie = row.Argv[^1] == "<defunct>",
            }),
        ];

        static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
    }

    internal static ContainerProcess Process(ProcessStatus status, int pid, int parent, IReadOnlyList<string> argv, bool first, int hostPid) => new()
    {
        Pid = pid,
        Parent = first ? 0 : parent,
        Group = status.Group,
        HostPid = hostPid,
        Name = status.Name,
        Argv = argv,
        Caught = status.Caught,
        Ignored = status.Ignored,
        Blocked = status.Blocked,
        Zombie = status.State == 'Z',
        First = first,
    };

    internal static string[] Words(string commandLine) => commandLine.TrimEnd('\0').Split('\0') is [""] ? [] : commandLine.TrimEnd('\0').Split('\0');
}

/// <summary>What runs on this host, and in which control group; read once for all containers that are asked about.</summary>
internal sealed class HostProcesses
{
    private readonly List<(int Pid, string Group)> _processes;

    private HostProcesses(List<(int Pid, string Group)> processes) => _processes = processes;

    public static HostProcesses Now() => new(!OperatingSystem.IsLinux()
        ? []
        :
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0)
                .Select(pid => (pid, Text($"/proc/{pid}/cgroup") ?? "")),
        ]);

    /// <summary>The container's processes; none when its engine is on another host.</summary>
    public IReadOnlyList<ContainerProcess> Of(ContainerState container)
    {
        // The pid alone proves nothing (a remote engine's pid may exist here too); the control group's path names the container.
        var own = _processes.Where(process => process.Group.Contains(container.Id, StringComparison.Ordinal)).Select(process => process.Pid).ToList();
        if (container.Pid <= 0 || !own.Contains(container.Pid))
        {
            return [];
        }

        var members = own
            .Select(pid => (
                Status: Text($"/proc/{pid}/status") is { } text ? ProcessStatus.Parse(text) : null,
                Argv: ProcessTable.Words(Text($"/proc/{pid}/cmdline") ?? "")))
            .Where(member => member.Status is not null)
            .ToDictionary(member => member.Status!.Pid, member => (Status: member.Status!, member.Argv));
        return
        [
            .. members.Values.Select(member => ProcessTable.Process(
                member.Status,
                member.Status.InnerPid,
                members.TryGetValue(member.Status.Parent, out var parent) ? parent.Status.InnerPid : 0,
                member.Argv,
                first: member.Status.Pid == container.Pid,
                hostPid: member.Status.Pid)).OrderBy(process => process.Pid),
        ];
    }

    public static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
