using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

/// <summary>The project before the snippet is added, one a set of references: the references are read and bound once, not once a case.</summary>
internal static class EmptyProject
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Http; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    private static readonly ConcurrentDictionary<(OutputKind Output, bool HasHosting, string Stubs), Lazy<Project>> _projects = new();

    public static Project Of(OutputKind output, bool hasHosting, IEnumerable<string> stubs)
    {
        string[] files = [.. stubs.Order(StringComparer.Ordinal)];
        return _projects.GetOrAdd(
            (output, hasHosting, string.Join('\n', files)), key => new Lazy<Project>(() => Create(key.Output, key.HasHosting, files))).Value;
    }

    private static Project Create(OutputKind output, bool hasHosting, string[] stubs)
    {
        var id = ProjectId.CreateNewId();
#pragma warning disable CA2000 // The solution holds its workspace for as long as the tests run.
        var solution = new AdhocWorkspace().CurrentSolution
#pragma warning restore CA2000
            .AddProject(ProjectInfo.Create(
                id, VersionStamp.Default, "Worker", "Worker", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(output, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true),
                parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
                metadataReferences: [.. hasHosting ? References.AspNetCore : References.Runtime, .. stubs.Select(References.Library)]));
        if (hasHosting)
        {
            solution =
                solution.AddDocument(DocumentId.CreateNewId(id), "Usings.g.cs", SourceText.From(ImplicitUsings), filePath: "/project/Usings.g.cs");
        }

        var project = solution.GetProject(id)!;
        // Binds the references; every compilation that adds a file to this one shares them.
        project.GetCompilationAsync().GetAwaiter().GetResult()!.GetSpecialType(SpecialType.System_Object);
        return project;
    }
}
