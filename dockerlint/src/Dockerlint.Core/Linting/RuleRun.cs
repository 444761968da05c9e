using Dockerlint.Findings;
using Dockerlint.Judgement;
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
        foreach (var answer in Workers.Map(workspace.Stops, Ask, workspace.ReadsImages)
            .Concat(Workers.Map(workspace.Workloads, Ask, workspace.ReadsImages)))
        {
            findings.AddRange(answer.Findings.Findings);
            errors.AddRange(answer.Errors ?? []);
        }

        return findings.Findings;
    }

    private static Answer Ask(Stop stop)
    {
        var answer = new Answer();
        var location = stop.Container.Anchor;
        var subject = stop.Container.Subject;
        foreach (var rule in _stopRules)
        {
            try
            {
                rule.Check(stop, new Report(answer.Findings, rule.Info, subject, stop));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                (answer.Errors ??= []).Add(Guard.Defect(location, e));
            }
        }

        foreach (var rule in stop.Container.Service is null ? [] : _platformRules)
        {
            try
            {
                rule.CheckService(stop, new Report(answer.Findings, rule.Info, subject, stop));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                (answer.Errors ??= []).Add(Guard.Defect(location, e));
            }
        }

        foreach (var rule in answer.Findings.Explains(stop) ? [] : _remainderRules)
        {
            try
            {
                rule.Check(stop, new Report(answer.Findings, rule.Info, subject, stop));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                (answer.Errors ??= []).Add(Guard.Defect(location, e));
            }
        }

        return answer;
    }

    private static Answer Ask(WorkloadStop workload)
    {
        var answer = new Answer();
        var errors = new List<InputError>();
        var location = workload.Workload.Kind.Location;
        foreach (var rule in _platformRules)
        {
            Guard.Run(errors, location, () => rule.CheckWorkload(workload, new Report(answer.Findings, rule.Info, workload.Subject)));
        }

        foreach (var rule in _workloadRules)
        {
            Guard.Run(errors, location, () => rule.Check(workload, new Report(answer.Findings, rule.Info, workload.Subject)));
        }

        answer.Errors = errors;
        return answer;
    }

    /// <summary>What the rules say of one thing.</summary>
    private sealed class Answer
    {
        public FindingSet Findings { get; } = new();

        public List<InputError>? Errors { get; set; }
    }
}
