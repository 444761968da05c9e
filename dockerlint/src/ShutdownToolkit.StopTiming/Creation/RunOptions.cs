namespace ShutdownToolkit.StopTiming.Creation;

/// <summary>The options of <c>docker run</c>, a line each.</summary>
internal static class RunOptions
{
    public static IReadOnlyDictionary<string, Action<ContainerRequest, bool>> Flags { get; } = Both<bool>(
        ("--init", null, (to, on) => to.Host.Init = on),
        ("--interactive", "-i", (to, on) => to.Parameters.OpenStdin = on),
        ("--no-healthcheck", null, (to, on) => to.Parameters.Healthcheck = on ? new() { Test = ["NONE"] } : null),
        ("--oom-kill-disable", null, (to, on) => to.Host.OomKillDisable = on),
        ("--privileged", null, (to, on) => to.Host.Privileged = on),
        ("--publish-all", "-P", (to, on) => to.Host.PublishAllPorts = on),
        ("--read-only", null, (to, on) => to.Host.ReadonlyRootfs = on),
        ("--rm", null, (to, on) => to.Host.AutoRemove = on),
        ("--tty", "-t", (to, on) => to.Parameters.Tty = on));

    public static IReadOnlyDictionary<string, Action<ContainerRequest, string>> Values { get; } = Both<string>(
        ("--add-host", null, (to, value) => (to.Host.ExtraHosts ??= []).Add(value)),
        ("--annotation", null, (to, value) => ContainerRequest.Pair(to.Host.Annotations ??= new Dictionary<string, string>(), value)),
        ("--cap-add", null, (to, value) => (to.Host.CapAdd ??= []).Add(value)),
        ("--cap-drop", null, (to, value) => (to.Host.CapDrop ??= []).Add(value)),
        ("--cgroup-parent", null, (to, value) => to.Host.CgroupParent = value),
        ("--cgroupns", null, (to, value) => to.Host.CgroupnsMode = value),
        ("--cpu-period", null, (to, value) => to.Host.CPUPeriod = ContainerRequest.Whole("--cpu-period", value)),
        ("--cpu-quota", null, (to, value) => to.Host.CPUQuota = ContainerRequest.Whole("--cpu-quota", value)),
        ("--cpu-shares", "-c", (to, value) => to.Host.CPUShares = ContainerRequest.Whole("--cpu-shares", value)),
        ("--cpus", null, (to, value) => to.Host.NanoCPUs = ContainerRequest.NanoCpus(value)),
        ("--cpuset-cpus", null, (to, value) => to.Host.CpusetCpus = value),
        ("--device", null, (to, value) => to.Device(value)),
        ("--dns", null, (to, value) => (to.Host.DNS ??= []).Add(value)),
        ("--dns-option", null, (to, value) => (to.Host.DNSOptions ??= []).Add(value)),
        ("--dns-search", null, (to, value) => (to.Host.DNSSearch ??= []).Add(value)),
        ("--domainname", null, (to, value) => to.Parameters.Domainname = value),
        ("--entrypoint", null, (to, value) => to.Parameters.Entrypoint = [value]),
        ("--env", "-e", (to, value) => to.Variable(value)),
        ("--env-file", null, (to, value) => to.VariableFile(value)),
        ("--expose", null, (to, value) => to.Expose(value)),
        ("--group-add", null, (to, value) => (to.Host.GroupAdd ??= []).Add(value)),
        ("--health-cmd", null, (to, value) => (to.Parameters.Healthcheck ??= new()).Test = ["CMD-SHELL", value]),
        ("--hostname", "-h", (to, value) => to.Parameters.Hostname = value),
        ("--ip", null, (to, value) => to.Endpoint.IPAMConfig = new() { IPv4Address = value }),
        ("--ipc", null, (to, value) => to.Host.IpcMode = value),
        ("--label", "-l", (to, value) => ContainerRequest.Pair(to.Parameters.Labels ??= new Dictionary<string, string>(), value)),
        ("--link", null, (to, value) => (to.Host.Links ??= []).Add(value)),
        ("--log-driver", null, (to, value) => to.Log.Type = value),
        ("--log-opt", null, (to, value) => ContainerRequest.Pair(to.Log.Config ??= new Dictionary<string, string>(), value)),
        ("--memory", "-m", (to, value) => to.Host.Memory = ContainerRequest.Bytes("--memory", value)),
        ("--memory-reservation", null, (to, value) => to.Host.MemoryReservation = ContainerRequest.Bytes("--memory-reservation", value)),
        ("--memory-swap", null, (to, value) => to.Host.MemorySwap = value == "-1" ? -1 : ContainerRequest.Bytes("--memory-swap", value)),
        ("--mount", null, (to, value) => to.Mount(value)),
        ("--net", null, (to, value) => to.Host.NetworkMode = value),
        ("--network", null, (to, value) => to.Host.NetworkMode = value),
        ("--network-alias", null, (to, value) => (to.Endpoint.Aliases ??= []).Add(value)),
        ("--oom-score-adj", null, (to, value) => to.Host.OomScoreAdj = ContainerRequest.Whole("--oom-score-adj", value)),
        ("--pid", null, (to, value) => to.Host.PidMode = value),
        ("--pids-limit", null, (to, value) => to.Host.PidsLimit = ContainerRequest.Whole("--pids-limit", value)),
        ("--platform", null, (to, value) => to.Parameters.Platform = value),
        ("--publish", "-p", (to, value) => to.Publish(value)),
        ("--restart", null, (to, value) => to.Restart(value)),
        ("--runtime", null, (to, value) => to.Host.Runtime = value),
        ("--security-opt", null, (to, value) => (to.Host.SecurityOpt ??= []).Add(value)),
        ("--shm-size", null, (to, value) => to.Host.ShmSize = ContainerRequest.Bytes("--shm-size", value)),
        ("--stop-signal", null, (to, value) => to.Parameters.StopSignal = value),
        ("--stop-timeout", null, (to, value) => to.Parameters.StopTimeout = TimeSpan.FromSeconds(ContainerRequest.Whole("--stop-timeout", value))),
        ("--sysctl", null, (to, value) => ContainerRequest.Pair(to.Host.Sysctls ??= new Dictionary<string, string>(), value)),
        ("--tmpfs", null, (to, value) => to.Tmpfs(value)),
        ("--ulimit", null, (to, value) => to.Ulimit(value)),
        ("--user", "-u", (to, value) => to.Parameters.User = value),
        ("--userns", null, (to, value) => to.Host.UsernsMode = value),
        ("--uts", null, (to, value) => to.Host.UTSMode = value),
        ("--volume", "-v", (to, value) => to.Volume(value)),
        ("--volumes-from", null, (to, value) => (to.Host.VolumesFrom ??= []).Add(value)),
        ("--workdir", "-w", (to, value) => to.Parameters.WorkingDir = value));

    private static Dictionary<string, Action<ContainerRequest, T>> Both<T>(
        params (string Long, string? Short, Action<ContainerRequest, T> Take)[] options)
    {
        var table = new Dictionary<string, Action<ContainerRequest, T>>(StringComparer.Ordinal);
        foreach (var (name, letter, take) in options)
        {
            table[name] = take;
            if (letter is not null)
            {
                table[letter] = take;
            }
        }

        return table;
    }
}
