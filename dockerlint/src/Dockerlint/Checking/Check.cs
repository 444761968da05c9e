using Dockerlint.Cli.Inputs;
using Dockerlint.Containers;
using Dockerlint.CSharp;
using Dockerlint.Findings;
using Dockerlint.Linting;
using Dockerlint.Rules.Input;
using Dockerlint.Suppression;
using Dockerlint.Text;

namespace Dockerlint.Cli.Checking;

/// <summary>One run of the linter over a set of inputs, as the comments in the files and the user's filters leave it.</summary>
internal sealed class Check(DiskFileReader reader, IReadOnlyList<IFindingFilter> filters)
{
    public CheckResult Run(InputSet set)
    {
        var workspace = new Workspace(reader, new DotNetProjects(reader));
        var suppressions = new Suppressions();
        foreach (var input in set.Inputs)
        {
            input.Kind.AddTo(workspace, input.Source);
            suppressions.Read(input.Source, input.Kind.Source);
        }

        foreach (var manifests in workspace.Manifests)
        {
            suppressions.Read(manifests);
        }

        var linted = Linter.Run(workspace);
        ReadScripts(workspace.Containers, suppressions);
        var findings = new List<Finding>();
        foreach (var finding in suppressions.Apply(linted))
        {
            Keep(finding, findings);
        }

        foreach (var template in set.Templates.Concat(workspace.Templates.Select(static mark => mark.Location)))
        {
            Keep(TemplateNote(template), findings);
        }

        findings.Sort(InReadingOrder);
        List<InputError> errors = [.. set.Errors, .. workspace.Errors];
        errors.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path) is not 0 and var byPath ? byPath : a.Position.Line.CompareTo(b.Position.Line));
        return new CheckResult(findings, errors, set.Inputs.Count + set.Templates.Count, workspace.Containers);
    }

    private void Keep(Finding finding, List<Finding> findings)
    {
        foreach (var filter in filters)
        {
            if (filter.Apply(finding) is not { } changed)
            {
                return;
            }

            finding = changed;
        }

        findings.Add(finding);
    }

    /// <summary>A script without a finding may still hold a comment that ignores nothing.</summary>
    private static void ReadScripts(IReadOnlyList<Container> containers, Suppressions suppressions)
    {
        foreach (var container in containers)
        {
            foreach (var hop in container.Route.Hops)
            {
                if (hop.Ending?.Location is { } location)
                {
                    suppressions.Read(location.Source, SourceKind.Script);
                }
            }
        }
    }

    private static Finding TemplateNote(SourceLocation mark)
    {
        string what = mark.Span.Length is > 0 and < 40 && !mark.Source.Slice(mark.Span).Contains('\n') && mark.Source.Slice(mark.Span) is var text && text[0] is '{' or '<' or '%'
            ? $"a template ({text} in line {mark.Line})"
            : "a template, by its name";
        return new Finding(UnreadableInput.Definition, Severity.Info, mark, $"{what}, not checked; render it first: … | dockerlint -");
    }

    private static int InReadingOrder(Finding a, Finding b)
    {
        int order = string.CompareOrdinal(a.Location.Path, b.Location.Path);
        order = order != 0 ? order : a.Location.Span.Start.CompareTo(b.Location.Span.Start);
        order = order != 0 ? order : string.CompareOrdinal(a.Rule.Id, b.Rule.Id);
        return order != 0 ? order : string.CompareOrdinal(a.Subject, b.Subject);
    }
}
