using Dockerlint.Cli.Patterns;
using Dockerlint.Linting;
using Dockerlint.Suppression;
using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

/// <summary>Turns the paths of the command line into inputs: files as they are, folders and globs by what lies below them.</summary>
internal sealed class InputFinder(CommandHost host, DiskFileReader reader, bool honoursGitIgnore)
{
    private const string UnnamedDockerfile = "Dockerfile";

    private readonly InputSet _found = new();
    private readonly SortedDictionary<string, bool> _files = new(StringComparer.Ordinal);
    private readonly List<(string Given, List<string> Files)> _folders = [];

    public InputSet Find(IReadOnlyList<string> paths, string? standardInputName)
    {
        foreach (string path in paths.Count == 0 ? ["."] : paths)
        {
            if (path == "-")
            {
                ReadStandardInput(standardInputName);
            }
            else
            {
                Add(path);
            }
        }

        foreach (var (path, isNamed) in _files)
        {
            if (reader.TryRead(path, out var source, out var error))
            {
                Accept(source!, isNamed);
            }
            else if (isNamed || InputKind.IsKnownByName(NameOf(path)))
            {
                _found.Errors.Add(error!);
            }
            else
            {
                _found.Notes.Add($"{path}: not looked at: {error!.Message}");
            }
        }

        foreach (var (folder, files) in _folders)
        {
            if (!files.Exists(IsTaken))
            {
                _found.Errors.Add(new InputError(folder, default, $"{InputKind.Nothing} below this folder"));
            }
        }

        return _found;

        bool IsTaken(string path) => _found.Inputs.Exists(input => input.Source.Path == path) || _found.Templates.Exists(mark => mark.Path == path) || _found.Errors.Exists(error => error.Path == path);
    }

    /// <summary>Relative to the working directory when it lies below it or was given so; with <c>/</c>.</summary>
    internal static string DisplayPath(string workingDirectory, string fullPath, bool wasRelative)
    {
        string relative = Path.GetRelativePath(workingDirectory, fullPath);
        string path = wasRelative || !relative.StartsWith("..", StringComparison.Ordinal) ? relative : fullPath;
        return Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;
    }

    private void Add(string path)
    {
        string full = host.FullPath(path);
        if (Directory.Exists(full))
        {
            AddFolder(path, full);
        }
        else if (!Path.Exists(full) && GlobPattern.HasWildcards(path))
        {
            AddGlob(path);
        }
        else
        {
            _files[Display(full, path)] = true;
        }
    }

    private void AddFolder(string given, string full)
    {
        bool isEmpty = true;
        var files = new List<string>();
        foreach (string file in Walk(TrimSlash(full)))
        {
            isEmpty = false;
            if (InputKind.IsCandidate(Path.GetFileName(file)))
            {
                files.Add(Display(file, given));
                _files.TryAdd(files[^1], false);
            }
        }

        if (isEmpty)
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
        string pattern = given.Replace(Path.DirectorySeparatorChar, '/');
        int slash = pattern.LastIndexOf('/', pattern.AsSpan().IndexOfAny('*', '?', '['));
        string root = host.FullPath(slash < 0 ? "." : slash == 0 ? "/" : pattern[..slash]);
        var glob = new GlobPattern(pattern[(slash + 1)..]);
        bool any = false;
        foreach (string file in Directory.Exists(root) ? Walk(TrimSlash(root)) : [])
        {
            if (glob.Matches(file[root.Length..].TrimStart('/')))
            {
                any = true;
                _files.TryAdd(Display(file, given), false);
            }
        }

        if (!any)
        {
            _found.Errors.Add(new InputError(given, default, "no file matches this pattern"));
        }
    }

    private IEnumerable<string> Walk(string full)
    {
        var walk = new FolderWalk(honoursGitIgnore);
        foreach (string file in walk.Files(full))
        {
            yield return file;
        }

        foreach (var (path, reason) in walk.Unreadable)
        {
            _found.Errors.Add(new InputError(Display(path, path), default, reason));
        }
    }

    private void ReadStandardInput(string? name)
    {
        using var stream = host.Input();
        if (reader.TryRead((name ?? UnnamedDockerfile).Replace('\\', '/'), stream, out var source, out var error))
        {
            Accept(name is null ? Named(source!) : source!, isNamed: true);
        }
        else
        {
            _found.Errors.Add(error!);
        }
    }

    /// <summary>What comes without a name is what its content says: a rendered chart, a Compose file; a Dockerfile where nothing does.</summary>
    private SourceText Named(SourceText source)
    {
        if (InputKind.Recognise(new SourceText("", source.Content), isNamed: true).Input is not { Comments: SourceKind.Yaml })
        {
            return source;
        }

        var named = new SourceText("stdin.yaml", source.Content);
        reader.Replace(named);
        return named;
    }

    /// <param name="isNamed">The user named this very file, so that it may not be passed over.</param>
    private void Accept(SourceText source, bool isNamed)
    {
        var recognition = InputKind.Recognise(source, isNamed);
        if (recognition.Input is { } input)
        {
            _found.Inputs.Add(input);
        }
        else if (recognition.Template is { } mark)
        {
            _found.Templates.Add(mark);
        }
        else if (recognition.PartOf is { } kind)
        {
            _found.Notes.Add($"{source.Path}: a part of a {kind}, not checked");
        }
        else if (isNamed)
        {
            _found.Errors.Add(new InputError(source.Path, default, $"{InputKind.Nothing}, neither by its name nor by its content"));
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private string Display(string full, string given) => DisplayPath(host.WorkingDirectory, full, !Path.IsPathRooted(given));

    private static string TrimSlash(string path) => path.Length > 1 ? Path.TrimEndingDirectorySeparator(path) : path;
}
