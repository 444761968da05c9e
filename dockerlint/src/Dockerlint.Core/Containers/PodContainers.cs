using Dockerlint.Findings;
using Dockerlint.Kubernetes;
using Dockerlint.Stops;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Containers;

/// <summary>What each container of a workload's pod starts: <c>command</c> for ENTRYPOINT, <c>args</c> for CMD, no shell.</summary>
internal sealed class PodContainers(ImageLinks links, IFileReader reader, ConfigMapFiles configMaps)
{
    /// <param name="isAmbiguous">Another object of the input has the same kind and name.</param>
    public static Subject SubjectOf(Workload workload, bool isAmbiguous = false)
    {
        var subject = Subject.Workload(workload.Kind.Value, workload.Name?.Value) with
        {
            Namespace = workload.Namespace?.Value, Template = workload.RenderedFrom,
        };
        var named = isAmbiguous && subject.Namespace is { } space ? $"{subject.Text} in namespace {space}" : subject.Text;
        return subject with { Text = named, Name = named };
    }

    public IEnumerable<Container> Of(Workload workload, Subject subject)
    {
        foreach (var container in workload.Pod.Containers)
        {
            yield return Build(workload, subject, container);
        }

        foreach (var container in workload.Pod.InitContainers)
        {
            yield return Build(workload, subject, container);
        }
    }

    private Container Build(Workload workload, Subject subject, PodContainer pod)
    {
        var anchor = pod.Name?.Location ?? workload.Kind.Location;
        var platform = PlatformOf(workload);
        var command = new ImageOverride(
            pod.Command is { Count: > 0 } written ? Arguments(pod, written, pod.CommandNode) : null,
            pod.Args is { } args ? Arguments(pod, args, pod.ArgsNode) : null);
        var image = pod.Image is { } name
            ? links.OrByScript(links.OfName(name.Value, guessByFolder: true), name.Value, command.Entrypoint ?? command.Command)
            : BuiltImage.Unknown;
        var own = image.AsContainer(reader, anchor);
        return command.Over(own) with
        {
            Platform = platform,
            Subject = subject.Container(pod.Name?.Value),
            Anchor = anchor,
            Grace = GraceOf(workload, platform),
            Workload = workload,
            PodContainer = pod,
            Files = own.Files with { WorkDir = pod.WorkingDir, Given = configMaps.Of(workload, pod) ?? own.Files.Given },
            StopSignal = pod.StopSignal is { } signal ? StopSignal.Written(signal.Value, "lifecycle.stopSignal", signal.Location) : own.StopSignal,
            IsPid1 = workload.Pod is { ShareProcessNamespace: not { Value: true }, HostPid: not { Value: true } },
            Environment = ImageOverride.Environment(
                pod.HasEnvFrom ? Unknown(own.Environment) : own.Environment,
                pod.Env.Select(static variable => new KeyValuePair<string, string?>(variable.Name, variable.Value?.Value))),
            IsOneShot = workload.IsBatch || pod.Role == ContainerRole.Init
                || workload.Type == WorkloadKind.Pod && workload.Pod.RestartPolicy?.Value is "Never" or "OnFailure",
            IsDevelopment = pod.Tty || pod.Stdin,
        };
    }

    private static Platform PlatformOf(Workload workload) =>
        workload.Type != WorkloadKind.KnativeService ? Platform.Kubernetes : workload.IsCloudRun ? Platform.CloudRun : Platform.Knative;

    private static Amount GraceOf(Workload workload, Platform platform)
    {
        var field = ReferenceEquals(platform, Platform.Knative) ? workload.Pod.TimeoutSeconds
            : ReferenceEquals(platform, Platform.CloudRun) ? null
            : workload.Pod.GracePeriod;
        return field switch
        {
            // What a patch does not say is said elsewhere, if at all.
            null => workload.IsPartial && platform.GraceKey is not null ? new Amount(null, "not set in this patch", null, IsDefault: true)
                : platform.DefaultGrace,
            { State: WholeNumberState.Valid, Value: { } seconds } => new Amount(seconds, platform.GraceKey!, field.Location, IsDefault: false),
            _ => new Amount(null, platform.GraceKey!, field.Location, IsDefault: false),
        };
    }

    /// <summary>envFrom may set any of them otherwise.</summary>
    private static Dictionary<string, string?> Unknown(IReadOnlyDictionary<string, string?> own) =>
        own.Keys.ToDictionary(static name => name, static _ => (string?)null, StringComparer.Ordinal);

    private static Argument[] Arguments(PodContainer pod, IReadOnlyList<Located<string>> words, YamlSequence? written)
    {
        var items = written?.Items;
        var arguments = new Argument[words.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = pod.Expand(words[i].Value);
            arguments[i] = Argument.Known(value, words[i].Location);
            if (value == words[i].Value && items is not null && i < items.Count && items[i] is YamlScalar scalar && scalar.Value == value
                && !Argument.StandsAt(words[i].Location, value))
            {
                arguments[i] = arguments[i] with { Map = MapOf(scalar) };
            }
        }

        return arguments;
    }

    private static Func<TextSpan, SourceLocation> MapOf(YamlScalar scalar) => span => scalar.LocationOf(span.Start, span.Length);
}
