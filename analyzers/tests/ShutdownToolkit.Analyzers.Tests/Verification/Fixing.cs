using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.Analyzers.Tests.Verification;

/// <summary>Applies a fixer the way the lightbulb does (one by one) and the way <c>dotnet format analyzers</c> does (fix all).</summary>
internal sealed class Fixing(DiagnosticAnalyzer analyzer, CodeFixProvider fixer, TestProject project)
{
    private const int MostTurns = 20;

    /// <summary>One fix after the other until none is offered.</summary>
    public async Task<Document> OneByOne(Document document)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await FirstOffer(document) is not { } offer)
            {
                return document;
            }

            document = await Apply(offer.Action, document);
        }

        throw new InvalidOperationException($"{MostTurns} fixes and still one is offered: fixing twice must equal fixing once.");
    }

    /// <summary>Fix all in the project, again until nothing changes (an outer finding may hide an inner one).</summary>
    public async Task<Document> All(Document document)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await FirstOffer(document) is not { } offer)
            {
                return document;
            }

            var context = new FixAllContext(
                document, fixer, FixAllScope.Project, offer.Action.EquivalenceKey, fixer.FixableDiagnosticIds, new Source(this),
                CancellationToken.None);
            var action = await fixer.GetFixAllProvider()!.GetFixAsync(context);
            document = await Apply(action ?? throw new InvalidOperationException("Fix all offers nothing where the single fix does."), document);
        }

        throw new InvalidOperationException("Fix all does not come to an end.");
    }

    /// <summary>Fix all, once, in this document, its project, or a solution that has the project twice: this text and the twin's.</summary>
    public async Task<(string Original, string Twin)> AllIn(FixAllScope scope, Document document)
    {
        var project = document.Project;
        var twin = ProjectId.CreateNewId();
        var solution = project.Solution.AddProject(ProjectInfo.Create(
            twin, VersionStamp.Default, "Twin", "Twin", LanguageNames.CSharp, compilationOptions: project.CompilationOptions,
            parseOptions: project.ParseOptions, metadataReferences: project.MetadataReferences));
        var twinDocument = DocumentId.CreateNewId(twin);
        foreach (var other in project.Documents)
        {
            solution = solution.AddDocument(
                other.Id == document.Id ? twinDocument : DocumentId.CreateNewId(twin), other.Name, await other.GetTextAsync(),
                filePath: "/twin/" + other.Name);
        }

        var start = solution.GetDocument(document.Id)!;
        var offer = await FirstOffer(start) ?? throw new InvalidOperationException("No fix is offered.");
        var context = new FixAllContext(
            start, fixer, scope, offer.Action.EquivalenceKey!, fixer.FixableDiagnosticIds, new Source(this), CancellationToken.None);
        var action = await fixer.GetFixAllProvider()!.GetFixAsync(context)
            ?? throw new InvalidOperationException("Fix all offers nothing where the single fix does.");
        var changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await Text(document.Id), await Text(twinDocument));

        async Task<string> Text(DocumentId id) => (await changed.GetDocument(id)!.GetTextAsync()).ToString();
    }

    public async Task<(CodeAction Action, Diagnostic Finding)?> FirstOffer(Document document)
    {
        foreach (var finding in await Findings(document))
        {
            CodeAction? offered = null;
            if (document.Project.GetDocument(finding.Location.SourceTree) is not { } place)
            {
                continue;
            }

            await fixer.RegisterCodeFixesAsync(new CodeFixContext(place, finding, (action, _) => offered ??= action, CancellationToken.None));
            if (offered is not null)
            {
                return (offered, finding);
            }
        }

        return null;
    }

    private static async Task<Document> Apply(CodeAction action, Document document)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        Assert.True(
            solution.GetChanges(document.Project.Solution).GetProjectChanges().Any(), "A fix was offered that changes nothing.");

        // What counts is what the user's compiler reads: the text, not the tree that the fix made. It is compiled at the next look at it.
        var edited = solution.GetDocument(document.Id)!;
        return edited.WithText(SourceText.From((await edited.GetTextAsync()).ToString()));
    }

    private async Task<ImmutableArray<Diagnostic>> Findings(Document document) =>
        [.. (await Analysis.Findings(document, project, [analyzer])).Where(finding => fixer.FixableDiagnosticIds.Contains(finding.Id))];

    private sealed class Source(Fixing fixing) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await fixing.Findings(project.Documents.First());

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await fixing.Findings(document)).Where(finding => finding.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
