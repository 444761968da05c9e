using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>
/// Roslyn 4.8 over a command line that the SDK wrote for csc: what the compiler of SDK 8.0.100 does between reading its arguments and printing
/// what the analyzers say. That compiler itself is on no feed here.
/// </summary>
internal sealed class CompilerOfSdk8(string folder, string[] commandLine)
{
    private readonly CSharpCommandLineArguments _arguments = CSharpCommandLineParser.Default.Parse(commandLine, folder, sdkDirectory: null);

    /// <summary>Why one of our assemblies is not taken: CS8032, CS8033, CS9057 of the command line.</summary>
    public List<string> LoadFailures { get; } = [];

    public async Task<ImmutableArray<Diagnostic>> Build()
    {
        Assert.DoesNotContain(_arguments.Errors, static error => error.Severity == DiagnosticSeverity.Error);
        var settings = AnalyzerConfigSet.Create(
            _arguments.AnalyzerConfigPaths.Select(static path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToList());
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(_arguments.OutputFileName),
            _arguments.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(Text(file.Path), _arguments.ParseOptions, file.Path)),
            _arguments.MetadataReferences.Select(static reference => MetadataReference.CreateFromFile(reference.Reference, reference.Properties)),
            _arguments.CompilationOptions);
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var options = new AnalyzerOptions(
            [.. _arguments.AdditionalFiles.Select(static file => new AdditionalFile(file.Path))], new Settings(settings));
        return await compilation.WithAnalyzers(Analyzers(), options).GetAnalyzerDiagnosticsAsync();
    }

    private ImmutableArray<DiagnosticAnalyzer> Analyzers()
    {
        var found = ImmutableArray.CreateBuilder<DiagnosticAnalyzer>();
        FolderLoader? loader = null;
        foreach (var path in _arguments.AnalyzerReferences.Select(static reference => reference.FilePath)
            .Where(static path => path.Contains("shutdowntoolkit.analyzers", StringComparison.OrdinalIgnoreCase)))
        {
            var reference = new AnalyzerFileReference(path, loader ??= new FolderLoader(Path.GetDirectoryName(path)!));
            reference.AnalyzerLoadFailed += (_, failure) => LoadFailures.Add($"{failure.ErrorCode}: {failure.Message}");
            found.AddRange(reference.GetAnalyzers(LanguageNames.CSharp));
        }

        return found.ToImmutable();
    }

    private static SourceText Text(string path) => SourceText.From(File.ReadAllText(path));

    private sealed class AdditionalFile(string path) : AdditionalText
    {
        private readonly SourceText _text = Text(path);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class Settings(AnalyzerConfigSet settings) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(settings.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Of(tree.FilePath);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Of(textFile.Path);

        private Options Of(string path) => new(settings.GetOptionsForSourcePath(path).AnalyzerOptions);
    }

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value);
    }
}

/// <summary>As the compiler's own loader: a folder's assemblies find one another, and all else where the compiler finds it.</summary>
internal sealed class FolderLoader(string folder) : AssemblyLoadContext, IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath)
    {
        using var file = File.OpenRead(fullPath);
        var name = Path.GetFileNameWithoutExtension(fullPath);
        return Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name) ?? LoadFromStream(file);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromPath(path) : null;
    }
}
