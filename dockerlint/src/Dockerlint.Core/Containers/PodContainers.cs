using Dockerlint.Dockerfile;
using Dockerlint.Kubernetes;
using Dockerlint.Stops;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Containers;

/// <summary>What each container of a workload's pod starts: <c>command</c> for ENTRYPOINT, <c>args</c> for CMD, no shell.</summary>
internal sealed class PodContainers(ImageLinks links, IFileReader reader, IDotNetProjects projects)
{
    public IEnumerable<Container> Of(Workload workload)
    {
        foreach (var container in workload.Pod.Containers)
        {
            yield return Build(workload, container);
        }

        foreach (var container in workload.Pod.InitContainers)
        {
            yield return Build(workload, container);
        }
    }

    private Container Build(Workload workload, PodContainer pod)
    {
        var anchor = pod.Name?.Location ?? workload.Kind.Location;
        string subject = $"{workload.Kind.Value.ToLowerInvariant()}/{workload.Name?.Value ?? "?"} container {pod.Name?.Value ?? "?"}";
        var image = pod.Image is { } name ? links.OfName(name.Value, guessByFolder: true) : BuiltImage.Unknown;
        var own = image.AsContainer(reader, projects, subject, anchor);
        bool replacesEntrypoint = pod.Command is { Count: > 0 };
        bool sharesPid = workload.Pod.ShareProcessNamespace is { Value: true } || workload.Pod.HostPid is { Value: true };
        return new Container
        {
            Kind = ContainerKind.PodContainer,
            Subject = subject,
            Anchor = anchor,
            Workload = workload,
            PodContainer = pod,
            Entrypoint = replacesEntrypoint ? Arguments(pod, pod.Command!, "command") : own.Entrypoint ?? (pod.Args is null || workload.IsPartial ? null : []),
            Command = pod.Args is { } args ? Arguments(pod, args, "args") : replacesEntrypoint ? [] : own.Command,
            EntrypointInstruction = replacesEntrypoint ? null : own.EntrypointInstruction,
            CommandInstruction = replacesEntrypoint || pod.Args is not null ? null : own.CommandInstruction,
            ReplacedEntrypoint = replacesEntrypoint ? own.Entrypoint : null,
            ReplacedImage = replacesEntrypoint && own.Entrypoint is { Count: > 0 } ? own : null,
            Base = own.Base,
            Image = own.Image,
            Stage = own.Stage,
            Dockerfile = own.Dockerfile,
            Files = new ImageFiles(own.Image ?? new EffectiveImage(), image.Dockerfile?.Stages, own.Dockerfile, reader, image.Contexts) { WorkDir = pod.Node.ScalarAt("workingDir")?.Value },
            StopSignal = pod.StopSignal is { } signal
                ? StopSignal.Written(signal.Value, "lifecycle.stopSignal", signal.Location)
                : own.StopSignal,
            IsPid1 = !sharesPid,
            Environment = Environment(own, pod),
            IsOneShot = workload.IsBatch || pod.Role == ContainerRole.Init || workload.Type == WorkloadKind.Pod && workload.Pod.RestartPolicy?.Value is "Never" or "OnFailure",
            IsDevelopment = pod.Tty || pod.Stdin,
            DotNetProjects = projects,
        };
    }

    private static Argument[] Arguments(PodContainer pod, IReadOnlyList<Located<string>> words, string key)
    {
        var items = pod.Node.SequenceAt(key)?.Items;
        var arguments = new Argument[words.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            string value = pod.Expand(words[i].Value);
            arguments[i] = Argument.Known(value, words[i].Location);
            if (value == words[i].Value && items is not null && i < items.Count && items[i] is YamlScalar scalar && scalar.Value == value)
            {
                arguments[i] = arguments[i] with { Map = span => scalar.LocationOf(span.Start, span.Length) };
            }
        }

        return arguments;
    }

    private static Dictionary<string, string?> Environment(Container own, PodContainer pod)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var pair in own.Environment)
        {
            // envFrom may set anything: what the image has is then only a default.
            environment[pair.Key] = pair.Value;
        }

        foreach (var variable in pod.Env)
        {
            environment[variable.Name] = variable.Value?.Value;
        }

        return environment;
    }
}
