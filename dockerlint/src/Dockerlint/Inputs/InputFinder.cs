using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Patterns;
using Dockerlint.Cli.Rendering;
using Dockerlint.Images;
using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

#pragma warning disable CA1001 // What is found is the caller's, who disposes of it.
/// <summary>Turns the paths of the command line into inputs: files as they are, folders and globs by what lies below them.</summary>
internal sealed class InputFinder(CommandHost host, RepositoryReader reader, bool honoursGitIgnore)
{
    private const string UnnamedDockerfile = "Dockerfile";

    /// <summary>A file of this many UTF-16 units is large; hand-written ones are not.</summary>
    private const int LargeFile = 256 * 1024;

    /// <summary>Of large files together: their trees stay in memory until the end of the run.</summary>
    private const int MaximumLarge = 32 << 20;

    private readonly InputSet _found = new(host, reader);
    private readonly ChartFolders _charts = new(reader);
    private readonly SortedDictionary<string, bool> _files = new(StringComparer.Ordinal);
    private readonly List<(string Given, List<string> Files)> _folders = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _large;

    /// <summary><c>--exclude</c>: of what folders and globs hold.</summary>
    public Exclusions? Exclusions { get; init; }

    /// <summary><c>--allow-empty</c>: a folder without any file of ours is no error.</summary>
    public bool AllowsEmpty { get; init; }

    public InputSet Find(IReadOnlyList<string> paths, string? standardInputName)
    {
        foreach (var path in paths.Count == 0 ? ["."] : paths)
        {
            if (path == "-")
            {
                ReadStandardInput(standardInputName);
            }
            else if (ImageInputs.IsImage(path))
            {
                AddImage(path);
            }
            else
            {
                Add(path);
            }
        }

        foreach (var seen in Workers.Map([.. _files], file => Look(file.Key, file.Value)))
        {
            Accept(seen);
        }

        foreach (var (folder, files) in _folders)
        {
            if (files.Exists(_taken.Contains))
            {
                continue;
            }

            if (AllowsEmpty)
            {
                _found.Notes.Add($"{folder}: {InputKind.Nothing} below this folder");
            }
            else
            {
                Fail(new InputError(folder, default, $"{InputKind.Nothing} below this folder (--allow-empty accepts that)"));
            }
        }

        return _found;
    }

    /// <summary>Relative to the working directory when it lies below it or was given so; with <c>/</c>.</summary>
    internal static string DisplayPath(string workingDirectory, string fullPath, bool wasRelative)
    {
        var relative = Path.GetRelativePath(workingDirectory, fullPath);
        var path = wasRelative || !relative.StartsWith("..", StringComparison.Ordinal) ? relative : fullPath;
        return Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;
    }

    private void Add(string path)
    {
        var full = host.FullPath(path);
        if (IsDescriptor(full))
        {
            ReadDescriptor(path, full);
        }
        else if (Directory.Exists(full))
        {
            AddFolder(path, full);
        }
        else if (!Path.Exists(full) && GlobPattern.HasWildcards(path))
        {
            AddGlob(path);
        }
        else
        {
            reader.Roots.TryAdd(Path.GetDirectoryName(full) ?? full);
            _files[Display(full, path)] = true;
        }
    }

    private void AddImage(string given)
    {
        try
        {
            foreach (var image in _found.Lookups.Read(given))
            {
                _found.Inputs.Add(new LintInput.OfImage(image));
            }
        }
        catch (ImageException e)
        {
            Fail(new InputError(given, default, e.Message));
        }
    }

    /// <summary>What <c>&lt;(…)</c> becomes: a stream that only the user can have opened.</summary>
    private static bool IsDescriptor(string full) =>
        full == "/dev/stdin" || full.StartsWith("/dev/fd/", StringComparison.Ordinal) || full.StartsWith("/proc/self/fd/", StringComparison.Ordinal);

    private void ReadDescriptor(string path, string full)
    {
        try
        {
            using var stream = new FileStream(full, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete });
            ReadStream(path, stream, isUnnamed: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(new InputError(path, default, ReadFailure.Sentence(e)));
        }
    }

