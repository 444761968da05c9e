using Dockerlint.Cli.Configuration;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Rendering;
using Dockerlint.Cli.Since;
using Dockerlint.Containers;
using Dockerlint.CSharp;
using Dockerlint.Findings;
using Dockerlint.Images.Assemblies;
using Dockerlint.JavaScript;
using Dockerlint.Linting;
using Dockerlint.Rules.Input;
using Dockerlint.Text;

namespace Dockerlint.Cli.Checking;

/// <summary>One run of the linter over a set of inputs, as the user's filters leave it.</summary>
internal sealed class Check(RepositoryReader reader, IReadOnlyList<IFindingFilter> filters)
{
    private readonly ChartFolders _charts = new(reader);

    /// <summary><c>--since</c>: only what they are a part of is shown.</summary>
    public ChangedFiles? Changed { get; init; }

    /// <summary>Whose slips are findings, too.</summary>
    public ConfiguredSeverities? Settings { get; init; }

    /// <summary>An editor has no other place for a note about a template than the file.</summary>
    public bool ShowsTemplates { get; init; }

    public CheckResult Run(InputSet set) => Run(set, Read(set, reader));

    /// <summary>The same where the workspace is read already.</summary>
    public CheckResult Run(InputSet set, Workspace workspace)
    {
        var result = LintRun.Check(workspace, set.Templates);
        foreach (var (path, rendering) in set.Renderings)
        {
            if (Changed is not null && rendering.IsMadeOf(Changed))
            {
                Changed.Add(path);
            }
        }

        var affected = Changed is null ? null : new AffectedFindings(workspace, Changed);
        var findings = new List<Finding>();
        var templates = new List<UncheckedTemplate>();
        var found = affected is null ? result.Findings : [.. result.Findings.Where(affected.Contains)];
        foreach (var finding in LinkedFindings.Once([.. RenderedFindings.AtSources(found, set)], reader))
        {
            Keep(finding, findings, templates);
        }

        foreach (var finding in Settings?.Unknown(set.Inputs.Select(static input => input.Source.Path)) ?? [])
        {
            Keep(finding, findings, templates);
        }

        List<InputError> errors = [.. set.Errors, .. result.Errors];
        var shown = Changed is null ? errors : errors.FindAll(error => Changed.Contains(error.Path) || error.Path is "." or "-");
        return new CheckResult(
            findings,
            [.. shown.OrderBy(static error => error.Path, StringComparer.Ordinal).ThenBy(static error => error.Position.Line)],
            FilesLookedAt(set, workspace, findings))
        {
            NotChecked = new NotChecked
            {
                Templates = templates, Files = Changed is null ? set.Skipped : set.Skipped.FindAll(file => Changed.Contains(file.Path)),
                Images = workspace.UnknownImages, Kinds = workspace.Unread,
            },
            Streams = set.Streams, LookedAtImages = set.Lookups.Asked is not null, UnchangedErrors = errors.Count - shown.Count,
        };
    }

    /// <summary>A file that is nothing but a template was not; a finding that the user makes of one counts it.</summary>
    private static int FilesLookedAt(InputSet set, Workspace workspace, List<Finding> findings)
    {
        var passedOver = new HashSet<string>(
            workspace.Inputs.Where(static input => input is LintInput.OfManifests { Manifests: { Templates.Count: > 0, Workloads.Count: 0 } })
                .Select(static input => input.Source.Path)
                .Concat(set.Templates.Select(static mark => mark.Path)),
            StringComparer.Ordinal);
        var all = set.Inputs.Count + set.Templates.Count - passedOver.Count;
        return all + findings.Select(static finding => finding.Location.Path).Distinct(StringComparer.Ordinal).Count(passedOver.Contains);
    }

    /// <summary>What runs, and how it stops: for those who ask no rule.</summary>
    public static Workspace Read(InputSet set, RepositoryReader reader) => LintRun.Read(set.Inputs, reader, Sources(reader), set.Images);

    public static ApplicationSources Sources(RepositoryReader reader) =>
        new(new ImageAssemblies(new DotNetProjects(reader)), new JavaScriptReader());

    private void Keep(Finding finding, List<Finding> findings, List<UncheckedTemplate> templates)
    {
        foreach (var filter in filters)
        {
            if (filter.Apply(finding) is not { } changed)
            {
                return;
            }

            finding = changed;
        }

        // A note about a template is no finding, unless the user makes one of it.
        if (!ShowsTemplates && finding.Rule == UnreadableInput.Definition && finding.Severity == Severity.Info)
        {
            var chart = _charts.Of(finding.Location.Path);
            templates.Add(new UncheckedTemplate(finding.Location, chart, chart is not null && _charts.IsLibrary(chart)));
        }
        else
        {
            findings.Add(finding);
        }
    }
}
