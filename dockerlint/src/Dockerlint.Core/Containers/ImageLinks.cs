using Dockerlint.Compose;
using Dockerlint.Images;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>Which Dockerfile of the input builds which image: links that are certain, and assumed ones that say so.</summary>
public sealed class ImageLinks(IFileReader reader, ImageSources images)
{
    private const string Dockerfile = "Dockerfile";

    /// <summary>Of the scripts that are looked for times the files copied by Dockerfiles; real repositories have some hundred thousand.</summary>
    private const long MaximumLookups = 5_000_000;

    private readonly Dictionary<string, DockerfileInput> _dockerfiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BuiltImage> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BuiltImage> _assumed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BuiltImage?> _byScript = new(StringComparer.Ordinal);
    private readonly Dictionary<(SourceLocation Place, string Text), DockerfileInput> _inline = [];
    private List<(BuiltImage Image, ImageFiles Files)>? _withCopies;
    private long _users;
    private readonly Dictionary<string, List<DockerfileInput>> _byFolder = new(StringComparer.OrdinalIgnoreCase);

    public void Add(DockerfileInput dockerfile)
    {
        _dockerfiles[dockerfile.Source.Path] = dockerfile;
        AddByName(NameOf(ContextPath.Folder(dockerfile.Source.Path).TrimEnd('/')), dockerfile);
        var file = dockerfile.Source.Path.Substring(dockerfile.Source.Path.LastIndexOf('/') + 1);
        // Dockerfile.api, Dockerfile-api, api.Dockerfile
        if (file.Length > Dockerfile.Length + 1)
        {
            AddByName(file.StartsWith(Dockerfile, StringComparison.OrdinalIgnoreCase) ? file.Substring(Dockerfile.Length + 1)
                : file.Substring(0, file.Length - Dockerfile.Length - 1), dockerfile);
        }
    }

    /// <summary>The folder that is named after the service: above <c>src/</c> and <c>docker/</c>.</summary>
    private static string NameOf(string folder)
    {
        var name = folder.Substring(folder.LastIndexOf('/') + 1);
        return name is "src" or "docker" or "build" or "deploy" or "container" or "image" && folder.LastIndexOf('/') is > 0 and var slash
            ? NameOf(folder.Substring(0, slash))
            : name;
    }

    private void AddByName(string name, DockerfileInput dockerfile)
    {
        if (!_byFolder.TryGetValue(name, out var list))
        {
            _byFolder[name] = list = [];
        }

        list.Add(dockerfile);
    }

    /// <summary>A service that names both an image and its build links the two for everybody else.</summary>
    public void Add(ComposeProject project)
    {
        foreach (var service in project.Services)
        {
            if (service is { Build: not null, Image.Value: { } name } && Build(service.Build) is { } built)
            {
                _byName[ImageReference.Parse(name).Repository] = built;
            }
        }
    }

    /// <summary>
    /// One Dockerfile at the root and one image in all the manifests that nobody knows: a repository of one service, whose manifests lie in k8s/ or
    /// deploy/ beside it.
    /// </summary>
    public void AddImagesOfPods(IReadOnlyList<string> names)
    {
        AddUsers(names.Count);
        AddFamilies(names);
        if (OnlyUnknown(names) is var (only, built))
        {
            _byName[only] = built;
        }
    }

    /// <summary>
    /// The same of Compose files, which as often name another's image: taken for the one that the Dockerfile builds, and said so.
    /// </summary>
    public void AddImagesOfServices(IEnumerable<ComposeProject> projects)
    {
        string[] names = [.. projects.SelectMany(static project => project.Services)
            .Select(static service => service.Build is null ? service.Image?.Value : null)
            .OfType<string>()];
        AddUsers(names.Length);
        AddFamilies(names);
        if (OnlyUnknown(names) is var (only, built))
        {
            _assumed[only] = built with { Assumption = $"image {only} is taken for the one that {built.Dockerfile!.Source.Path} builds" };
        }
    }

    private void AddUsers(int count)
    {
        _users += count;
        _withCopies = null;
    }

    /// <summary>Images of a project that carry the names of its Dockerfiles: taken for what they build, and said so.</summary>
    private void AddFamilies(IReadOnlyList<string> names)
    {
        if (names.Count < 2 || _dockerfiles.Count < 2)
        {
            return;
        }

        var unknown = names.Where(name => !_byName.ContainsKey(ImageReference.Parse(name).Repository) && !images.Find(name).IsKnown);
        foreach (var member in ImageFamilies.Find(unknown, name => OnlyOf(name) is not null))
        {
            var dockerfile = OnlyOf(member.Value)!;
            _assumed[member.Key] = BuiltImage.From(
                dockerfile, dockerfile.Stages.Final!, ImageContainer.LikelyContexts(dockerfile.Source.Path), images) with
            {
                Assumption = $"image {member.Key} is taken for the one that {dockerfile.Source.Path} builds",
            };
        }
    }

    private DockerfileInput? OnlyOf(string name) =>
        _byFolder.TryGetValue(name, out var candidates) && candidates is [{ Stages.Final: not null } only] ? only : null;

    private (string Repository, BuiltImage Built)? OnlyUnknown(IEnumerable<string> names)
    {
        if (_dockerfiles.Count != 1 || _dockerfiles.Values.First() is not { Stages.Final: { } final } dockerfile
            || ContextPath.Folder(dockerfile.Source.Path).Length > 0)
        {
            return null;
        }

        var unknown = names.Select(static name => ImageReference.Parse(name).Repository)
            .Distinct(StringComparer.Ordinal)
            .Where(repository => !_byName.ContainsKey(repository) && !KnownImages.Find(repository).IsKnown)
            .Take(2)
            .ToList();
        return unknown is [var only] && !DependencyImages.Contains(only)
            ? (only, BuiltImage.From(dockerfile, final, ImageContainer.LikelyContexts(dockerfile.Source.Path), images))
            : null;
    }