    private void AddFolder(string given, string full)
    {
        if (!reader.Roots.TryAdd(TrimSlash(full)))
        {
            Fail(new InputError(given, default, "a link to a folder outside of its repository, not read (--allow-outside reads it)"));
            return;
        }

        var isEmpty = true;
        var files = new List<string>();
        foreach (var file in Walk(TrimSlash(full)))
        {
            isEmpty = false;
            if (IsExcluded(file))
            {
                continue;
            }

            NoteRendered(file, given);
            if (InputKind.IsCandidate(Path.GetFileName(file)))
            {
                files.Add(Display(file, given));
                _files.TryAdd(files[^1], false);
            }
        }

        if (isEmpty && InputKind.IsKnownByName(NameOf(full)))
        {
            // What Docker makes of a mount whose source is missing.
            Fail(new InputError(given, default, "an empty folder, not a file"));
        }
        else if (isEmpty)
        {
            _found.Notes.Add($"{given}: no files");
        }
        else
        {
            _folders.Add((given, files));
        }
    }

    private void AddGlob(string given)
    {
        var pattern = given.Replace(Path.DirectorySeparatorChar, '/');
        var slash = pattern.LastIndexOf('/', pattern.AsSpan().IndexOfAny('*', '?', '['));
        var root = host.FullPath(slash < 0 ? "." : slash == 0 ? "/" : pattern[..slash]);
        var glob = new GlobPattern(pattern[(slash + 1)..]);
        var any = false;
        foreach (var file in reader.Roots.TryAdd(TrimSlash(root)) ? Walk(TrimSlash(root)) : [])
        {
            if (glob.Matches(file[root.Length..].TrimStart('/')) && !IsExcluded(file))
            {
                any = true;
                _files.TryAdd(Display(file, given), false);
            }
        }

        if (!any)
        {
            Fail(new InputError(given, default, "no file matches this pattern"));
        }
    }

    private IEnumerable<string> Walk(string full)
    {
        var walk = new FolderWalk(reader, honoursGitIgnore ? new GitExcludes(reader, host.Variable) : null);
        foreach (var file in walk.Files(full))
        {
            yield return file;
        }

        foreach (var (path, reason) in walk.Unreadable)
        {
            Fail(new InputError(Display(path, path), default, reason));
        }
    }

    private void ReadStandardInput(string? name)
    {
        using var stream = host.Input();
        reader.Roots.TryAdd(host.WorkingDirectory);
        ReadStream((name ?? UnnamedDockerfile).Replace('\\', '/'), stream, name is null);
    }

    private void ReadStream(string name, Stream stream, bool isUnnamed)
    {
        if (RepositoryReader.TryRead(name, stream, out var source, out var error))
        {
            if (!isUnnamed)
            {
                Accept(source!, isNamed: true, isStream: true);
            }
            else if (StreamContent.AsManifest(source!) is { } manifest
                && Recognised(manifest, isNamed: true, out _) is { Input: LintInput.OfManifests } large)
            {
                // The one kind of which a stream holds megabytes is not parsed twice.
                Accept(manifest.Path, large, isNamed: true, isStream: true);
            }
            else if (StreamContent.NameOf(source!) is not { } kind)
            {
                Fail(new InputError(name == UnnamedDockerfile ? "-" : name, default, StreamContent.WhyNothing(source!)));
            }
            else
            {
                Accept(new SourceText(kind == UnnamedDockerfile ? name : kind, source!.Content), isNamed: true, isStream: true);
            }
        }
        else
        {
            Fail(error!);
        }
    }

    /// <param name="isNamed">The user named this very file, so that it may not be passed over.</param>
    private void Accept(SourceText source, bool isNamed, bool isStream = false)
    {
        if (Recognised(source, isNamed, out var defect) is { } recognition)
        {
            Accept(source.Path, recognition, isNamed, isStream);
        }
        else
        {
            Fail(defect!);
        }
    }

    private void Accept(string path, Recognition recognition, bool isNamed, bool isStream = false)
    {
        if (recognition.Input is { } input)
        {
            Accept(input, isStream);
        }
        else if (recognition.Template is { } mark)
        {
            AddTemplate(mark);
        }
        else if (recognition.PartOf is { } kind)
        {
            _found.Skipped.Add(new UncheckedFile(path, $"a part of a {kind}, not checked"));
        }
        else if (isNamed)
        {
            Fail(new InputError(path, default, $"{InputKind.Nothing}, neither by its name nor by its content"));
        }
    }

