using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Rules;
using Dockerlint.Text;

namespace Dockerlint.Linting;

/// <summary>Puts every rule of the catalog to everything in a workspace.</summary>
internal static class RuleRun
{
    private static readonly StopRule[] _stopRules = [.. Catalog.All.OfType<StopRule>()];
    private static readonly PlatformRule[] _platformRules = [.. Catalog.All.OfType<PlatformRule>()];
    private static readonly RemainderRule[] _remainderRules = [.. Catalog.All.OfType<RemainderRule>()];
    private static readonly WorkloadRule[] _workloadRules = [.. Catalog.All.OfType<WorkloadRule>()];

    /// <param name="errors">A rule that fails on one thing costs that answer only, and says so here.</param>
    public static IReadOnlyList<Finding> Ask(Workspace workspace, List<InputError> errors)
    {
        var findings = new FindingSet();
        Take(LintMemory.Map(workspace.Memory, workspace.Stops, static stop => new LintMemory.Key("the rules of a stop", stop), Ask,
            workspace.ReadsImages), findings, errors);
        Take(LintMemory.Map(workspace.Memory, workspace.Workloads, StopKey.Of, Ask, workspace.ReadsImages), findings, errors);
        // Last: what anything else says of the same place counts more.
        for (var i = 0; i < workspace.Stops.Count; i++)
        {
            if (workspace.Stops[i].WithoutOverride is { } main)
            {
                TakeHidden(workspace, workspace.Stops[i], main, findings, errors);
            }
        }

        return findings.Findings;
    }

    private static void TakeHidden(Workspace workspace, Stop merged, Stop main, FindingSet findings, List<InputError> errors)
    {
        var answer = LintMemory.Recall(workspace.Memory, () => new LintMemory.Key("the rules without an override", merged), () => Ask(main));
        errors.AddRange(answer.Errors ?? []);
        findings.AddNew([.. HiddenBy(merged, answer.Findings.Findings)]);
    }

    /// <summary>Of the findings about a service's main file those that no rule says of it merged.</summary>
    private static IEnumerable<Finding> HiddenBy(Stop merged, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return [];
        }

        var said = Ask(merged).Findings.Findings;
        var over = merged.Container.Service!.Node.Source.Path;
        return findings.Where(finding => said.All(other => other.Rule.Id != finding.Rule.Id)).Select(finding => finding with
        {
            Severity = Severity.Info, Message = $"{finding.Message} (without {over}, which docker compose merges unasked)",
        });
    }

    private static void Take(Answer[] answers, FindingSet findings, List<InputError> errors)
    {
        foreach (var answer in answers)
        {
            if (answer.IsAssumed)
            {
                findings.AddNew(answer.Findings.Findings);
            }
            else
            {
                findings.AddRange(answer.Findings.Findings);
            }

            if (answer.Errors is { } own)
            {
                errors.AddRange(own);
            }
        }
    }

    private static Answer Ask(Stop stop)
    {
        var answer = new Answer(stop.Container.Subject, stop.Container.Anchor, stop.Container.Workload)
        {
            IsAssumed = stop.Container.Assumption is not null,
        };
        answer.Put(_stopRules, stop, stop, static (rule, asked, report) => rule.Check(asked, report));
        if (stop.Container.Service is not null)
        {
            answer.Put(_platformRules, stop, stop, static (rule, asked, report) => rule.CheckService(asked, report));
        }

        foreach (var rule in _remainderRules)
        {
            if (answer.Findings.Explains(stop))
            {
                break;
            }

            answer.Put([rule], stop, stop, static (rule, asked, report) => rule.Check(asked, report));
        }

        return answer;
    }

    private static Answer Ask(WorkloadStop workload)
    {
        var answer = new Answer(workload.Subject, workload.Workload.Kind.Location, workload.Workload);
        answer.Put(_platformRules, workload, null, static (rule, asked, report) => rule.CheckWorkload(asked, report));
        answer.Put(_workloadRules, workload, null, static (rule, asked, report) => rule.Check(asked, report));
        return answer;
    }

    /// <summary>What the rules say of one thing.</summary>
    private sealed class Answer(Subject subject, SourceLocation location, Workload? workload)
    {
        public FindingSet Findings { get; } = new();

        public List<InputError>? Errors { get; private set; }

        /// <summary>Which image it runs is taken for granted: of the image itself, what was said without that stands.</summary>
        public bool IsAssumed { get; init; }

        /// <summary>One rule's failure costs its own answer only. No closure: every rule is asked of everything.</summary>
        public void Put<TRule, T>(TRule[] rules, T asked, Stop? judged, Action<TRule, T, Report> ask)
            where TRule : Rule
        {
            var report = new Report(Findings, subject, judged, workload);
            foreach (var rule in rules)
            {
                try
                {
                    ask(rule, asked, report.Of(rule));
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    (Errors ??= []).Add(Guard.Defect(location, e));
                }
            }
        }
    }
}
