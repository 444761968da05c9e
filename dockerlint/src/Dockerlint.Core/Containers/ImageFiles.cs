using Dockerlint.Dockerfile;
using Dockerlint.Images;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>A file of the image whose text is at hand.</summary>
/// <param name="Locate">From offsets of <paramref name="Content"/> to the file that holds it.</param>
/// <param name="Copied">The instruction that brought it in.</param>
public sealed record ImageFile(string Path, string Content, Func<TextSpan, SourceLocation> Locate, SourceLocation Copied)
{
    /// <summary>What has to hold for it to be the one that is there.</summary>
    public string? Assumption { get; init; }
}

/// <summary>Answers "what is at this path of the image?" from COPY, ADD and heredocs and the build context.</summary>
public sealed record ImageFiles
{
    /// <summary>No script of a person is larger, and most programs are.</summary>
    private const int MaximumText = 8 << 20;

    private readonly EffectiveImage _image;
    private readonly StageGraph? _stages;
    private readonly SourceText? _dockerfile;
    private readonly IFileReader _reader;
    private readonly IReadOnlyList<string> _contexts;
    private readonly Answers _answers = new();
    private int _steps;

    /// <summary>Of COPY sources looked at for one container; real ones need some hundreds. What is beyond is not known.</summary>
    private const int MaximumSteps = 50_000;

    /// <summary>Places of which one RUN after the other may have brought a file; real builds stay far below.</summary>
    private const int MaximumSources = 8;

    /// <summary>Host paths mounted over the image's own, by path in the container.</summary>
    public IReadOnlyDictionary<string, string> Mounts { get; init; } = EmptyMap.Of<string>();

    /// <summary>Files that the platform puts there, by path: ConfigMaps.</summary>
    public IReadOnlyDictionary<string, ImageFile> Given { get; init; } = EmptyMap.Of<ImageFile>();

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

    public static ImageFiles None(IFileReader reader) => new(new EffectiveImage(), null, null, reader, []);

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

    /// <summary>The bytes of a file of the base image, by absolute path or from the working directory; null: not at hand.</summary>
    /// <param name="real">Where it really is.</param>
    public byte[]? ReadInBase(string path, int maximumSize, out string real)
    {
        real = path.StartsWith("/", StringComparison.Ordinal) ? ContextPath.Normalize(path)
            : Folder is { } folder ? ContextPath.Normalize(folder + "/" + path) : "";
        if (real.Length == 0 || Base.Files is not { } files || MayContain(real) || files.Find(real) is not { IsFile: true } entry)
        {
            return null;
        }

        real = entry.Path;
        return files.Read(entry, maximumSize);
    }

    /// <summary>The bytes of a program of the base image, by name or path; null: not at hand.</summary>
    /// <param name="real">Where it really is.</param>
    public byte[]? ReadProgramInBase(string program, int maximumSize, out string real)
    {
        real = program.IndexOf('/') >= 0 ? program : RealPathInBase(program) ?? "";
        return real.Length == 0 ? null : ReadInBase(real, maximumSize, out real);
    }

    /// <summary>Where a program of the search path really is in the base image; null: there is none.</summary>
    public string? RealPathInBase(string program) => Base.Files?.FindFirst(SearchPath.Candidates(program))?.Path;

    /// <summary>The same image, seen from another folder.</summary>
    /// <param name="folder">Absolute, or from the working directory.</param>
    public ImageFiles In(string folder) => folder.StartsWith("/", StringComparison.Ordinal) ? this with { WorkDir = folder }
        : Folder is { } workDir ? this with { WorkDir = workDir + "/" + folder }
        : this;

    /// <summary>A file the application opens by a path relative to its working directory.</summary>
    public ImageFile? FindInWorkDir(string path) => (path.StartsWith("/", StringComparison.Ordinal) ? ContextPath.Normalize(path)
        : Folder is { } workDir ? ContextPath.Normalize(workDir + "/" + path) : null) is { } full ? Find(full) : null;

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

    /// <summary>The image that a file was made in, and its path there: <c>COPY --from=build</c> followed to its start.</summary>
    public (ImageFiles Files, string Path) OriginOf(string imagePath)
    {
        var (image, path) = (_image, imagePath);
        for (var depth = 0; depth < 8; depth++)
        {
            var next = default((EffectiveImage Image, string Path)?);
            for (var i = image.Copies.Count - 1; i >= 0 && next is null; i--)
            {
                next = image.Copies[i] is { FromStage: { } name } copy && SourceOf(path, copy, image) is { } source
                    && _stages?.Find(name) is { } stage
                    ? (stage.Image, ContextPath.Normalize("/" + source))
                    : null;
            }

            if (next is not { } found)
            {
                break;
            }

            (image, path) = found;
        }

        return (ReferenceEquals(image, _image) ? this : new ImageFiles(image, _stages, _dockerfile, _reader, _contexts), path);
    }

