using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.CSharp;

/// <summary>The project files near an input; folders are listed once.</summary>
internal sealed class ProjectFiles(IFileReader reader)
{
    private const int MaximumFiles = 100_000;
    private const int MaximumLevels = 5;

    /// <summary>What most folders hold.</summary>
    private static readonly Dictionary<string, string?> _noProjects = [];

    private readonly Dictionary<string, IReadOnlyList<string>> _listings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string?>> _projects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string?>> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _assemblyNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _repositories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceFacts> _facts = new(StringComparer.Ordinal);

    /// <summary>What the sources below a project's folder say; read once, however many projects refer to it.</summary>
    public SourceFacts FactsOf(string folder)
    {
        if (_facts.TryGetValue(folder, out var facts))
        {
            return facts;
        }

        _facts[folder] = facts = new SourceFacts();
        foreach (var file in Below(folder))
        {
            if (file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && reader.TryRead(file) is { } text)
            {
                facts.Read(text);
            }
        }

        return facts;
    }

    /// <summary>The one project with this assembly's name in the nearest folder above the Dockerfile that has one; null: none, or several.</summary>
    public string? Find(string anchorPath, string? dockerfilePath, string assemblyName)
    {
        var folder = ContextPath.Folder(dockerfilePath ?? anchorPath).TrimEnd('/');
        return Find(folder, assemblyName, ProjectsBelow) ?? Find(folder, assemblyName, NamedBelow);
    }

    private string? Find(string folder, string assemblyName, Func<string, Dictionary<string, string?>> below)
    {
        for (var level = 0; level < MaximumLevels; level++)
        {
            if (below(folder).TryGetValue(assemblyName, out var found) || folder.Length == 0
                || folder.EndsWith("..", StringComparison.Ordinal) || IsRepository(folder))
            {
                return found;
            }

            var slash = folder.LastIndexOf('/');
            folder = slash < 0 ? "" : folder[..slash];
        }

        return null;
    }

    /// <summary>By the name of their file, which is the assembly's unless they say otherwise; null: several have it.</summary>
    private Dictionary<string, string?> ProjectsBelow(string folder)
    {
        if (!_projects.TryGetValue(folder, out var projects))
        {
            foreach (var file in Below(folder))
            {
                if (file.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
                {
                    Add(ref projects, NameOf(file), file);
                }
            }

            _projects[folder] = projects ??= _noProjects;
        }

        return projects;
    }

    /// <summary>By their <c>AssemblyName</c>; they are opened for it, so only where no file has the name.</summary>
    private Dictionary<string, string?> NamedBelow(string folder)
    {
        if (!_named.TryGetValue(folder, out var named))
        {
            foreach (var file in ProjectsBelow(folder).Count == 0 ? [] : Below(folder))
            {
                if (file.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) && AssemblyNameOf(file) is { } name)
                {
                    Add(ref named, name, file);
                }
            }

            _named[folder] = named ??= _noProjects;
        }

        return named;
    }

    private static void Add(ref Dictionary<string, string?>? projects, string name, string file)
    {
        projects ??= new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        projects[name] = projects.ContainsKey(name) ? null : file;
    }

    /// <summary>As the project itself says it; null: it does not, or not without knowing more.</summary>
    private string? AssemblyNameOf(string file)
    {
        if (!_assemblyNames.TryGetValue(file, out var name))
        {
            name = reader.TryRead(file) is { } text && text.Content.Contains("AssemblyName", StringComparison.Ordinal)
                ? ProjectFile.TryParse(text)?.Property("AssemblyName")?.Replace("$(MSBuildProjectName)", NameOf(file), StringComparison.Ordinal)
                : null;
            _assemblyNames[file] = name = name?.Contains('$', StringComparison.Ordinal) == true ? null : name;
        }

        return name;
    }

    private bool IsRepository(string folder)
    {
        if (!_repositories.TryGetValue(folder, out var isOne))
        {
            _repositories[folder] = isOne = reader.Exists(folder + "/.git/HEAD");
        }

        return isOne;
    }

    /// <summary>Every project and source file below a folder, build output left out.</summary>
    public IReadOnlyList<string> Below(string folder)
    {
        if (_listings.TryGetValue(folder, out var listing))
        {
            return listing;
        }

        List<string>? found = null;
        var seen = 0;
        foreach (var file in reader.EnumerateFiles(folder))
        {
            if (++seen > MaximumFiles)
            {
                break;
            }

            if ((file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
                || file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                    && NameOf(file).StartsWith("appsettings", StringComparison.OrdinalIgnoreCase))
                && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/node_modules/", StringComparison.Ordinal))
            {
                (found ??= []).Add(file);
            }
        }

        found?.Sort(StringComparer.Ordinal);
        _listings[folder] = listing = found ?? (IReadOnlyList<string>)[];
        return listing;
    }

    private static string NameOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot < 0 ? name : name[..dot];
    }
}
