using Dockerlint.Containers;

namespace Dockerlint.CSharp;

/// <summary>Finds the C# project that builds an assembly and reads its source with Roslyn's parser; nothing is built or restored.</summary>
public sealed class DotNetProjects(IFileReader reader) : IDotNetProjects
{
    private readonly Lock _lock = new();
    private readonly ProjectFiles _files = new(reader);
    private readonly Dictionary<string, DotNetApplication?> _applications = new(StringComparer.Ordinal);

    public DotNetApplication? Find(Container container, string assemblyName, string? path = null)
    {
        lock (_lock)
        {
            return _files.Find(container.Anchor.Path, container.Dockerfile?.Path, assemblyName) is { } project ? Read(project) : null;
        }
    }

    /// <summary>What the project at this path says; null: it is not at hand, or no executable. Each is read once.</summary>
    public DotNetApplication? Read(string projectPath)
    {
        lock (_lock)
        {
            if (!_applications.TryGetValue(projectPath, out var application))
            {
                application = ProjectReader.Read(projectPath, _files, reader);
                _applications[projectPath] = application;
            }

            return application;
        }
    }
}
