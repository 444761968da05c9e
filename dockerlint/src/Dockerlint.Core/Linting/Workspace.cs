using Dockerlint.Compose;
using Dockerlint.Containers;
using Dockerlint.Images;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Linting;

/// <summary>Everything that was read, linked and judged: one service seen whole. Immutable.</summary>
public sealed class Workspace
{
    /// <summary>Characters of patches that kustomizations name, of a file each time that it is named.</summary>
    private const long MaximumPatches = 8 << 20;

    /// <summary>Everything that runs: images alone, Compose services, pods' containers, scripts, each in the order of the inputs.</summary>
    public required IReadOnlyList<Stop> Stops { get; init; }

    public required IReadOnlyList<WorkloadStop> Workloads { get; init; }

    /// <summary>What keeps an input from being read as what it is.</summary>
    public required IReadOnlyList<InputError> Errors { get; init; }

    /// <summary>Files that must be rendered before they are what they are named.</summary>
    public required IReadOnlyList<TemplateMark> Templates { get; init; }

    public required IReadOnlyList<LintInput> Inputs { get; init; }

    /// <summary>Some of what is judged lies in an image's layers, which one thread reads.</summary>
    public required bool ReadsImages { get; init; }

    internal LintMemory? Memory { get; init; }

    /// <summary>Images of which too little is known to say what they start, by name, each once.</summary>
    public IReadOnlyList<string> UnknownImages =>
        [.. Stops.Where(static stop => stop.Container.Base is { Reference.Length: > 0, IsKnown: false }
            || stop.Container is { Entrypoint: null, Base.Reference.Length: > 0 })
            .Select(static stop => stop.Container.Base.Reference)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(static name => name, StringComparer.Ordinal)];

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

    internal static Workspace Of(
        IReadOnlyList<LintInput> inputs, IFileReader reader, ApplicationSources sources, ImageSources images, LintMemory? memory)
    {
        var errors = new List<InputError>();
        var templates = new List<TemplateMark>();
        var dockerfiles = new List<DockerfileInput>();
        var composeFiles = new List<LintInput.OfCompose>();
        var manifests = new List<Manifests>();
        var others = new List<Container>();
        var scripts = new List<Container>();
        for (var i = 0; i < inputs.Count; i++)
        {
            switch (inputs[i])
            {
                case LintInput.OfDockerfile { Dockerfile: var dockerfile }:
                    errors.AddRange(dockerfile.Syntax.Errors);
                    errors.AddRange(dockerfile.Stages.InputErrors);
                    dockerfiles.Add(dockerfile);
                    break;
                case LintInput.OfCompose compose:
                    composeFiles.Add(compose);
                    break;
                case LintInput.OfManifests { Manifests: var stream }:
                    manifests.Add(stream);
                    break;
                case LintInput.OfImage image:
                    others.Add(image.AsContainer(reader));
                    break;
                case LintInput.OfScript script:
                    scripts.Add(ImageContainer.Script(script.Source, reader));
                    break;
            }
        }

        foreach (var stream in manifests)
        {
            errors.AddRange(stream.Errors);
            templates.AddRange(stream.Templates);
        }

        var isAlone = images.ReadsImages || others.Count > 0;
        var buildable = dockerfiles.TrueForAll(HasStage) ? dockerfiles : dockerfiles.FindAll(HasStage);
        var built = Workers.Map(buildable, dockerfile =>
            ImageContainer.Build(dockerfile, dockerfile.Stages.Final!, ImageContainer.BaseOf(dockerfile.Stages.Final!, images), reader,
                ImageContainer.LikelyContexts(dockerfile.Source.Path)), isAlone);
        IReadOnlyList<WorkloadStop> workloads = [];
        List<Stop> stops;
        if (composeFiles.Count == 0 && manifests.Count == 0)
        {
            stops = Judged(built, sources, errors, isAlone, memory);
        }
        else
        {
            var links = new ImageLinks(reader, images);
            dockerfiles.ForEach(links.Add);
            var services = ReadServices(composeFiles, links, reader, errors, templates, memory);
            stops = Judged(built, sources, errors, isAlone, memory);
            var composed = Judged(services, sources, errors, isAlone, memory);
            stops = WithUses(stops, composed, sources, memory);
            stops.AddRange(composed);
            workloads = ReadWorkloads(manifests, links, reader, sources, errors, isAlone, memory);
            stops.AddRange(workloads.SelectMany(static workload => workload.Stops));
        }

        if (others.Count > 0 || scripts.Count > 0)
        {
            stops.AddRange(Judged(others, sources, errors, isAlone, memory: null));
            stops.AddRange(Judged(scripts, sources, errors, isAlone, memory));
        }

        return new Workspace
        {
            Stops = stops, Workloads = workloads, Errors = errors, Templates = templates, Inputs = inputs, ReadsImages = isAlone,
            Memory = memory,
        };
    }

