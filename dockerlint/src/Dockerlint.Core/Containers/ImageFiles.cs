using Dockerlint.Dockerfile;
using Dockerlint.Images;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>Answers "what is at this path of the image?" from COPY, ADD and heredocs and the build context.</summary>
public sealed partial record ImageFiles
{
    private readonly EffectiveImage _image;
    private readonly StageGraph? _stages;
    private readonly SourceText? _dockerfile;
    private readonly IFileReader _reader;
    private readonly IReadOnlyList<string> _contexts;
    private readonly Answers _answers = new();

    /// <summary>Host paths mounted over the image's own, by path in the container.</summary>
    public IReadOnlyDictionary<string, string> Mounts { get; init; } = EmptyMap.Of<string>();

    /// <summary>Files that the platform puts there; the last of a path counts.</summary>
    public IReadOnlyList<MountedConfigMap> Given { get; init; } = [];

    /// <summary>Folders to look for COPY sources in, the likeliest first.</summary>
    internal IReadOnlyList<string> Contexts => _contexts;

    /// <summary>Overrides the image's working directory; null: the image's own.</summary>
    public string? WorkDir { get; init; }

    /// <summary>What the files lie upon; its own are read where they are at hand.</summary>
    public BaseImage Base
    {
        get;
        init
        {
            // Where a relative COPY lands depends on it.
            field = value;
            _answers = new();
        }
    } = BaseImage.Unknown;

    /// <summary>What its RUN instructions say.</summary>
    public BuildCommands Build => new(_image.Runs, Base.WorkDir);

    /// <summary>Every file of the image is at hand, so that what is not found is not there.</summary>
    public bool IsComplete => Base.Files is { IsComplete: true } && _image.Copies.Count == 0 && _image.Runs.Count == 0
        && Mounts.Count == 0 && Given.Count == 0;

    /// <param name="contexts">Folders to look for COPY sources in, the likeliest first.</param>
    public ImageFiles(EffectiveImage image, StageGraph? stages, SourceText? dockerfile, IFileReader reader, IReadOnlyList<string> contexts)
    {
        _image = image;
        _stages = stages;
        _dockerfile = dockerfile;
        _reader = reader;
        _contexts = contexts;
    }

    public static ImageFiles None(IFileReader reader) => new(EffectiveImage.OfNothing, null, null, reader, []);

    /// <summary>The absolute path that a program name or relative path means; null when that is unknown.</summary>
    public string? Absolute(string path)
    {
        if (path.StartsWith("/", StringComparison.Ordinal))
        {
            return ContextPath.Normalize(path);
        }

        return path.IndexOf('/') < 0 ? null : Folder is { } workDir ? ContextPath.Normalize(workDir + "/" + path) : null;
    }

    /// <summary>A program by name or path, as the kernel and <c>execvp</c> find it; null: not at hand.</summary>
    public ImageFile? FindProgram(string program)
    {
        if (program.IndexOf('/') >= 0)
        {
            return Absolute(program) is { } path ? Find(path) : null;
        }

        if (Base.Files is null && !MayBring(program))
        {
            return null;
        }

        var candidates = SearchPath.Candidates(program);
        foreach (var path in candidates)
        {
            if ((FindMounted(path) ?? Find(path, _image, depth: 0)) is { } file)
            {
                return file;
            }
        }

        return Base.Files?.FindFirst(candidates) is { } entry ? FindInBase(entry.Path) : null;
    }

