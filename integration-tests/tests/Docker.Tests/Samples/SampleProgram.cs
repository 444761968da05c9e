using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Docker.Tests.Samples;

/// <summary>
/// The C# of a sample, compiled as its project says but without MSBuild, which would take minutes for all of them: once for the analyzers'
/// findings, once for the container.
/// </summary>
internal static class SampleProgram
{
    private static readonly string _runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly string _aspNet = Path.Combine(
        Path.GetDirectoryName(Path.GetDirectoryName(_runtime))!, "Microsoft.AspNetCore.App", Path.GetFileName(_runtime));

    private static readonly Lazy<ImmutableArray<MetadataReference>> _references = new(() =>
    [
        .. new[] { _runtime, _aspNet }.SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll")).Where(IsManaged).Select(
            file => MetadataReference.CreateFromFile(file)),
    ]);

    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> _analyzers = new(() =>
    [
        .. Assembly.Load("ShutdownToolkit.Analyzers").GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && type.IsDefined(typeof(DiagnosticAnalyzerAttribute)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ]);

    // Microsoft.NET.Sdk, and what the Web SDK adds.
    private static readonly string[] _basicUsings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http",
        "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] _webUsings =
    [
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
            "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting",
            "Microsoft.Extensions.Logging",
    ];

    public static IEnumerable<string> Rules => _analyzers.Value.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id);

    public static bool Exists(SampleSide side) => Project(side) is not null;

    public static async Task<IReadOnlyList<ExpectedFinding>> FindingsAsync(SampleSide side)
    {
        var options = new AnalyzerOptions([], new ProjectOptions(IsWeb(side)));
        var found = await Compile(side).WithAnalyzers(_analyzers.Value, options).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        return [.. found.Select(diagnostic => diagnostic.Location.GetLineSpan()).Zip(
            found, (place, diagnostic) => new ExpectedFinding(diagnostic.Id, place.Path, place.StartLinePosition.Line + 1))];
    }

    /// <summary>The folder that the Dockerfile copies, as <c>dotnet publish</c> fills it.</summary>
    public static void Publish(SampleSide side, string folder)
    {
        var name = Path.GetFileNameWithoutExtension(Project(side)!);
        Directory.CreateDirectory(folder);
        var result = Compile(side).Emit(Path.Combine(folder, name + ".dll"));
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        var aspNet = NeedsAspNet(side) ? """, { "name": "Microsoft.AspNetCore.App", "version": "10.0.0" }""" : "";
        File.WriteAllText(
            Path.Combine(folder, name + ".runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "tfm": "net10.0", "frameworks": [{ "name": "Microsoft.NETCore.App", "version": "10.0.0" }{{aspNet}}] } }""");
    }

    private static CSharpCompilation Compile(SampleSide side)
    {
        var usings = string.Concat(_basicUsings.Concat(IsWeb(side) ? _webUsings : []).Select(name => $"global using global::{name};\n"));
        var language = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = Directory.EnumerateFiles(side.Folder, "*.cs")
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), language, Path.GetFileName(file), System.Text.Encoding.UTF8))
            .Append(CSharpSyntaxTree.ParseText(usings, language, "GlobalUsings.g.cs", System.Text.Encoding.UTF8));
        return CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(Project(side)), trees, _references.Value,
            new CSharpCompilationOptions(
                OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
    }

    private static string? Project(SampleSide side) => Directory.EnumerateFiles(side.Folder, "*.csproj").SingleOrDefault();

    private static bool IsWeb(SampleSide side) => File.ReadAllText(Project(side)!).Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal);

    private static bool NeedsAspNet(SampleSide side) =>
        IsWeb(side) || File.ReadAllText(Path.Combine(side.Folder, "Dockerfile")).Contains("dotnet/aspnet:", StringComparison.Ordinal);

    private static bool IsManaged(string file)
    {
        try
        {
            AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    /// <summary>What the SDK tells analyzers of a project.</summary>
    private sealed class ProjectOptions(bool web) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties(web);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Properties(bool web) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key switch
            {
                "build_property.TargetFramework" => "net10.0",
                "build_property.UsingMicrosoftNETSdkWeb" when web => "true",
                _ => null,
            };
            return value is not null;
        }
    }
}
