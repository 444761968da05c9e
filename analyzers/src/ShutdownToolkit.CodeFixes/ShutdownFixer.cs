using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

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
            context.RegisterCodeFix(CodeAction.Create(_title, _ => Task.FromResult(changed), diagnostic.Id), diagnostic);
        }
    }

    /// <returns>False where the fix would not be certain to be right; then nothing may have been edited.</returns>
    private protected abstract bool TryFix(FixSite site);
}