    /// <summary>The image that a program was built in, and its path there; null where it is not known to come from this Dockerfile.</summary>
    public (ImageFiles Files, string Path)? OriginOfProgram(string program)
    {
        if (program.IndexOf('/') >= 0)
        {
            return Absolute(program) is { } path ? OriginOf(path) : null;
        }

        foreach (var candidate in SearchPath.Candidates(program))
        {
            var path = ContextPath.Normalize(candidate);
            if (OriginOf(path) is var origin && origin.Path.EndsWith("/" + program, StringComparison.Ordinal)
                && !ReferenceEquals(origin.Files, this))
            {
                return origin;
            }
        }

        return null;
    }

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

    /// <summary>Whether anything is copied to this path or above it, so that its content may not be what the base image has.</summary>
    public bool MayContain(string imagePath)
    {
        foreach (var copy in _image.Copies)
        {
            var destination = DestinationOf(copy, _image);
            if (destination is null || destination.StartsWith(ImagePath.BaseFolder, StringComparison.Ordinal)
                || imagePath.StartsWith(destination.TrimEnd('/') + "/", StringComparison.Ordinal)
                || string.Equals(destination, imagePath, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A file of the base image that nothing of the Dockerfile may have replaced.</summary>
    private ImageFile? FindInBase(string imagePath)
    {
        if (Base.Files is not { } files || files.Find(imagePath) is not { IsFile: true } entry || MayContain(imagePath) || MayContain(entry.Path)
            || Build.HasText(ProgramName.Of(entry.Path)))
        {
            return null;
        }

        if (!_answers.OfBase.TryGetValue(entry.Path, out var file))
        {
            _answers.OfBase[entry.Path] = file = files.Read(entry, MaximumText) is { } content
                && SourceDecoder.TryDecode($"{Base.Text?.Path ?? Base.Reference}!{entry.Path}", content, out var text, out _)
                ? Inside(entry, new SourceText(text!.Path, text.Content) { IsOfImage = true })
                : null;
        }

        return file;
    }

    private ImageFile Inside(ImageEntry entry, SourceText text) =>
        new(entry.Path, text.Content, text.At, Base.Text is { } lines && entry.Layer > 0 ? lines.AtLine(entry.Layer) : text.AtLine(1));

    private string? SourceOf(string imagePath, CopiedFile copy, EffectiveImage image)
    {
        if (DestinationOf(copy, image) is not { } destination || copy.Source is not { } source || copy.Inline is not null)
        {
            return null;
        }

        if (string.Equals(imagePath, destination, StringComparison.Ordinal))
        {
            return source;
        }

        var folder = destination.TrimEnd('/') + "/";
        if (!imagePath.StartsWith(folder, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = imagePath.Substring(folder.Length);
        return ContextPath.MatchesName(source, rest) ? ContextPath.Folder(source) + rest : source.TrimEnd('/') + "/" + rest;
    }

    private ImageFile? FindMounted(string imagePath)
    {
        if (Given.TryGetValue(imagePath, out var given))
        {
            return given;
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

    /// <summary>Stages that copy from each other lead to the same questions by many ways: each is answered once.</summary>
    private ImageFile? Find(string imagePath, EffectiveImage image, int depth)
    {
        var question = (image, imagePath, depth);
        if (_answers.Found.TryGetValue(question, out var known))
        {
            return known;
        }

        ImageFile? file = null;
        for (var i = image.Copies.Count - 1; i >= 0 && depth < 8 && file is null; i--)
        {
            file = Find(imagePath, image.Copies[i], image, depth);
        }

        if (depth < 4)
        {
            file ??= FindMoved(imagePath, image, depth);
            file ??= ReferenceEquals(image, _image) ? FindCloned(imagePath) : null;
        }

        _answers.Found[question] = file;
        return file;
    }

    private ImageFile? FindMoved(string imagePath, EffectiveImage image, int depth)
    {
        var moves = MovesOf(image);
        if (!moves.Any)
        {
            return null;
        }

        foreach (var source in moves.SourcesOf(imagePath).Take(MaximumSources))
        {
            if (Find(source, image, depth + 4) is { } file)
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>A repository that the build fetches and that would have the same shell script at the same place is taken for this one.</summary>
    private ImageFile? FindCloned(string imagePath)
    {
        _answers.Clones ??= ClonedSources.Of(_image.Runs, Base.WorkDir);
        if (!_answers.Clones.Any)
        {
            return null;
        }

        foreach (var (path, name) in _answers.Clones.SourcesOf(imagePath).Take(MaximumSources))
        {
            foreach (var context in _contexts)
            {
                // Sources and settings are named alike everywhere; whoever reads them says no assumptions.
                if (_reader.TryRead(ContextPath.Join(context, path)) is { } text && IsShellScript(text.Content))
                {
                    return new ImageFile(imagePath, text.Content, text.At, text.AtLine(1))
                    {
                        Assumption = $"the repository {name} that the build fetches is taken for this one",
                    };
                }
            }
        }

        return null;
    }

    private static bool IsShellScript(string content) => content.StartsWith("#!", StringComparison.Ordinal)
        && content.IndexOf("sh", StringComparison.Ordinal) is > 0 and var at && (content.IndexOf('\n') is var end && (end < 0 || end > at));

    private RelocatedFiles MovesOf(EffectiveImage image)
    {
        if (ReferenceEquals(image, _image))
        {
            return _answers.OwnMoves ??= RelocatedFiles.Of(image.Runs, BaseFolderOf(image));
        }

        if (!_answers.Moves.TryGetValue(image, out var moves))
        {
            _answers.Moves[image] = moves = RelocatedFiles.Of(image.Runs, BaseFolderOf(image));
        }

        return moves;
    }

    private ImageFile? Find(string imagePath, CopiedFile copy, EffectiveImage image, int depth)
    {
        if (DestinationOf(copy, image) is not { } destination || copy.Source is not { } source)
        {
            return null;
        }

        var isFolder = destination.EndsWith("/", StringComparison.Ordinal);
        var folder = destination.TrimEnd('/');
        if (!isFolder && string.Equals(imagePath, destination, StringComparison.Ordinal))
        {
            return Read(imagePath, copy, source, depth);
        }

        if (!imagePath.StartsWith(folder + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var rest = imagePath.Substring(folder.Length + 1);
        if (copy.Inline is not null)
        {
            return isFolder && string.Equals(rest, copy.Inline.Name, StringComparison.Ordinal) ? Read(imagePath, copy, source, depth) : null;
        }

        // A file keeps its name in the folder; a folder's content lands in it.
        return ContextPath.MatchesName(source, rest) && Read(imagePath, copy, ContextPath.Folder(source) + rest, depth) is { } named
            ? named
            : Read(imagePath, copy, source.TrimEnd('/') + "/" + rest, depth);
    }

    private ImageFile? Read(string imagePath, CopiedFile copy, string source, int depth)
    {
        if (++_steps > MaximumSteps)
        {
            return null;
        }

        if (copy.Inline is { } heredoc && _dockerfile is { } dockerfile)
        {
            return new ImageFile(imagePath, heredoc.Content, span => heredoc.Chomp
                ? dockerfile.At(heredoc.BodySpan)
                : dockerfile.At(new TextSpan(heredoc.BodySpan.Start + span.Start, span.Length)), dockerfile.At(copy.Instruction.Span));
        }

        if (copy.FromStage is { } name)
        {
            return _stages?.Find(name) is { } stage ? Find(ContextPath.Normalize("/" + source), stage.Image, depth + 1) : null;
        }

        foreach (var context in _contexts)
        {
            if (_reader.TryRead(ContextPath.Join(context, source)) is { } text)
            {
                return new ImageFile(imagePath, text.Content, text.At, _dockerfile?.At(copy.Instruction.Span) ?? text.AtLine(1));
            }
        }

        return null;
    }

    /// <summary>What was asked before; of most images nothing is asked.</summary>
    private sealed class Answers
    {
        private Dictionary<(EffectiveImage Image, string Path, int Depth), ImageFile?>? _found;
        private Dictionary<EffectiveImage, RelocatedFiles>? _moves;
        private Dictionary<string, ImageFile?>? _ofBase;

        public Dictionary<(EffectiveImage Image, string Path, int Depth), ImageFile?> Found => _found ??= [];

        public RelocatedFiles? OwnMoves { get; set; }

        public Dictionary<EffectiveImage, RelocatedFiles> Moves => _moves ??= [];

        public ClonedSources? Clones { get; set; }

        public Dictionary<string, ImageFile?> OfBase => _ofBase ??= new(StringComparer.Ordinal);
    }
}
