using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace ShutdownToolkit.CodeFixes;

/// <summary>What every fixer shares. A fixer edits or declines; what it declines is never offered.</summary>
public abstract class ShutdownFixer : CodeFixProvider
{
    private readonly string _title;

    private protected ShutdownFixer(string ruleId, string title)
    {
        FixableDiagnosticIds = ImmutableArray.Create(ruleId);
        _title = title;
    }

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var editor = await DocumentEditor.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
            var site = new FixSite(diagnostic, editor, context.CancellationToken);
            if (!TryFix(site))
            {
                continue;
            }

            var changed = editor.GetChangedDocument();
            context.RegisterCodeFix(
                CodeAction.Create(_title, cancellation => WithItsLineEnds(changed, context.Document, cancellation), diagnostic.Id), diagnostic);
        }
    }

    /// <summary>
    /// New lines end as the formatter's options say, which are the machine's where no .editorconfig says otherwise. A file whose lines all end
    /// with CRLF keeps that on any machine.
    /// </summary>
    private static async Task<Document> WithItsLineEnds(Document changed, Document original, CancellationToken cancellation)
    {
        var before = (await original.GetTextAsync(cancellation).ConfigureAwait(false)).ToString();
        if (!before.Contains("\r\n") || before.Replace("\r\n", "").Contains("\n"))
        {
            return changed;
        }

        var formatted = await Formatter.FormatAsync(changed, Formatter.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
        var text = (await formatted.GetTextAsync(cancellation).ConfigureAwait(false)).ToString();
        return changed.WithText(SourceText.From(text.Replace("\r\n", "\n").Replace("\n", "\r\n")));
    }

    /// <returns>False where the fix would not be certain to be right; then nothing may have been edited.</returns>
    private protected abstract bool TryFix(FixSite site);
}
