using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>In an editor a referenced project is at hand with its sources; they belong to another compilation.</summary>
public sealed class SiblingProjectTests
{
    private const string Library = """
        using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Hosting;

        public interface IWork { Task RunAsync(CancellationToken token); }

        public class Work : IWork
        {
            public async Task RunAsync(CancellationToken token) { while (true) await Task.Delay(5000); }

            public async IAsyncEnumerable<int> Numbers(CancellationToken token) { while (true) { yield return 1; await Task.Delay(1000); } }

            public static async Task Send(HttpResponse response) { while (true) { await response.WriteAsync("x"); await Task.Delay(1000); } }
        }

        public abstract class Turns : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token) { while (true) { await TurnAsync(token); } }

            protected abstract Task TurnAsync(CancellationToken token);
        }
        """;

    private const string Application = """
        var app = WebApplication.Create(args);
        app.MapGet("/numbers", (Work work, CancellationToken token) => work.Numbers(token));
        app.MapGet("/send", (HttpContext context) => Work.Send(context.Response));
        app.Run();

        class Host1(IWork work) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken token) => work.RunAsync(token);
        }

        class Host2 : Turns
        {
            protected override Task TurnAsync(CancellationToken token) => new Work().RunAsync(token);
        }
        """;

    [Fact]
    public async Task SourceOfASibling_IsNotRead()
    {
        var document = TestProject.Default.Create(Application);
        var sibling = ProjectId.CreateNewId();
        var solution = document.Project.Solution
            .AddProject(ProjectInfo.Create(
                sibling, VersionStamp.Default, "Library", "Library", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                parseOptions: document.Project.ParseOptions, metadataReferences: document.Project.MetadataReferences))
            .AddDocument(DocumentId.CreateNewId(sibling), "Library.cs", SourceText.From(Library), filePath: "/library/Library.cs")
            .AddProjectReference(document.Project.Id, new ProjectReference(sibling));

        var findings = await Analysis.Findings(solution.GetDocument(document.Id)!, TestProject.Default, RuleSet.Analyzers);

        Assert.True(findings.IsEmpty, Analysis.Describe(findings));
    }
}