    private void Accept(LintInput input, bool isStream)
    {
        if (!isStream && input.Source.Content.Length > LargeFile && (_large += input.Source.Content.Length) > MaximumLarge)
        {
            Fail(new InputError(input.Source.Path, default,
                $"not read: the large files of this run come to more than {MaximumLarge >> 20} MB; check them one by one"));
            return;
        }

        reader.Replace(input.Source);
        if (isStream)
        {
            _found.Streams.Add(input.Source.Path);
        }

        _taken.Add(input.Source.Path);
        _found.Inputs.Add(input);
    }

    /// <summary>Null: parsing it met a fault of ours, which costs this input only.</summary>
    private static Recognition? Recognised(SourceText source, bool isNamed, out InputError? defect)
    {
        defect = null;
        try
        {
            return InputKind.Recognise(source, isNamed);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            defect = new InputError(source.Path, default, $"a defect of dockerlint itself, please report it: {e.GetType().Name}: {e.Message}");
            return null;
        }
    }

    private void AddTemplate(SourceLocation mark)
    {
        _taken.Add(mark.Path);
        _found.Templates.Add(mark);
    }

    private void Fail(InputError error)
    {
        _taken.Add(error.Path);
        _found.Errors.Add(error);
    }

    /// <summary>Reads and parses; several at once, so nothing is counted here.</summary>
    private Seen Look(string path, bool isNamed)
    {
        if (!reader.TryRead(path, out var source, out var error))
        {
            return new Seen(path, isNamed, Error: error);
        }

        // Of large ones only one at a time, and only as many as there is room for.
        return source!.Content.Length > LargeFile ? new Seen(path, isNamed, IsLarge: true)
            : Recognised(source, isNamed, out var defect) is { } recognition ? new Seen(path, isNamed, InChart(source, recognition))
            : new Seen(path, IsNamed: true, Error: defect);
    }

    /// <summary>A chart's file may hold nothing that says what it will be: <c>{{ include "web.deployment" . }}</c>.</summary>
    private Recognition InChart(SourceText source, Recognition recognition) => recognition == Recognition.Foreign
        && ChartFolders.MayBeTemplate(source.Path) && source.Content.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var mark
        && _charts.Of(source.Path) is not null
        ? new Recognition(null, Template: source.At(new TextSpan(mark, "{{".Length))) : recognition;

    private void NoteRendered(string file, string given)
    {
        var name = Path.GetFileName(file);
        if (name == ChartFolders.File || KustomizationFiles.IsName(name))
        {
            var path = Display(file, given);
            (name == ChartFolders.File ? _found.Charts : _found.Kustomizations).Add(ContextPath.Folder(path).TrimEnd('/'));
        }
    }

    private bool IsExcluded(string file) => Exclusions?.Excludes(file) == true;

    private void Accept(Seen seen)
    {
        if (seen.Recognition is { } recognition)
        {
            Accept(seen.Path, recognition, seen.IsNamed);
        }
        else if (seen.IsLarge)
        {
            var isRead = reader.TryRead(seen.Path, out var source, out var error);
            if (isRead)
            {
                Accept(source!, seen.IsNamed);
            }
            else
            {
                Fail(error!);
            }
        }
        else if (seen.IsNamed || InputKind.IsKnownByName(NameOf(seen.Path)))
        {
            Fail(seen.Error!);
        }
        else
        {
            _found.Skipped.Add(new UncheckedFile(seen.Path, $"not looked at: {seen.Error!.Message}"));
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private string Display(string full, string given) => DisplayPath(host.WorkingDirectory, full, !Path.IsPathRooted(given));

    private static string TrimSlash(string path) => path.Length > 1 ? Path.TrimEndingDirectorySeparator(path) : path;

    /// <summary>What a look at a file came to: what it is, why it was not read, or that it is large.</summary>
    private sealed record Seen(string Path, bool IsNamed, Recognition? Recognition = null, InputError? Error = null, bool IsLarge = false);
}
