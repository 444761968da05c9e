using System.Globalization;
using Docker.DotNet.Models;

namespace ShutdownToolkit.StopTiming.Creation;

/// <summary>A container that is to be created, as the options of <c>docker run</c> fill it in.</summary>
/// <param name="variable">The environment, for <c>-e NAME</c>.</param>
internal sealed class ContainerRequest(Func<string, string?> variable)
{
    public CreateContainerParameters Parameters { get; } = new() { HostConfig = new HostConfig() };

    public HostConfig Host => Parameters.HostConfig!;

    public LogConfig Log => Host.LogConfig ??= new LogConfig();

    /// <summary>The settings of the one network that the container is put into.</summary>
    public EndpointSettings Endpoint
    {
        get
        {
            var networks = (Parameters.NetworkingConfig ??= new NetworkingConfig()).EndpointsConfig ??= new Dictionary<string, EndpointSettings>();
            var name = Host.NetworkMode is { Length: > 0 } chosen ? chosen
                : throw RunArguments.Wrong("--ip and --network-alias come after the --network they belong to");
            return networks.TryGetValue(name, out var settings) ? settings : networks[name] = new EndpointSettings();
        }
    }

    public void Variable(string text)
    {
        // A name alone takes the value that it has here, and nothing when it has none.
        if (text.Contains('=', StringComparison.Ordinal))
        {
            (Parameters.Env ??= []).Add(text);
        }
        else if (variable(text) is { } value)
        {
            (Parameters.Env ??= []).Add($"{text}={value}");
        }
    }

    public void VariableFile(string path)
    {
        try
        {
            foreach (var line in File.ReadLines(path).Select(static line => line.TrimStart()).Where(static line => line.Length > 0 && line[0] != '#'))
            {
                Variable(line);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StopTimingException(StopTimingFault.EngineRefused, $"--env-file {path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    public void Volume(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            (Parameters.Volumes ??= new Dictionary<string, EmptyStruct>())[text] = default;
            return;
        }

        // The engine takes whole paths; the command line's are those of the current folder.
        var source = text[..text.IndexOf(':', StringComparison.Ordinal)];
        (Host.Binds ??= []).Add(source is ['.', ..] ? Path.GetFullPath(source) + text[source.Length..] : text);
    }

    public void Mount(string text)
    {
        var mount = new Mount { Type = "volume" };
        foreach (var part in text.Split(','))
        {
            var (key, value) = part.Split('=', 2) is [var name, var given] ? (name, given) : (part, "true");
            switch (key)
            {
                case "type":
                    mount.Type = value;
                    break;
                case "source" or "src":
                    mount.Source = value;
                    break;
                case "target" or "dst" or "destination":
                    mount.Target = value;
                    break;
                case "readonly" or "ro":
                    mount.ReadOnly = value is "true" or "1";
                    break;
                default:
                    throw RunArguments.Wrong($"{key} of --mount is not understood here");
            }
        }

        (Host.Mounts ??= []).Add(mount.Type == "bind" && mount.Source is ['.', ..] ? With(mount, Path.GetFullPath(mount.Source)) : mount);

        static Mount With(Mount relative, string source)
        {
            relative.Source = source;
            return relative;
        }
    }

    public void Tmpfs(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        (Host.Tmpfs ??= new Dictionary<string, string>())[colon < 0 ? text : text[..colon]] = colon < 0 ? "" : text[(colon + 1)..];
    }

    /// <summary><c>80</c>, <c>8080:80</c>, <c>127.0.0.1:8080:80/tcp</c>, <c>[::1]:8080:80</c>.</summary>
    public void Publish(string text)
    {
        var last = text.LastIndexOf(':');
        var inside = text[(last + 1)..];
        var outside = last < 0 ? "" : text[..last];
        var address = outside.LastIndexOf(':');
        var port = outside[(address + 1)..];
        if (inside.Contains('-', StringComparison.Ordinal) || port.Contains('-', StringComparison.Ordinal))
        {
            throw RunArguments.Wrong($"--publish {text}: ranges of ports are not understood here; publish them one by one");
        }

        var number = inside.Contains('/', StringComparison.Ordinal) ? inside : inside + "/tcp";
        Expose(number);
        var bindings = Host.PortBindings ??= new Dictionary<string, IList<PortBinding>>();
        bindings.TryAdd(number, []);
        bindings[number].Add(new PortBinding { HostIP = address < 0 ? "" : outside[..address].Trim('[', ']'), HostPort = port });
    }

    public void Expose(string port) =>
        (Parameters.ExposedPorts ??= new Dictionary<string, EmptyStruct>())[port.Contains('/', StringComparison.Ordinal) ? port : port + "/tcp"] =
            default;

    public void Device(string text)
    {
        var parts = text.Split(':');
        (Host.Devices ??= []).Add(new DeviceMapping
        {
            PathOnHost = parts[0],
            PathInContainer = parts.Length > 1 && parts[1].StartsWith('/') ? parts[1] : parts[0],
            CgroupPermissions = parts.Length > 1 && !parts[^1].StartsWith('/') ? parts[^1] : "rwm",
        });
    }

    public void Ulimit(string text)
    {
        var (name, limits) = text.Split('=', 2) is [var key, var value] ? (key, value.Split(':'))
            : throw RunArguments.Wrong($"--ulimit {text}: name=soft:hard is expected");
        (Host.Ulimits ??= []).Add(new Ulimit { Name = name, Soft = Whole("--ulimit", limits[0]), Hard = Whole("--ulimit", limits[^1]) });
    }

    public void Restart(string text)
    {
        var (name, count) = text.Split(':', 2) is [var policy, var times] ? (policy, Whole("--restart", times)) : (text, 0);
        Host.RestartPolicy = new RestartPolicy
        {
            MaximumRetryCount = count,
            Name = name switch
            {
                "no" or "" => RestartPolicyKind.No,
                "always" => RestartPolicyKind.Always,
                "on-failure" => RestartPolicyKind.OnFailure,
                "unless-stopped" => RestartPolicyKind.UnlessStopped,
                _ => throw RunArguments.Wrong($"--restart {text}: no, always, unless-stopped or on-failure[:times] is expected"),
            },
        };
    }

    public static void Pair(IDictionary<string, string> to, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        to[equals < 0 ? text : text[..equals]] = equals < 0 ? "" : text[(equals + 1)..];
    }

    public static long Whole(string option, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw RunArguments.Wrong($"{option} {text} is no whole number");

    public static long NanoCpus(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cpus)
        ? (long)Math.Round(cpus * 1e9)
        : throw RunArguments.Wrong($"--cpus {text} is no number");

    /// <summary>512m, 1.5g, 64kb, 1024 (docker/go-units, RAMInBytes: powers of 1024).</summary>
    public static long Bytes(string option, string text)
    {
        var number = text.TrimEnd('b', 'B', 'i', 'I', ' ');
        var power = number is [.., var unit] ? "kmgt".IndexOf(char.ToLowerInvariant(unit), StringComparison.Ordinal) + 1 : 0;
        return double.TryParse(power > 0 ? number[..^1] : number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? (long)(value * Math.Pow(1024, power))
            : throw RunArguments.Wrong($"{option} {text} is no amount of memory");
    }
}
