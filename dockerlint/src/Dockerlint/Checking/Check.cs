using Dockerlint.Cli.Inputs;
using Dockerlint.Containers;
using Dockerlint.CSharp;
using Dockerlint.Findings;
using Dockerlint.Images.Assemblies;
using Dockerlint.JavaScript;
using Dockerlint.Linting;

namespace Dockerlint.Cli.Checking;

/// <summary>One run of the linter over a set of inputs, as the user's filters leave it.</summary>
internal sealed class Check(RepositoryReader reader, IReadOnlyList<IFindingFilter> filters)
{
    public CheckResult Run(InputSet set) => Run(set, Read(set, reader));

    /// <summary>The same where the workspace is read already.</summary>
    public CheckResult Run(InputSet set, Workspace workspace)
    {
        var result = LintRun.Check(workspace, set.Templates);
        var findings = new List<Finding>();
        foreach (var finding in result.Findings)
        {
            Keep(finding, findings);
        }

        return new CheckResult(
            findings,
            [.. set.Errors.Concat(result.Errors).OrderBy(static error => error.Path, StringComparer.Ordinal)
                .ThenBy(static error => error.Position.Line)], set.Inputs.Count + set.Templates.Count)
        {
            UnknownImages = result.Workspace.UnknownImages, LookedAtImages = set.Lookups.Asked is not null,
            Unread = result.Workspace.Unread,
        };
    }

    /// <summary>What runs, and how it stops: for those who ask no rule.</summary>
    public static Workspace Read(InputSet set, RepositoryReader reader) => LintRun.Read(set.Inputs, reader, Sources(reader), set.Images);

    public static ApplicationSources Sources(RepositoryReader reader) =>
        new(new ImageAssemblies(new DotNetProjects(reader)), new JavaScriptReader());

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
}
