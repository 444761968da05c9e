using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>The packed assemblies in the compiler that the package promises to run in: Roslyn 4.8 of SDK 8.0.100.</summary>
[Collection(Consumers.Name)]
public sealed class FloorTests : IDisposable
{
    /// <summary>What that compiler, or the editor around it, brings, and in which version.</summary>
    private static readonly Dictionary<string, Version> _brought = new(StringComparer.Ordinal)
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Reflection.Metadata"] = new(7, 0, 0, 0),
        ["System.Composition.AttributedModel"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Buffers"] = new(4, 0, 3, 0),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packed-");
    private readonly string[] _assemblies;
    private readonly Consumers _consumers;

    public FloorTests(Consumers consumers)
    {
        _consumers = consumers;
        using var package = ZipFile.OpenRead(consumers.Package);
        foreach (var entry in package.Entries.Where(static entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal)))
        {
            entry.ExtractToFile(Path.Combine(_folder.FullName, entry.Name));
        }

        _assemblies = [.. Directory.EnumerateFiles(_folder.FullName).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Assemblies_ReferToNothingThatTheFloorDoesNotBring()
    {
        var siblings = _assemblies.Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        List<string> missing = [];
        foreach (var path in _assemblies)
        {
            using var file = new PEReader(File.OpenRead(path));
            var metadata = file.GetMetadataReader();
            foreach (var reference in metadata.AssemblyReferences.Select(metadata.GetAssemblyReference))
            {
                var name = metadata.GetString(reference.Name);
                if (!siblings.Contains(name) && !(_brought.TryGetValue(name, out var version) && reference.Version <= version))
                {
                    missing.Add($"{Path.GetFileName(path)}: {name} {reference.Version}");
                }
            }
        }

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("ShutdownToolkit.Analyzers.dll", 40)]
    [InlineData("ShutdownToolkit.Containers.dll", 1)]
    public void Compiler_MakesEveryAnalyzer(string assembly, int least)
    {
        Assert.Equal(new Version(4, 8), Floor(typeof(AnalyzerFileReference).Assembly));
        List<string> failures = [];
        var reference = new AnalyzerFileReference(Path.Combine(_folder.FullName, assembly), new FolderLoader(_folder.FullName));
        reference.AnalyzerLoadFailed += (_, failure) => failures.Add($"{failure.ErrorCode}: {failure.Message}");

        var analyzers = reference.GetAnalyzers(LanguageNames.CSharp);

        Assert.Empty(failures);
        Assert.True(analyzers.Length >= least, $"{analyzers.Length}");
        Assert.All(analyzers, static analyzer => Assert.NotEmpty(analyzer.SupportedDiagnostics));
    }

    /// <summary>A whole project: the SDK's own command line, the package's assemblies as it names them, their files and their settings.</summary>
    [Theory]
    [InlineData("api/Api.csproj", "api/Program.cs(2,52): Warning STOP3001", "compose.yaml(9,24): Warning STOP3003")]
    [InlineData("jobs/Jobs.csproj", "jobs/Program.cs(1,1): Warning STOP2008")]
    [InlineData("feed/Feed.csproj", "feed/Drain.cs(7,15): Warning STOP3007", "feed/Program.cs(3,1): Warning STOP2010")]
    [InlineData("model/Model.csproj")]
    public async Task Compiler_FindsInARealProjectWhatTheSdksOwnFinds(string project, params string[] expected)
    {
        var shop = _consumers.Shop;
        var compiler = new CompilerOfSdk8(Path.GetDirectoryName(Path.Combine(shop.Folder, project))!, await shop.CommandLine(project));

        var findings = await compiler.Build();

        Assert.Empty(compiler.LoadFailures);
        Assert.Equal(
            expected,
            findings.Where(static finding => finding.Severity >= DiagnosticSeverity.Warning).Select(finding => finding.Location.GetLineSpan()
                is var span ? $"{Path.GetRelativePath(shop.Folder, span.Path)}({span.StartLinePosition.Line + 1},"
                    + $"{span.StartLinePosition.Character + 1}): {finding.Severity} {finding.Id}" : "").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Editor_MakesEveryCodeFix()
    {
        var assembly = new FolderLoader(_folder.FullName).LoadFromPath(Path.Combine(_folder.FullName, "ShutdownToolkit.CodeFixes.dll"));
        var fixes = assembly.GetTypes().Where(static type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!).ToImmutableArray();

        Assert.True(fixes.Length >= 30, $"{fixes.Length}");
        Assert.All(fixes, static fix => Assert.NotEmpty(fix.FixableDiagnosticIds));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Version Floor(Assembly assembly) => new(assembly.GetName().Version!.Major, assembly.GetName().Version!.Minor);
}
