using Dockerlint.Text;

namespace ShutdownToolkit.Containers.Inputs;

/// <summary>Paths as the core wants them: with <c>/</c>, from the one folder that holds the project and every input.</summary>
internal sealed class PathNames
{
    private readonly string _root;
    private readonly string _projectFolder;

    public PathNames(string projectFolder, IEnumerable<string> paths)
    {
        _projectFolder = projectFolder;
        var root = Normal(projectFolder).TrimEnd('/');
        foreach (var path in paths)
        {
            var normal = Normal(path);
            while (root.Length > 0 && !IsBelow(normal, root))
            {
                root = ContextPath.Folder(root).TrimEnd('/');
            }
        }

        _root = root;
        ProjectFolder = Short(projectFolder).TrimEnd('/');
    }

    /// <summary>Empty: the root of all.</summary>
    public string ProjectFolder { get; }

    public static StringComparison Comparison => IsWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    public static StringComparer Comparer => IsWindows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static bool IsWindows => Path.DirectorySeparatorChar == '\\';

    public static bool IsBelow(string path, string folder) => folder.Length == 0 ? !path.StartsWith("/", StringComparison.Ordinal)
        : path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, Comparison);

    public string Short(string path)
    {
        var normal = Normal(path);
        return string.Equals(normal.TrimEnd('/'), _root, Comparison) ? ""
            : _root.Length > 0 && IsBelow(normal, _root) ? normal.Substring(_root.Length + 1)
            : normal;
    }

    /// <summary>A path as a project file writes it.</summary>
    public string FromProject(string path) => Short(Path.IsPathRooted(path) ? path : _projectFolder + "/" + path);

    public string Full(string path) =>
        (_root.Length == 0 || path.StartsWith("/", StringComparison.Ordinal) ? path : _root + "/" + path).Replace('/', Path.DirectorySeparatorChar);

    private static string Normal(string path) => ContextPath.Normalize(path.Replace('\\', '/'));
}
