using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Analyzers.PublicServices;

internal sealed record Finding(string Path, int Line, int Column, DiagnosticSeverity Severity, string Id, string Message);

/// <summary>
/// Every rule over every project of a folder. Siblings are referenced as compilations with their sources, as in an editor; code that does
/// not bind is analysed all the same.
/// </summary>
internal sealed record AnalyzerRun(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Crashes, int Files, int UnboundNames)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> _analyzers =
    [
        .. typeof(ShutdownAnalyzer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static readonly string[] _frameworks =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator) is var all
            ? [.. all.Where(file => file.Contains("/shared/Microsoft.", StringComparison.Ordinal)
                || file.Contains("\\shared\\Microsoft.", StringComparison.Ordinal))] : [];

    /// <summary>By these a project is a test, a function or runs in a browser: only for projects that name the package themselves.</summary>
    private static readonly string[] _deciding =
    [
        "Microsoft.AspNetCore.Components.WebAssembly", "xunit.core", "xunit.v3.core", "nunit.framework", "TUnit.Core", "MSTest.TestFramework",
        "Microsoft.VisualStudio.TestPlatform.TestFramework", "Microsoft.Azure.Functions.Worker.Core", "Amazon.Lambda.RuntimeSupport",
        "Amazon.Lambda.Core",
    ];

    public static async Task<AnalyzerRun> Of(IReadOnlyList<SourceProject> projects, IReadOnlyList<string> packages)
    {
        var known = new HashSet<string>(_frameworks.Select(file => System.IO.Path.GetFileName(file)!), StringComparer.OrdinalIgnoreCase);
        var assemblies = _frameworks.Concat(packages.Where(file => known.Add(System.IO.Path.GetFileName(file))));
        MetadataReference[] references = [.. assemblies.Select(file => MetadataReference.CreateFromFile(file))];
        var compilations = new Dictionary<string, CSharpCompilation>(StringComparer.OrdinalIgnoreCase);
        var byPath = projects.ToDictionary(project => project.Path, StringComparer.OrdinalIgnoreCase);
        var (findings, crashes, files, unbound) = (new List<Finding>(), new List<string>(), 0, 0);
        foreach (var project in projects)
        {
            var compilation = Compile(project, [], compilations, byPath, references);
            files += compilation.SyntaxTrees.Length;
            if (project.IsTest)
            {
                continue;
            }

            unbound += compilation.GetDiagnostics().Count(error => error.Id is "CS0246" or "CS0234" or "CS0103");
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([], new ProjectOptions(project)), onAnalyzerException: null, concurrentAnalysis: true,
                logAnalyzerExecutionTime: false);
            foreach (var diagnostic in await compilation.WithAnalyzers(_analyzers, options).GetAnalyzerDiagnosticsAsync())
            {
                if (diagnostic.Id == "AD0001")
                {
                    crashes.Add($"{project.Path}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
                    continue;
                }

                var place = diagnostic.Location.GetLineSpan();
                findings.Add(new(
                    place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1, diagnostic.Severity, diagnostic.Id,
                    diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
            }
        }

        return new(
            [.. findings.Distinct().OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line)],
            crashes, files, unbound);
    }

    /// <param name="open">The projects on the way here: a circle is left out.</param>
    private static CSharpCompilation Compile(
        SourceProject project, ImmutableHashSet<string> open, Dictionary<string, CSharpCompilation> compilations,
        Dictionary<string, SourceProject> byPath, MetadataReference[] references)
    {
        if (compilations.TryGetValue(project.Path, out var known))
        {
            return known;
        }

        var siblings = project.References.Where(path => byPath.ContainsKey(path) && !open.Contains(path) && path != project.Path)
            .Select(path => (MetadataReference)Compile(byPath[path], open.Add(project.Path), compilations, byPath, references)
                .ToMetadataReference());
        // No rule asks what may be null, and the compiler takes most of its time for that.
        var parsing = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: project.Symbols)
            .WithFeatures([new("run-nullable-analysis", "never")]);
        var trees = project.Sources.Select(file =>
            CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file)), parsing, file)).ToList();
        trees.Add(CSharpSyntaxTree.ParseText(GlobalUsings(project), parsing, System.IO.Path.Combine(project.Directory, "obj", "Usings.g.cs")));
        var compilation = CSharpCompilation.Create(
            project.Property("AssemblyName") ?? project.Name, trees, [.. references.Where(reference => MayHave(project, reference)), .. siblings],
            new CSharpCompilationOptions(
                !project.IsExecutable ? OutputKind.DynamicallyLinkedLibrary
                    : project.IsWindowed ? OutputKind.WindowsApplication : OutputKind.ConsoleApplication,
                allowUnsafe: true,
                nullableContextOptions: project.HasNullable ? NullableContextOptions.Enable : NullableContextOptions.Disable));
        compilations[project.Path] = compilation;
        return compilation;
    }

    private static bool MayHave(SourceProject project, MetadataReference reference) =>
        System.IO.Path.GetFileNameWithoutExtension(reference.Display) is not { } name || !_deciding.Contains(name)
        || project.Packages.Any(package => name.StartsWith(package.Name, StringComparison.OrdinalIgnoreCase));

    private static string GlobalUsings(SourceProject project) => string.Concat(project.Usings.Select(name => $"global using {name};\n"));

    private sealed class ProjectOptions(SourceProject project) : AnalyzerConfigOptionsProvider
    {
        private readonly Values _values = new(project);

        public override AnalyzerConfigOptions GlobalOptions => _values;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _values;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _values;
    }

    private sealed class Values(SourceProject project) : AnalyzerConfigOptions
    {
        private const string Prefix = "build_property.";

        public override bool TryGetValue(string key, out string value)
        {
            value = key.StartsWith(Prefix, StringComparison.Ordinal) ? project.Property(key[Prefix.Length..]) ?? "" : "";
            return value.Length > 0;
        }
    }
}
