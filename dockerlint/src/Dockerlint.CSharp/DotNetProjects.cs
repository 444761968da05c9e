using Dockerlint.Containers;

namespace Dockerlint.CSharp;

/// <summary>Finds the C# project that builds an assembly and reads its source with Roslyn's parser; nothing is built or restored.</summary>
public sealed class DotNetProjects(IFileReader reader) : IDotNetProjects
{
    private readonly ProjectFiles _files = new(reader);
    private readonly Dictionary<string, DotNetApplication?> _applications = new(StringComparer.Ordinal);

    public DotNetApplication? Find(Container container, string assemblyName)
    {
        if (_files.Find(container.Anchor.Path, container.Dockerfile?.Path, assemblyName) is not { } path)
        {
            return null;
        }

        if (!_applications.TryGetValue(path, out var application))
        {
            application = ProjectReader.Read(path, _files, reader);
            _applications[path] = application;
        }

        return application;
    }
}
