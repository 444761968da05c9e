using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.Images.Assemblies;

/// <summary>The files of a .NET application of an image: beside each other, or bundled into its program.</summary>
/// <param name="Assembly">The application's assembly, without <c>.dll</c>.</param>
/// <param name="Real">Where the assembly, or the program that bundles it, really is.</param>
internal sealed record ApplicationFolder(ImageFiles Files, string Assembly, string Real, byte[] Content, SingleFileBundle? Bundle)
{
    public const int MaximumAssembly = 32 << 20;
    public const int MaximumText = 1 << 20;

    /// <summary>With its own runtime inside a program has some 70 to 110 MB.</summary>
    private const int MaximumProgram = 128 << 20;

    public string Folder => ContextPath.Folder(Real);

    /// <param name="path">Of the assembly, or of the program with <c>.dll</c> behind it.</param>
    /// <returns>Null: there is neither at hand.</returns>
    public static ApplicationFolder? Find(ImageFiles files, string name, string path)
    {
        if (files.ReadInBase(path, MaximumAssembly, out var real) is { } assembly)
        {
            return new ApplicationFolder(files, name, real, assembly, null);
        }

        return files.ReadProgramInBase(path[..^".dll".Length], MaximumProgram, out real) is { } program
            && SingleFileBundle.Read(program) is { Application: { } bundled } bundle
            && bundle.Read(bundled + ".dll", MaximumAssembly) is { } content
                ? new ApplicationFolder(files, bundled, real, content, bundle)
                : null;
    }

    /// <summary>Null: larger than that, or not at hand.</summary>
    public byte[]? Read(string name, int maximumSize) =>
        Bundle?.Read(name, maximumSize) ?? Files.ReadInBase(Folder + name, maximumSize, out _);
}
