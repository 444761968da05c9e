using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>A container's environment and files, as a program's own settings.</summary>
internal sealed class ContainerSettings(Container container) : IProgramSettings
{
    public IReadOnlyDictionary<string, string?> Environment => container.Environment;

    public static ProgramCall Call(Container container, IReadOnlyList<Argument> argv) =>
        new(argv, container.StopSignal.Name, new ContainerSettings(container));

    public SettingsFile? Find(string path) =>
        container.Files.FindInWorkDir(path) is { } file ? new SettingsFile(file.Path, file.Content, file.Locate) : null;

    public SourceText? InContext(string path) => container.Files.InContext(path);
}
