using Dockerlint.Containers;

namespace Dockerlint.CSharp;

/// <summary>Finds the C# project that builds an assembly and reads its source with Roslyn's parser; nothing is built or restored.</summary>
public sealed class DotNetProjects(IFileReader reader) : IDotNetProjects
{
    private readonly Lock _lock = new();
    private readonly ProjectFiles _files = new(reader);
    private readonly Dictionary<(string Path, int? Runtime), DotNetApplication?> _applications = [];

    public DotNetApplication? Find(Container container, string assemblyName, string? path = null)
    {
        lock (_lock)
        {
            return _files.Find(container.Anchor.Path, container.Dockerfile?.Path, assemblyName) is { } project
                ? Read(project, DotNetImage.MajorOf(container)) : null;
        }
    }

    /// <summary>What the project at this path says; null: it is not at hand, or no executable. Each is read once.</summary>
    /// <param name="runtime">The major version of .NET that runs it, which decides between several target frameworks; null: not known.</param>
    public DotNetApplication? Read(string projectPath, int? runtime = null)
    {
        lock (_lock)
        {
            if (!_applications.TryGetValue((projectPath, runtime), out var application))
            {
                application = ProjectReader.Read(projectPath, runtime, _files, reader);
                _applications[(projectPath, runtime)] = application;
            }

            return application;
        }
    }
}
