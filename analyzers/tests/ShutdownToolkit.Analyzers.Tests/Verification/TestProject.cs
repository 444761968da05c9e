using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

/// <summary>The project around a snippet; the default is a net10.0 worker with the implicit usings of the web and worker SDKs.</summary>
internal sealed record TestProject
{
    public static readonly TestProject Default = new();

    /// <summary>Null: an executable if the source has top-level statements, else a library.</summary>
    public OutputKind? Output { get; init; }

    /// <summary>MSBuild properties that the package makes visible, without <c>build_property.</c></summary>
    public ImmutableDictionary<string, string> Properties { get; init; } =
        ImmutableDictionary<string, string>.Empty.Add("TargetFramework", "net10.0");

    /// <summary>Lines of an .editorconfig that holds for every file.</summary>
    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Further C# files.</summary>
    public ImmutableDictionary<string, string> Documents { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableDictionary<string, string> AdditionalFiles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether Microsoft.Extensions.Hosting and ASP.NET Core are referenced; without them, the runtime library only.</summary>
    public bool HasHosting { get; init; } = true;

    public static TestProject Executable { get; } = Default with { Output = OutputKind.ConsoleApplication };

    public TestProject With(string property, string value) => this with { Properties = Properties.SetItem(property, value) };

    public Document Create(string source, string path = "Program.cs")
    {
        var output = Output ?? (HasTopLevelStatements(source) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        var empty = EmptyProject.Of(output, HasHosting, References.Libraries([source, .. Documents.Values]));
        var (id, solution) = (empty.Id, empty.Solution);
        var main = Add(path, source);
        foreach (var (name, text) in Documents)
        {
            Add(name, text);
        }

        foreach (var (name, text) in AdditionalFiles)
        {
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), name, SourceText.From(text), filePath: "/project/" + name);
        }

        return solution.GetDocument(main)!;

        DocumentId Add(string name, string text)
        {
            var document = DocumentId.CreateNewId(id);
            solution = solution.AddDocument(document, name, SourceText.From(text), filePath: "/project/" + name);
            return document;
        }
    }

    public AnalyzerOptions AnalyzerOptions(Project project) =>
        new(project.AnalyzerOptions.AdditionalFiles, new OptionsProvider(
            new Values(Properties.ToImmutableDictionary(pair => "build_property." + pair.Key, pair => pair.Value)), new Values(Options)));

    private static bool HasTopLevelStatements(string source) =>
        CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    private sealed class OptionsProvider(Values properties, Values options) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => properties;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}