    private static bool HasStage(DockerfileInput dockerfile) => dockerfile.Stages.Final is not null;

    private static List<Container> ReadServices(
        List<LintInput.OfCompose> composeFiles, ImageLinks links, IFileReader reader, List<InputError> errors, List<TemplateMark> templates,
        LintMemory? memory)
    {
        var projects = new List<(ComposeProject Project, ComposeProject? WithoutOverride, Platform Platform)>();
        foreach (var (files, platform) in composeFiles.GroupBy(static file => file.Platform)
            .SelectMany(static group => ComposeFileSets.Of([.. group.Select(static file => file.Compose)]).Select(files => (files, group.Key))))
        {
            if (Load(files) is not { } project)
            {
                continue;
            }

            if (project.Template is { } template)
            {
                templates.Add(template);
            }

            errors.AddRange(project.Errors);
            projects.Add((project, ComposeFileSets.HasOwnOverride(files) ? Load([files[0]]) : null, platform));
            links.Add(project);
        }

        links.AddImagesOfServices(projects.Select(static read => read.Project));
        var containers = new ComposeContainers(links, reader);
        return [.. projects.SelectMany(read => containers.Of(read.Project, read.WithoutOverride, read.Platform))];

        ComposeProject? Load(IReadOnlyList<ComposeSource> files) => Guard.Run(errors, files[0].Text.AtLine(1), () => LintMemory.Recall(memory,
            () => new LintMemory.Key("the project", [.. files.Select(static file => file.Text)]),
            () => ComposeLoader.Load(files, reader.TryRead)));
    }

    private static List<WorkloadStop> ReadWorkloads(
        List<Manifests> manifests, ImageLinks links, IFileReader reader, ApplicationSources sources, List<InputError> errors,
        bool isAlone, LintMemory? memory)
    {
        var left = MaximumPatches;
        var services = new ServiceIndex(manifests.SelectMany(static stream => stream.Services));
        ReplaceImages(manifests);
        links.AddImagesOfPods([.. manifests.SelectMany(static stream => stream.Workloads)
            .SelectMany(static workload => workload.Pod.Containers.Concat(workload.Pod.InitContainers))
            .Select(static container => container.Image?.Value)
            .OfType<string>()]);
        var pods = new PodContainers(links, reader, new ConfigMapFiles(manifests.SelectMany(static stream => stream.ConfigMaps)));
        var patches = new PatchIndex(
            manifests.SelectMany(static stream => stream.Workloads).Select(static workload => workload.AsPatch).OfType<ObjectPatch>()
                .Concat(manifests.SelectMany(static stream => stream.Kustomizations)
                    .SelectMany(kustomization => LintMemory.Recall(memory,
                        () => new LintMemory.Key("the patches", kustomization.Root),
                        () => kustomization.Patches(ReadPatch).ToList()))),
            manifests.SelectMany(static stream => stream.Workloads));
        var ambiguous = new HashSet<(string Kind, string? Name)>(manifests.SelectMany(static stream => stream.Workloads)
            .GroupBy(static workload => (workload.Kind.Value, workload.Name?.Value))
            .Where(static same => same.Select(static workload => workload.Namespace?.Value).Distinct().Skip(1).Any())
            .Select(static same => same.Key));
        // A file may lie in a folder of its namespace; what a cluster answers says nothing else of where an object is.
        var mixed = new HashSet<SourceText>(manifests.Where(static stream => stream.Workloads.Select(static workload => workload.Namespace?.Value)
            .Where(static space => space is not null).Distinct().Skip(1).Any()).Select(static stream => stream.Source));
        Workload[] workloads = [.. manifests.SelectMany(static stream => stream.Workloads)];

        // A file may be named by thousands of patches.
        SourceText? ReadPatch(string path) => reader.TryRead(path) is { } text && (left -= text.Content.Length) >= 0 ? text : null;

        (WorkloadStop Stop, List<InputError> Errors) Judge(Workload workload)
        {
            var own = new List<InputError>();
            workload.Patches = patches.Of(workload);
            var isAmbiguous = mixed.Contains(workload.Kind.Location.Source)
                || ambiguous.Contains((workload.Kind.Value, workload.Name?.Value));
            var subject = PodContainers.SubjectOf(workload, isAmbiguous);
            var stops = Judged([.. pods.Of(workload, subject)], sources, own, isAlone, memory);
            return (new WorkloadStop(workload, subject, stops, [.. services.Of(workload)]), own);
        }

        // A memory is no thing for several threads.
        var judged = Workers.Map(workloads, Judge, isAlone || memory is not null);
        errors.AddRange(judged.SelectMany(static answer => answer.Errors));
        return [.. judged.Select(static answer => answer.Stop)];
    }