    /// <summary>Whether a mount, a link or a COPY may put a program of this name into a folder of the search path; most images bring none.</summary>
    private bool MayBring(string program)
    {
        if (Mounts.Count > 0 || Given.Count > 0 || MovesOf(_image).Any)
        {
            return true;
        }

        var search = SearchPath;
        for (var i = 0; i < _image.Copies.Count; i++)
        {
            if (DestinationOf(_image.Copies[i], _image) is { } destination && search.Reaches(destination, program))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the image has a program, by name or path; null: not known.</summary>
    public bool? HasProgram(string program)
    {
        if (Base.Files is not { } files)
        {
            return Base.Programs.Contains(ProgramName.Of(program)) ? true : null;
        }

        if (program.IndexOf('/') >= 0)
        {
            return Absolute(program) is not { } path ? null : files.Find(path) is not null ? true : IsComplete ? false : null;
        }

        return files.FindFirst(SearchPath.Candidates(program)) is not null ? true : IsComplete ? false : null;
    }

    /// <summary>The same image, seen from another folder.</summary>
    /// <param name="folder">Absolute, or from the working directory.</param>
    public ImageFiles In(string folder) => folder.StartsWith("/", StringComparison.Ordinal) ? this with { WorkDir = folder }
        : Folder is { } workDir ? this with { WorkDir = workDir + "/" + folder }
        : this;

    /// <summary>A file the application opens by a path relative to its working directory.</summary>
    public ImageFile? FindInWorkDir(string path) => (path.StartsWith("/", StringComparison.Ordinal) ? ContextPath.Normalize(path)
        : Folder is { } workDir ? ContextPath.Normalize(workDir + "/" + path) : null) is { } full ? Find(full) : null;

    /// <summary>The same of a source or a configuration, which what is very large is not.</summary>
    public ImageFile? FindSource(string path) => FindInWorkDir(path) is { Content.Length: <= ImageFile.MaximumSource } file ? file : null;

    public ImageFile? Find(string imagePath) => FindMounted(imagePath) ?? Find(imagePath, _image, depth: 0) ?? FindInBase(imagePath);

    private SearchPath SearchPath => new(
        _image.Env.TryGetValue("PATH", out var set) && set.Value is { } value ? value + ":" + InheritedPath : InheritedPath);

    private string InheritedPath => Base.Env.TryGetValue("PATH", out var own) ? own : BaseImage.DefaultPath;

    private string? Folder => WorkDir ?? (_image.WorkDir is { } folder ? ImagePath.Rebased(folder, Base.WorkDir) : Base.WorkDir);

    private string? BaseFolderOf(EffectiveImage image) => ReferenceEquals(image, _image) ? Base.WorkDir
        : image.RootImage is { } root ? KnownImages.Find(root).WorkDir
        : null;

    /// <summary>Where a COPY of an image goes; null: that is not known at all.</summary>
    private string? DestinationOf(CopiedFile copy, EffectiveImage image) => copy.Destination is not { } destination ? null
        : !destination.StartsWith(ImagePath.BaseFolder, StringComparison.Ordinal) ? destination
        : ImagePath.Rebased(destination, BaseFolderOf(image));

    /// <summary>Files below a folder of the host, as far as the reader goes.</summary>
    public IEnumerable<string> EnumerateContext(string folder) => _reader.EnumerateFiles(folder);

    public SourceText? ReadContext(string path) => _reader.TryRead(path);

    /// <summary>Whether a COPY brings this folder or something of it.</summary>
    public bool IsCopiedFrom(string folder)
    {
        foreach (var copy in _image.Copies)
        {
            if (copy.Source?.Contains(folder) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A file of the build context by its path there, whether or not the image gets it.</summary>
    public SourceText? InContext(string path)
    {
        foreach (var context in _contexts)
        {
            if (_reader.TryRead(ContextPath.Join(context, path)) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private ImageFile? FindMounted(string imagePath)
    {
        for (var i = Given.Count - 1; i >= 0; i--)
        {
            if (Given[i].Find(imagePath) is { } given)
            {
                return given;
            }
        }

        foreach (var mount in Mounts)
        {
            var host = string.Equals(imagePath, mount.Key, StringComparison.Ordinal) ? mount.Value
                : imagePath.StartsWith(mount.Key + "/", StringComparison.Ordinal)
                // ./:/app mounts the folder of the Compose file itself, which at the root has no name.
                ? mount.Value + imagePath.Substring(mount.Value.Length == 0 ? mount.Key.Length + 1 : mount.Key.Length)
                : null;
            if (host is not null && _reader.TryRead(host) is { } text)
            {
                return new ImageFile(imagePath, text.Content, text.At, text.AtLine(1));
            }
        }

        return null;
    }
}
