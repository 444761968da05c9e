using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Rules;

/// <summary>Takes the rules' findings about one subject.</summary>
/// <param name="judged">The stop that is asked about; null for a workload as a whole.</param>
/// <param name="workload">The workload, or the one whose container the stop is; null: no pod.</param>
public sealed class Report(FindingSet findings, Subject subject, Stop? judged = null, Workload? workload = null)
{
    /// <summary>So many are shown.</summary>
    private const int MostPatches = 3;

    private Rule? _rule;

    /// <summary>The same for another rule.</summary>
    public Report Of(Rule rule)
    {
        _rule = rule;
        return this;
    }

    public void Add(
        SourceLocation location, string message, Severity? severity = null, Verdict? verdict = null, IReadOnlyList<Evidence>? evidence = null,
        Fix? fix = null)
    {
        var rule = _rule ?? throw new InvalidOperationException("no rule is asked");
        if (IsSettledBySignal(location, verdict))
        {
            return;
        }

        var finding = new Finding(rule.Info, severity ?? rule.Info.DefaultSeverity, location, message)
        {
            Verdict = verdict, Subject = subject, Evidence = evidence ?? [], Fix = CanBeWritten(fix) ? fix : null,
        };
        finding = finding.Severity > Severity.Info && workload?.Patches is { Count: > 0 } all && Patches(all, rule) is { Count: > 0 } patches
            ? AsPatched(finding, patches)
            : finding;
        finding = judged?.StoppedByHook is { } command ? AsStoppedByHook(finding, command) : finding;
        findings.Add(judged?.InEveryUse is { } use ? AsUsed(finding, use) : finding, judged);
    }

    /// <summary>A stop signal that nobody can catch ends the stop, whoever is PID 1: only what is said at its own place is true then, and what
    /// keeps the container from starting.</summary>
    private bool IsSettledBySignal(SourceLocation location, Verdict? verdict) =>
        verdict is not (null or Verdict.FailsToStart)
        && judged?.Container.StopSignal is { IsUncatchable: true, IsExplicit: true, Location: { } signal } && signal != location;

    /// <summary>Of each file one: a file of patches is read as itself and for the kustomization that names it.</summary>
    private static List<ObjectPatch> Patches(IReadOnlyList<ObjectPatch> patches, Rule rule) =>
        [.. patches.Where(patch => (patch.Fields & rule.DecidedBy) != 0)
            .GroupBy(static patch => patch.Location.Path).Select(static file => file.First())
            .OrderBy(static patch => patch.Location.Path, StringComparer.Ordinal)];

    /// <summary>Nobody applies this object as it stands: the files that patch it decide.</summary>
    private static Finding AsPatched(Finding finding, List<ObjectPatch> patches)
    {
        var named = patches switch
        {
            [var only] => $"{only.Location.Path} patches",
            [var first, var second] => $"{first.Location.Path} and {second.Location.Path} patch",
            _ => $"{patches[0].Location.Path} and {patches.Count - 1} other files patch",
        };
        string[] words = [.. patches.Select(static patch => patch.Words).Distinct()];
        return finding with
        {
            Severity = Severity.Info,
            Evidence = [.. finding.Evidence, .. patches.Take(MostPatches).Select(static patch =>
                new Evidence($"a patch of this input changes {patch.Words}: check what kubectl kustomize makes of it", patch.Location))],
            Message = $"{finding.Message} (as it stands here; {named} {(words is [var one] ? one : "it")})",
            Fix = null,
        };
    }

    private static bool CanBeWritten(Fix? fix)
    {
        foreach (var edit in fix?.Edits ?? [])
        {
            if (edit.Location.Source.IsOfImage)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The program learns of the stop behind the signal's back: <c>celery control shutdown</c>.</summary>
    private static Finding AsStoppedByHook(Finding finding, StopCommand command) =>
        finding.Verdict is Verdict.KilledAfterGrace or Verdict.CutShort or Verdict.Unknown
            ? finding with
            {
                Severity = Severity.Info, Verdict = Verdict.Unknown,
                Evidence = [.. finding.Evidence, new Evidence($"its preStop stops the program without the signal: {command.Text}", command.Location)],
            }
            : finding;

    /// <summary>Whoever runs the image without that init meets the defect; nobody in this input does.</summary>
    private static Finding AsUsed(Finding finding, Stop use) =>
        finding.Verdict == Verdict.KilledAfterGrace && use is { Route.Verdict: Verdict.Graceful or Verdict.EndedByDefault, Container.Init: { } init }
            ? finding with
            {
                Severity = Severity.Info,
                Evidence = [.. finding.Evidence,
                    new Evidence($"every service of this image here puts an init in front ({init.Description}); docker run alone does not",
                        init.Location)],
            }
            : finding;
}
