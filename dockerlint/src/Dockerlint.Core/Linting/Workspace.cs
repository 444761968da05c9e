using Dockerlint.Compose;
using Dockerlint.Containers;
using Dockerlint.Dockerfile;
using Dockerlint.Images;
using Dockerlint.Kubernetes;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Linting;

/// <summary>Everything that was read, linked: one service seen whole.</summary>
public sealed class Workspace
{
    private readonly List<DockerfileInput> _dockerfiles = [];
    private readonly List<SourceText> _composeFiles = [];
    private readonly List<Container> _scripts = [];
    private List<ComposeProject>? _projects;
    private readonly List<Manifests> _manifests = [];
    private readonly List<InputError> _errors = [];
    private readonly List<TemplateMark> _templates = [];
    private readonly Dictionary<Workload, List<Container>> _byWorkload = [];
    private readonly IFileReader _reader;
    private readonly IDotNetProjects _dotNetProjects;
    private readonly ImageLinks _links;
    private List<Container>? _containers;
    private ServiceIndex? _services;

    public Workspace(IFileReader reader, IDotNetProjects dotNetProjects)
    {
        _reader = reader;
        _dotNetProjects = dotNetProjects;
        _links = new ImageLinks(reader);
    }

    public IReadOnlyList<DockerfileInput> Dockerfiles => _dockerfiles;

    public IReadOnlyList<ComposeProject> Projects => _projects ??= LoadProjects();

    public IReadOnlyList<Manifests> Manifests => _manifests;

    public IReadOnlyList<InputError> Errors
    {
        get
        {
            _ = Projects;
            return _errors;
        }
    }

    /// <summary>Files that must be rendered before they are what they are named.</summary>
    public IReadOnlyList<TemplateMark> Templates
    {
        get
        {
            _ = Projects;
            return _templates;
        }
    }

    /// <summary>Everything that runs, in the order of the inputs; made on first use, after everything was added.</summary>
    public IReadOnlyList<Container> Containers => _containers ??= BuildContainers();

    public void AddDockerfile(SourceText source)
    {
        var dockerfile = DockerfileInput.Parse(source);
        _errors.AddRange(dockerfile.Syntax.Errors);
        _errors.AddRange(dockerfile.Stages.InputErrors);
        _dockerfiles.Add(dockerfile);
        _links.Add(dockerfile);
    }

    /// <summary>A Compose file; files of one folder that Compose merges are merged when all were added.</summary>
    public void AddCompose(SourceText file) => _composeFiles.Add(file);

    /// <summary>A script given by itself: taken for an entrypoint whose image and arguments are not known.</summary>
    public void AddScript(SourceText script)
    {
        var files = new ImageFiles(new EffectiveImage(), null, null, _reader, []) { Mounts = new Dictionary<string, string> { ["/" + script.Path] = script.Path } };
        _scripts.Add(new Container
        {
            Kind = ContainerKind.Image, Subject = "entrypoint script", Anchor = script.AtLine(1), Entrypoint = [Argument.Known("/" + script.Path, script.AtLine(1))],
            Base = BaseImage.Unknown, Files = files, DotNetProjects = _dotNetProjects,
        });
    }

    /// <summary>A manifest stream; false when the file is some other YAML, which is nobody's business.</summary>
    public bool AddManifests(SourceText source)
    {
        var manifests = ManifestReader.Read(source);
        if (!manifests.IsManifest)
        {
            return false;
        }

        _errors.AddRange(manifests.Errors);
        _templates.AddRange(manifests.Templates);
        _manifests.Add(manifests);
        return true;
    }

    public IReadOnlyList<Container> ContainersOf(Workload workload)
    {
        _ = Containers;
        return _byWorkload.TryGetValue(workload, out var containers) ? containers : [];
    }

    public IEnumerable<Workload> Workloads => _manifests.SelectMany(static manifests => manifests.Workloads);

    public IEnumerable<Service> Services => _manifests.SelectMany(static manifests => manifests.Services);

    /// <summary>The Services of the input that select a workload's pods.</summary>
    public IEnumerable<Service> ServicesOf(Workload workload) => (_services ??= new ServiceIndex(Services)).Of(workload);

    private List<Container> BuildContainers()
    {
        var containers = new List<Container>();
        var composed = new ComposeContainers(_links, _reader, _dotNetProjects);
        var services = Projects.SelectMany(composed.Of).ToList();
        var uses = services.ToLookup(static service => (service.Dockerfile?.Path, service.Stage?.Index));
        foreach (var dockerfile in _dockerfiles)
        {
            if (dockerfile.Stages.Final is { } final)
            {
                var image = ImageContainer.Build(dockerfile, final, _reader, ImageContainer.LikelyContexts(dockerfile.Source.Path), _dotNetProjects);
                containers.Add(InitOfEveryUse(uses[(image.Dockerfile?.Path, image.Stage?.Index)]) is { } init ? image.With(init) : image);
            }
        }

        containers.AddRange(services);
        var pods = new PodContainers(_links, _reader, _dotNetProjects);
        foreach (var workload in Workloads)
        {
            _byWorkload[workload] = [.. pods.Of(workload)];
            containers.AddRange(_byWorkload[workload]);
        }

        containers.AddRange(_scripts);
        return containers;
    }

    private List<ComposeProject> LoadProjects()
    {
        var projects = new List<ComposeProject>();
        foreach (var files in ComposeFileSets.Of(_composeFiles))
        {
            var project = ComposeLoader.Load(files, _reader.TryRead);
            if (project.Template is { } template)
            {
                _templates.Add(template);
            }

            _errors.AddRange(project.Errors);
            projects.Add(project);
            _links.Add(project);
        }

        return projects;
    }

    /// <summary>An init that every Compose service of this image puts in front: the image is never run without it here.</summary>
    private static InitProvision? InitOfEveryUse(IEnumerable<Container> uses)
    {
        InitProvision? init = null;
        foreach (var use in uses)
        {
            if (use.Init is null)
            {
                return null;
            }

            init = use.Init;
        }

        return init;
    }
}
