using Dockerlint.Compose;
using Dockerlint.Containers;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Linting;

/// <summary>Everything that was read, linked and judged: one service seen whole. Immutable.</summary>
public sealed class Workspace
{
    /// <summary>Everything that runs: images alone, Compose services, pods' containers, scripts, each in the order of the inputs.</summary>
    public required IReadOnlyList<Stop> Stops { get; init; }

    public required IReadOnlyList<WorkloadStop> Workloads { get; init; }

    /// <summary>What keeps an input from being read as what it is.</summary>
    public required IReadOnlyList<InputError> Errors { get; init; }

    /// <summary>Files that must be rendered before they are what they are named.</summary>
    public required IReadOnlyList<TemplateMark> Templates { get; init; }

    public required IReadOnlyList<LintInput> Inputs { get; init; }

    /// <summary>Objects that may make pods and that nobody reads, by kind.</summary>
    public IReadOnlyDictionary<string, int> Unread
    {
        get
        {
            var unread = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var kind in Inputs.OfType<LintInput.OfManifests>().SelectMany(static input => input.Manifests.Unread))
            {
                unread[kind.Key] = kind.Value + (unread.TryGetValue(kind.Key, out var count) ? count : 0);
            }

            return unread;
        }
    }

    internal static Workspace Of(IReadOnlyList<LintInput> inputs, IFileReader reader, IDotNetProjects projects)
    {
        var errors = new List<InputError>();
        var templates = new List<TemplateMark>();
        var links = new ImageLinks(reader);
        var dockerfiles = inputs.OfType<LintInput.OfDockerfile>().Select(static input => input.Dockerfile).ToList();
        foreach (var dockerfile in dockerfiles)
        {
            errors.AddRange(dockerfile.Syntax.Errors);
            errors.AddRange(dockerfile.Stages.InputErrors);
            links.Add(dockerfile);
        }

        var manifests = inputs.OfType<LintInput.OfManifests>().Select(static input => input.Manifests).ToList();
        foreach (var stream in manifests)
        {
            errors.AddRange(stream.Errors);
            templates.AddRange(stream.Templates);
        }

        var services = ReadServices(inputs, links, reader, errors, templates);
        var stops = Judged(ReadImages(dockerfiles, reader), projects, errors);
        var composed = Judged(services, projects, errors);
        stops = WithUses(stops, composed, projects);
        stops.AddRange(composed);
        var workloads = ReadWorkloads(manifests, links, reader, projects, errors);
        stops.AddRange(workloads.SelectMany(static workload => workload.Stops));
        stops.AddRange(Judged(inputs.OfType<LintInput.OfScript>().Select(script => ImageContainer.Script(script.Source, reader)), projects, errors));
        return new Workspace { Stops = stops, Workloads = workloads, Errors = errors, Templates = templates, Inputs = inputs };
    }

    private static IEnumerable<Container> ReadImages(List<DockerfileInput> dockerfiles, IFileReader reader)
    {
        foreach (var dockerfile in dockerfiles)
        {
            if (dockerfile.Stages.Final is { } final)
            {
                yield return ImageContainer.Build(dockerfile, final, reader, ImageContainer.LikelyContexts(dockerfile.Source.Path));
            }
        }
    }

    private static List<Container> ReadServices(
        IReadOnlyList<LintInput> inputs, ImageLinks links, IFileReader reader, List<InputError> errors, List<TemplateMark> templates)
    {
        var projects = new List<ComposeProject>();
        foreach (var files in ComposeFileSets.Of([.. inputs.OfType<LintInput.OfCompose>().Select(static input => input.Compose)]))
        {
            if (Guard.Run(errors, files[0].Text.AtLine(1), () => ComposeLoader.Load(files, reader.TryRead)) is not { } project)
            {
                continue;
            }

            if (project.Template is { } template)
            {
                templates.Add(template);
            }

            errors.AddRange(project.Errors);
            projects.Add(project);
            links.Add(project);
        }

        return [.. projects.SelectMany(new ComposeContainers(links, reader).Of)];
    }

    private static List<WorkloadStop> ReadWorkloads(
        List<Manifests> manifests, ImageLinks links, IFileReader reader, IDotNetProjects projects, List<InputError> errors)
    {
        var services = new ServiceIndex(manifests.SelectMany(static stream => stream.Services));
        links.AddImagesOfPods(manifests.SelectMany(static stream => stream.Workloads)
            .SelectMany(static workload => workload.Pod.Containers.Concat(workload.Pod.InitContainers))
            .Select(static container => container.Image?.Value)
            .OfType<string>());
        var pods = new PodContainers(links, reader);
        var workloads = new List<WorkloadStop>();
        var named = manifests.SelectMany(static stream => stream.Workloads)
            .ToLookup(static workload => (workload.Kind.Value, workload.Name?.Value));
        foreach (var workload in manifests.SelectMany(static stream => stream.Workloads))
        {
            var subject = PodContainers.SubjectOf(workload, named[(workload.Kind.Value, workload.Name?.Value)].Skip(1).Any());
            workloads.Add(new WorkloadStop(workload, subject, Judged(pods.Of(workload, subject), projects, errors), [.. services.Of(workload)]));
        }

        return workloads;
    }

    private static List<Stop> Judged(IEnumerable<Container> containers, IDotNetProjects projects, List<InputError> errors)
    {
        var stops = new List<Stop>();
        foreach (var container in containers)
        {
            if (Guard.Run(errors, container.Anchor, () => Stop.Of(container, projects)) is { } stop)
            {
                stops.Add(stop);
            }
        }

        return stops;
    }

    private static List<Stop> WithUses(List<Stop> images, List<Stop> services, IDotNetProjects projects)
    {
        var uses = services.ToLookup(static service => (service.Container.Dockerfile?.Path, service.Container.Stage?.Index));
        return [.. images.Select(image => InitOfEveryUse(uses[(image.Container.Dockerfile?.Path, image.Container.Stage?.Index)]) is { } init
            ? image with { InEveryUse = Stop.Of(image.Container with { Init = init }, projects) }
            : image)];
    }

    /// <summary>An init that every Compose service of this image puts in front: the image is never run without it here.</summary>
    private static InitProvision? InitOfEveryUse(IEnumerable<Stop> uses)
    {
        InitProvision? init = null;
        foreach (var use in uses)
        {
            if (use.Container.Init is null)
            {
                return null;
            }

            init = use.Container.Init;
        }

        return init;
    }
}