    /// <summary>
    /// An image that nobody knows and whose command is a script which exactly one Dockerfile of the input copies to that place: taken for the image
    /// that it builds, and said so.
    /// </summary>
    public BuiltImage OrByScript(BuiltImage image, string? name, IReadOnlyList<Argument>? command)
    {
        if (image.Dockerfile is not null || image.Base.IsKnown || name is null || ScriptOf(command) is not { } script)
        {
            return image;
        }

        lock (_byScript)
        {
            if (!_byScript.TryGetValue(script, out var built))
            {
                _byScript[script] = built = FindByScript(script);
            }

            return built is null ? image : built with
            {
                Assumption = $"image {name} is taken for the one that {built.Dockerfile!.Source.Path} builds",
            };
        }
    }

    private BuiltImage? FindByScript(string script)
    {
        BuiltImage? only = null;
        foreach (var (built, files) in _withCopies ??= WithCopies())
        {
            if (files.FindInWorkDir(script) is not null)
            {
                if (only is not null)
                {
                    return null;
                }

                only = built;
            }
        }

        return only;
    }

    /// <summary>The images that have files of the repository; none where so many scripts are looked for in so many that it would take for ever.
    /// </summary>
    private List<(BuiltImage Image, ImageFiles Files)> WithCopies()
    {
        var all = new List<(BuiltImage Image, ImageFiles Files)>();
        var lookups = 0L;
        foreach (var dockerfile in _dockerfiles.Values)
        {
            // What stands in a registry was not built for a developer.
            if (dockerfile.Stages.Final is { Image.Copies.Count: > 0 and var copies } final && !DevelopmentFiles.IsOne(dockerfile.Source.Path))
            {
                lookups += copies * _users;
                if (lookups > MaximumLookups)
                {
                    return [];
                }

                var built = BuiltImage.From(dockerfile, final, ImageContainer.LikelyContexts(dockerfile.Source.Path), images);
                all.Add((built, built.AsContainer(reader, dockerfile.Source.AtLine(1)).Files));
            }
        }

        return all;
    }

    /// <summary>The file that a command starts: its first word, or the one behind an interpreter; null where that is none.</summary>
    private static string? ScriptOf(IReadOnlyList<Argument>? command)
    {
        for (var i = 0; i < command?.Count && i < 2; i++)
        {
            if (command[i].Value is { } word && word.IndexOf(' ') < 0
                && (word.EndsWith(".sh", StringComparison.Ordinal) || word.EndsWith(".py", StringComparison.Ordinal)
                    || word.EndsWith(".js", StringComparison.Ordinal) || word.IndexOf('/') >= 0))
            {
                return word;
            }
        }

        return null;
    }

    public BuiltImage Of(ComposeService service) => service.Build is { } build ? Build(build) ?? BuiltImage.Unknown
        : service.Image?.Value is { } name ? Assumed(service, name) ?? OfName(name, guessByFolder: false)
        : BuiltImage.Unknown;

    /// <summary>Where the service runs a program of its own, the link would say nothing of it.</summary>
    private BuiltImage? Assumed(ComposeService service, string name) =>
        _assumed.TryGetValue(ImageReference.Parse(name).Repository, out var assumed) && service.Entrypoint is null
            && (service.Command is null || assumed.Stage!.Image.Entrypoint is { Form.IsExec: true }) ? assumed : null;

    /// <param name="guessByFolder">Exactly one Dockerfile's folder carries the name's last segment:
    /// how repositories with manifests lay out their services.</param>
    public BuiltImage OfName(string name, bool guessByFolder)
    {
        var reference = ImageReference.Parse(name);
        if (_byName.TryGetValue(reference.Repository, out var built))
        {
            return built;
        }

        var last = reference.Repository.Substring(reference.Repository.LastIndexOf('/') + 1);
        // An image that is built here is looked for nowhere else.
        return guessByFolder && OnlyOf(last) is { } only && !KnownImages.Find(name).IsKnown
            ? BuiltImage.From(only, only.Stages.Final!, ImageContainer.LikelyContexts(only.Source.Path), images)
            : guessByFolder && _assumed.TryGetValue(reference.Repository, out var assumed) ? assumed
            : BuiltImage.Named(images.Find(name));
    }

    private BuiltImage? Build(ComposeBuild build)
    {
        DockerfileInput? dockerfile = null;
        if (build.Inline is { Value: { } text } inline)
        {
            // Many services may be of one alias.
            if (!_inline.TryGetValue((inline.Location, text), out dockerfile))
            {
                _inline[(inline.Location, text)] = dockerfile =
                    DockerfileInput.Parse(new SourceText(inline.Location.Path, text, build.InlineOrigin ?? (_ => inline.Location)));
            }
        }
        else if (build.DockerfilePath is { } path && !_dockerfiles.TryGetValue(path, out dockerfile) && reader.TryRead(path) is { } source)
        {
            _dockerfiles[path] = dockerfile = DockerfileInput.Parse(source);
        }

        if (dockerfile is null)
        {
            return null;
        }

        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in build.Args)
        {
            if (pair.Value.Value is { } value)
            {
                arguments[pair.Key] = value;
            }
        }

        var built = dockerfile.With(arguments);
        var stage = build.Target is { } target ? target.Value is { } name ? built.Stages.Find(name) : null : built.Stages.Final;
        return stage is null ? null
            : BuiltImage.From(built, stage, build.Context.Value is { } context ? [context] : ImageContainer.LikelyContexts(dockerfile.Source.Path),
                images);
    }
}
