using Dockerlint.Containers;
using Dockerlint.Dockerfile;
using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Judgement;
using Dockerlint.Rules.Input;
using Dockerlint.Suppression;
using Dockerlint.Text;

namespace Dockerlint.Linting;

/// <summary>
/// The one door to the core, for the command, the compiler, an editor and every test: files in (<see cref="InputKind.Recognise"/>), what runs and
/// how it stops (<see cref="Workspace"/>), and, where asked, what is wrong with it.
/// </summary>
public static class LintRun
{
    /// <summary>Parses nothing again, links the inputs and follows every signal; asks no rule.</summary>
    /// <param name="images">What is known of images beside the built-in table; null: nothing.</param>
    /// <param name="memory">What runs before this one came to; null: this is the only one.</param>
    public static Workspace Read(
        IReadOnlyList<LintInput> inputs, IFileReader reader, ApplicationSources sources, ImageSources? images = null, LintMemory? memory = null) =>
        Workspace.Of(inputs, memory?.Begin(reader) ?? reader, sources, images ?? ImageSources.Known, memory);

    /// <summary>Puts every rule to the workspace and takes away what the files' own comments ignore.</summary>
    /// <param name="templates">Files that were recognised as templates and so are not part of the workspace.</param>
    public static LintResult Check(Workspace workspace, IEnumerable<SourceLocation>? templates = null)
    {
        List<InputError> errors = [.. workspace.Errors];
        var suppressions = new Suppressions();
        // By index here and below: there is one workspace for each file that is checked by itself, and an enumerator for each loop.
        for (var i = 0; i < workspace.Inputs.Count; i++)
        {
            var input = workspace.Inputs[i];
            suppressions.Read(input.Source, input.Comments);
            if (input is LintInput.OfManifests { Manifests: var manifests })
            {
                suppressions.Read(manifests);
            }
        }

        List<Finding> found = [.. RuleRun.Ask(workspace, errors)];
        workspace.Memory?.End();
        ReadScripts(workspace.Stops, suppressions);
        for (var i = 0; i < workspace.Inputs.Count; i++)
        {
            if (workspace.Inputs[i] is LintInput.OfManifests { Manifests: var manifests })
            {
                found.AddRange(DuplicateKey.In(manifests));
            }
        }

        var findings = suppressions.Apply(found);
        foreach (var template in templates ?? [])
        {
            findings.Add(TemplateNote(template));
        }

        foreach (var template in workspace.Templates)
        {
            findings.Add(TemplateNote(template.Location));
        }

        findings.Sort(InReadingOrder);
        errors.Sort(
            static (a, b) => string.CompareOrdinal(a.Path, b.Path) is not 0 and var byPath ? byPath : a.Position.Line.CompareTo(b.Position.Line));
        return new LintResult(workspace, findings, errors);
    }

    /// <summary>A script without a finding may still hold a comment that ignores nothing.</summary>
    private static void ReadScripts(IReadOnlyList<Stop> stops, Suppressions suppressions)
    {
        for (var i = 0; i < stops.Count; i++)
        {
            foreach (var hop in stops[i].Route.Hops)
            {
                if (hop.Ending?.Location is { } location)
                {
                    suppressions.Read(location.Source, SourceKind.Script);
                }
            }
        }
    }

    private static Finding TemplateNote(SourceLocation mark) => new(UnreadableInput.Definition, Severity.Info, mark,
        $"{TemplateMarks.Describe(mark)}, not checked; render it first: … | dockerlint -");

    private static int InReadingOrder(Finding a, Finding b)
    {
        var order = string.CompareOrdinal(a.Location.Path, b.Location.Path);
        order = order != 0 ? order : a.Location.Span.Start.CompareTo(b.Location.Span.Start);
        order = order != 0 ? order : string.CompareOrdinal(a.Rule.Id, b.Rule.Id);
        order = order != 0 ? order : string.CompareOrdinal(a.Subject.Text, b.Subject.Text);
        return order != 0 ? order : string.CompareOrdinal(a.Message, b.Message);
    }
}

/// <summary>What the rules say of a workspace.</summary>
/// <param name="Findings">In the order of file, place, rule and subject.</param>
/// <param name="Errors">Of the inputs, in the order of file and line.</param>
public sealed record LintResult(Workspace Workspace, IReadOnlyList<Finding> Findings, IReadOnlyList<InputError> Errors);
