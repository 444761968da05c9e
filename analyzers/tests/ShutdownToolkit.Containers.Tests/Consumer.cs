using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>
/// A project with AdditionalFiles, none of which is on the disk: <c>/src/api</c> in the solution <c>/src</c>. Sources and files are given by
/// name; what ends with .cs is compiled.
/// </summary>
internal sealed class Consumer
{
    public const string Folder = "/src/api/";

    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    public static ImmutableArray<MetadataReference> Framework { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => path.Contains("/Microsoft.NETCore.App/", StringComparison.Ordinal)
                || path.Contains("/Microsoft.AspNetCore.App/", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["build_property.TargetFramework"] = "net10.0", ["build_property.ShutdownToolkitProjectDir"] = Folder,
    };

    private readonly Dictionary<string, ReportDiagnostic> _editorConfig = [];

    private readonly List<(string Path, string Text)> _files = [];

    public string Assembly { get; init; } = "Api";

    public OutputKind Output { get; init; } = OutputKind.ConsoleApplication;

    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    /// <summary>Rules of the package that are asked beside the containers' own.</summary>
    public IReadOnlyList<DiagnosticAnalyzer> Beside { get; init; } = [];

    /// <summary>Relative to the project, or absolute.</summary>
    public Consumer With(string path, string text)
    {
        _files.Add((Path.GetFullPath(Path.Combine(_properties["build_property.ShutdownToolkitProjectDir"], path)), text.ReplaceLineEndings("\n")));
        return this;
    }

    public Consumer Where(string property, string value)
    {
        _properties["build_property." + property] = value;
        return this;
    }

    /// <summary>A line of a .globalconfig, or of an .editorconfig's section <c>[*]</c>, as an analyzer reads it.</summary>
    public Consumer Line(string key, string value)
    {
        _properties[key] = value;
        return this;
    }

    /// <summary>A rule's own line in an .editorconfig's section <c>[*]</c>, which the compiler applies to sources.</summary>
    public Consumer Configured(string id, ReportDiagnostic severity)
    {
        _editorConfig[id] = severity;
        return this;
    }

    public Task<ImmutableArray<Diagnostic>> Findings() => Of(Project());

    public Project Project()
    {
        var id = ProjectId.CreateNewId();
#pragma warning disable CA2000 // The solution holds its workspace for as long as the test runs.
        var solution = new AdhocWorkspace().CurrentSolution
#pragma warning restore CA2000
            .AddProject(ProjectInfo.Create(
                id, VersionStamp.Default, Assembly, Assembly, LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(Output, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(LanguageVersion.Latest), metadataReferences: [.. Framework, .. References]))
            .AddDocument(DocumentId.CreateNewId(id), "Usings.g.cs", SourceText.From(ImplicitUsings), filePath: Folder + "obj/Usings.g.cs");
        foreach (var (path, text) in _files)
        {
            var document = DocumentId.CreateNewId(id);
            solution = path.EndsWith(".cs", StringComparison.Ordinal)
                ? solution.AddDocument(document, Path.GetFileName(path), SourceText.From(text), filePath: path)
                : solution.AddAdditionalDocument(document, Path.GetFileName(path), SourceText.From(text), filePath: path);
        }

        return solution.GetProject(id)!;
    }

    public async Task<ImmutableArray<Diagnostic>> Of(Project project)
    {
        var compilation = await Compiled(project);
        var findings = await compilation.GetAnalyzerDiagnosticsAsync();
        return [.. findings.OrderBy(Place, StringComparer.Ordinal)];
    }

    /// <summary>As an editor asks: of one open file.</summary>
    public async Task<ImmutableArray<Diagnostic>> Of(Project project, string additionalFile)
    {
        var compilation = await Compiled(project);
        var file = project.AnalyzerOptions.AdditionalFiles.Single(file => file.Path == Folder + additionalFile);
        var result = await compilation.GetAnalysisResultAsync(file, CancellationToken.None);
        return result.GetAllDiagnostics();
    }

    /// <summary>As the compiler asks, after it has bound the code itself.</summary>
    public async Task<CompilationWithAnalyzers> Compiled() => await Compiled(Project());

    public static string Place(Diagnostic finding)
    {
        var span = finding.Location.GetLineSpan();
        return $"{Short(span.Path)}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): "
            + $"{finding.Severity} {finding.Id}";
    }

    public static string Short(string path) => path.StartsWith("/src/", StringComparison.Ordinal) ? path["/src/".Length..] : path;

    private async Task<CompilationWithAnalyzers> Compiled(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var errors = compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        Assert.True(errors.Length == 0, string.Join('\n', errors.Select(static error => error.ToString())));
        compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(_editorConfig)));
        return compilation.WithAnalyzers(
            [new ContainerAnalyzer(), .. Beside],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions(project.AnalyzerOptions.AdditionalFiles, new Properties(_properties)),
                onAnalyzerException: static (exception, analyzer, _) =>
                    throw new InvalidOperationException($"{analyzer} threw: {exception}", exception),
                concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false));
    }

    private sealed class EditorConfig(Dictionary<string, ReportDiagnostic> severities) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            severities.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }

    private sealed class Properties(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        private readonly Options _options = new(values);

        public override AnalyzerConfigOptions GlobalOptions => _options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}
