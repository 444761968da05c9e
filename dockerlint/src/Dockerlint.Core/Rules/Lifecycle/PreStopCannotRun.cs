using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Rules.GraceBudget;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4004: a hook that the platform refuses or never runs.</summary>
public sealed class PreStopCannotRun() : StopRule(new RuleInfo(
    "STOP4004", "PreStopCannotRun", Severity.Error,
    "preStop has a handler that is never run, or that the API server refuses."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Container.Workload is not { } workload)
        {
            CheckService(stop, report);
            return;
        }

        if (HookFault.Of(stop) is { } fault)
        {
            report.Add(fault.Location, fault.Message, fault.Severity, evidence: fault.Evidence);
            return;
        }

        if (stop.Container.PodContainer?.PreStop is not { } hook)
        {
            return;
        }

        if (hook.Kind == HandlerKind.TcpSocket)
        {
            report.Add(hook.Location,
                "tcpSocket is accepted in preStop and fails when it runs: the kubelet has no such hook, and SIGTERM follows at once; use exec, "
                    + "httpGet or sleep",
                evidence: [new Evidence("\"TCPSocket is NOT supported as a LifecycleHandler\" (k8s.io/api core/v1 LifecycleHandler)")]);
        }
        else if (hook.Kind == HandlerKind.Grpc)
        {
            report.Add(hook.Location, "there is no grpc hook, only a grpc probe: the API server refuses the object; use exec, httpGet or sleep");
        }
        // STOP3003 reports the defect where it stands.
        else if (stop.Budget is { Grace: { Seconds: 0 } grace } && hook.Kind != HandlerKind.None && !Judged.HasNothingToFinish(stop))
        {
            report.Add(hook.Location,
                "this hook is never run: terminationGracePeriodSeconds is 0, which leaves no time for it; write the hook's time plus what the "
                    + "application needs",
                Severity.Info, evidence: [new Evidence("grace: terminationGracePeriodSeconds, 0 s", grace.Location)]);
        }
        else if (hook is { Kind: HandlerKind.Sleep, SleepSeconds: { Value: { } seconds } sleep } && !workload.IsPartial
            && stop.Budget.Grace is { Seconds: { } given } limit && seconds > given)
        {
            report.Add(sleep.Location,
                $"sleep of {seconds} s is longer than the grace of {BudgetSentence.Seconds(given)} ({limit.Source}): the API server refuses the "
                    + $"object; raise terminationGracePeriodSeconds above {seconds}, by what the application needs",
                evidence: [new Evidence($"grace: {limit.Source}, {BudgetSentence.Seconds(given)}", limit.Location)]);
        }
    }

    private static void CheckService(Stop stop, Report report)
    {
        if (stop.Container.Service?.HookFaults is [var fault, ..])
        {
            report.Add(fault.Location, $"{fault.What}; {fault.Advice}");
        }
    }
}
