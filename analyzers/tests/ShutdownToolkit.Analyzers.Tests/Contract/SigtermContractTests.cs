using Dockerlint.Containers;
using Dockerlint.CSharp;
using Dockerlint.Text;
using Microsoft.CodeAnalysis.CSharp;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>dockerlint reads a project's files, the analyzers its compilation; both must say the same of SIGTERM.</summary>
public sealed class SigtermContractTests
{
    private static readonly string _samples = Path.Combine(Repository.Root, "samples");

    public static TheoryData<string> Projects =>
        [.. Sources("*.csproj").Select(path => Path.GetRelativePath(_samples, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void SampleProject_IsReadAlikeByBoth(string project)
    {
        var folder = Path.GetDirectoryName(Path.Combine(_samples, project))!;
        var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(IsSource)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path));
        var use = ProjectNames.HostUse(CSharpCompilation.Create("sample", trees), CancellationToken.None);

        var application = new DotNetProjects(new Samples()).Read(project);

        Assert.NotNull(application);
        Assert.Equal(use.HasStopPath || use.StartsHost, application.HandlesSigterm ?? (use.HasStopPath || use.StartsHost));
        Assert.True(
            application.HandlesSigterm is not null || use.StartsHost, "dockerlint does not know; only a host that nobody runs may leave it open");
    }

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(_samples, pattern, SearchOption.AllDirectories).Where(IsSource);

    private static bool IsSource(string path) => !path.Split('/', '\\').Any(part => part is "bin" or "obj");

    private sealed class Samples : IFileReader
    {
        public SourceText? TryRead(string path) =>
            File.Exists(Absolute(path)) ? new SourceText(path, File.ReadAllText(Absolute(path))) : null;

        public IEnumerable<string> EnumerateFiles(string directory) =>
            Directory.EnumerateFiles(Absolute(directory), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(_samples, path).Replace('\\', '/'));

        public bool Exists(string path) => File.Exists(Absolute(path));

        private static string Absolute(string path) => Path.Combine(_samples, path);
    }
}