    private static void ReplaceImages(List<Manifests> manifests)
    {
        var replacements = new ImageReplacements(manifests.SelectMany(static stream => stream.Kustomizations));
        foreach (var workload in manifests.SelectMany(static stream => stream.Workloads))
        {
            foreach (var container in workload.Pod.Containers.Concat(workload.Pod.InitContainers))
            {
                container.Image = container.WrittenImage is { } image ? replacements.Of(image, workload.Kind.Location.Path) : null;
            }
        }
    }

    private static List<Stop> Judged(IReadOnlyList<Container> containers, ApplicationSources sources, List<InputError> errors,
        bool isAlone, LintMemory? memory)
    {
        if (containers.Count == 0)
        {
            return [];
        }

        var stops = new List<Stop>(containers.Count);
        var judged = LintMemory.Map<Container, (Stop? Stop, InputError? Error)>(memory, containers, StopKey.Of, container =>
        {
            try
            {
                return (Stop.Of(container, sources), null);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return (null, Guard.Defect(container.Anchor, e));
            }
        }, isAlone);
        foreach (var (stop, error) in judged)
        {
            if (stop is not null)
            {
                stops.Add(stop);
            }
            else
            {
                errors.Add(error!);
            }
        }

        return stops;
    }

    private static List<Stop> WithUses(List<Stop> images, List<Stop> services, ApplicationSources sources, LintMemory? memory)
    {
        if (services.Count == 0)
        {
            return images;
        }

        var uses = services.Where(static service => service.Container.Assumption is null)
            .ToLookup(static service => (service.Container.Dockerfile?.Path, service.Container.Stage?.Index));
        return [.. images.Select(image =>
        {
            var own = uses[(image.Container.Dockerfile?.Path, image.Container.Stage?.Index)];
            return IsOneShotInEveryUse(own)
                ? LintMemory.Recall(memory, () => new LintMemory.Key("as a step", image),
                    () => Stop.Of(image.Container with { IsOneShot = true }, sources))
                : InitOfEveryUse(own) is { } init
                ? LintMemory.Recall(memory, () => new LintMemory.Key("with an init", image, init.Description, init.Location),
                    () => image with { InEveryUse = Stop.Of(image.Container with { Init = init }, sources) })
                : image;
        })];
    }

    /// <summary>Every service that runs the image as it comes does so once.</summary>
    private static bool IsOneShotInEveryUse(IEnumerable<Stop> uses)
    {
        var isUsed = false;
        foreach (var use in uses)
        {
            if (use.Container.Service is { Entrypoint: null, Command: null })
            {
                isUsed = true;
                if (!use.Container.IsOneShot)
                {
                    return false;
                }
            }
        }

        return isUsed;
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
