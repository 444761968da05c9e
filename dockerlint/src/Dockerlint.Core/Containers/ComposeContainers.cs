using Dockerlint.Compose;
using Dockerlint.Findings;
using Dockerlint.Stops;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Containers;

/// <summary>What each service of a Compose project starts, overrides applied as Compose and the engine apply them.</summary>
internal sealed class ComposeContainers(ImageLinks links, IFileReader reader)
{
    /// <param name="main">The project without its override; null where there is none.</param>
    public IEnumerable<Container> Of(ComposeProject project, ComposeProject? main, Platform platform)
    {
        foreach (var service in project.Services)
        {
            if (!service.IsProvider)
            {
                var merged = Build(project, service, platform);
                yield return main?.Find(service.Name.Value) is { IsProvider: false } alone && alone.Node.Source != service.Node.Source
                    ? merged with { WithoutOverride = Build(main, alone, platform) }
                    : merged;
            }
        }
    }

    private Container Build(ComposeProject project, ComposeService service, Platform platform)
    {
        var command = new ImageOverride(
            service.Entrypoint is { } entrypoint ? Arguments(entrypoint) : null,
            // The engine takes an empty CMD for none and falls back to the image's (moby daemon/commit.go, merge; measured).
            service.Command is { IsCleared: false } written ? Arguments(written) : null);
        var own = links.OrByScript(links.Of(service), service.Build is null ? service.Image?.Value : null, command.Entrypoint ?? command.Command)
            .AsContainer(reader, service.Name.Location);
        var started = command.Over(own);
        return started with
        {
            Platform = platform,
            Subject = Subject.Service(service.Name.Value),
            Anchor = service.Name.Location,
            Grace = GraceOf(service, platform),
            Service = service,
            Entrypoint = started.Entrypoint ?? (service.Command is null ? null : []),
            Files = own.Files with { Mounts = Mounts(service), WorkDir = service.WorkingDir?.Value },
            StopSignal = service.StopSignal is { } signal ? StopSignal.Written(signal.Value, "stop_signal", signal.Location) : own.StopSignal,
            Init = service.Init is { Value: true } init && !SharesPid(service) ? new InitProvision("init: true", init.Location) : null,
            IsPid1 = !SharesPid(service),
            Environment = ImageOverride.Environment(own.Environment,
                service.Environment.Select(static pair => new KeyValuePair<string, string?>(pair.Key, pair.Value.Value))),
            IsOneShot = IsOneShot(project, service, own),
            IsDevelopment = own.IsDevelopment || IsDevelopment(service),
        };
    }

    private static Amount GraceOf(ComposeService service, Platform platform) => service.StopGracePeriod switch
    {
        null => platform.DefaultGrace,
        { State: GraceState.Valid, Seconds: { } seconds } grace =>
            new Amount(grace.WaitsForever ? double.PositiveInfinity : seconds, platform.GraceKey!, grace.Location, IsDefault: false),
        var grace => new Amount(null, platform.GraceKey!, grace.Location, IsDefault: false),
    };

    /// <summary>A word with an unknown variable is known around it: enough for a shell's text, not for a program.</summary>
    private static Argument[] Arguments(ComposeCommand command) => [.. command.Words.Select(static word =>
        new Argument(word.UnresolvedVariable is null || word.Value.IndexOf(' ') > 0 ? word.Value : null, word.Value,
            word.Location) { Map = word.Origin })];

    private static bool SharesPid(ComposeService service) => service.Pid?.Value is { Length: > 0 };

    /// <summary>
    /// Others wait for it to finish, Swarm runs it as a job, its author does not want it back, though it publishes no port, or its name says so,
    /// or that of its Dockerfile.
    /// </summary>
    private static bool IsOneShot(ComposeProject project, ComposeService service, Container image) =>
        service.Deploy?.Mode?.Value is "replicated-job" or "global-job" || project.IsWaitedFor(service.Name.Value)
        || service.Restart?.Value is "no" or "false" && service.Ports.Count == 0 || service.Deploy?.RestartCondition?.Value == "none"
        || service.Restart?.Value?.StartsWith("on-failure", StringComparison.Ordinal) is not false
            && (OneShotNames.Contains(service.Name.Value) || image.IsOneShot);

    private static bool IsDevelopment(ComposeService service)
    {
        return service.Watch is not null || HasTerminal(service)
            || service.Build?.Target?.Value is { } target && target.StartsWith("dev", StringComparison.Ordinal)
            || IsDevelopmentFile(service.Name.Location.Path) || service.Image?.Value?.Contains("devcontainers/") is true;
    }

    /// <summary>For a person, unless the engine is to bring the service back by itself.</summary>
    private static bool HasTerminal(ComposeService service) => (service.Tty || service.StdinOpen)
        && (service.Restart?.Value is not ("always" or "unless-stopped")
            || (service.Node.Find("tty") ?? service.Node.Find("stdin_open")) is { KeyLocation.Path: var path } && IsDevelopmentFile(path));

    private static bool IsDevelopmentFile(string path)
    {
        var name = path.Substring(path.LastIndexOf('/') + 1);
        return name.Contains("override") || name.Contains(".local") || DevelopmentFiles.IsOne(path);
    }

    /// <summary>Bind mounts of the short and the long form, resolved against the file's folder.</summary>
    private static Dictionary<string, string> Mounts(ComposeService service)
    {
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in service.Node.SequenceAt("volumes")?.Items ?? [])
        {
            var source = (item as YamlMapping)?.ScalarAt("source")?.Value;
            var target = (item as YamlMapping)?.ScalarAt("target")?.Value;
            if (item is YamlScalar { Value: var text } && text.Split(':') is [var host, var inside, ..])
            {
                (source, target) = (host, inside);
            }

            if (source is ['.', ..] && target is ['/', ..])
            {
                mounts[target.TrimEnd('/')] = ContextPath.Normalize(ContextPath.Folder(item.Source.Path) + source);
            }
        }

        return mounts;
    }
}
