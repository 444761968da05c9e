using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Programs;
using Dockerlint.SignalPath;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4005: the hook stops the server itself and returns, and SIGTERM cuts the drain it began.</summary>
public sealed class PreStopStopsServer() : StopRule(new RuleInfo(
    "STOP4005", "PreStopStopsServer", Severity.Warning,
    "preStop begins the server's own shutdown and does not wait for it; the stop signal follows at once."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Container.PodContainer?.PreStop is not { Kind: HandlerKind.Exec } hook || stop.Container.IsOneShot
            || StopCommand.Last(hook.Command) is not { } command)
        {
            return;
        }

        var signal = stop.Container.StopSignal.Name;
        if (command.IsNginxQuit && (signal is null or "SIGQUIT" || !stop.Container.Base.IsKnown && !stop.Container.StopSignal.IsExplicit))
        {
            // The second SIGQUIT changes nothing; an unknown image may well be made from nginx, which sets SIGQUIT.
            return;
        }

        if (command.IsProcessOne && !stop.Container.IsPid1 || command.Signal is not (null or "SIGTERM" or "SIGINT") && command.Signal == signal)
        {
            // In a shared process namespace that is the pause process. And the servers that stop by SIGQUIT let a second one go by.
            return;
        }

        if (!command.IsProxyQuit && !command.IsFast && stop.Route.Blocker is { Kind: HopKind.Shell or HopKind.Script } shell
            && !ReferenceEquals(shell, stop.Route.Application))
        {
            // The signal ends at the shell: the program drains undisturbed.
            return;
        }

        if (HookFault.Of(stop) is { Severity: Severity.Error } || PreStopNeedsMissingBinary.Missing(stop) is not null)
        {
            return;
        }

        if (command.IsProxyQuit)
        {
            report.Add(command.Location,
                $"{command.Text}: the hook ends the proxy before SIGTERM is sent, so the application drains without it; make the proxy a native "
                    + "sidecar (an init container with restartPolicy: Always, Kubernetes 1.29 and later), which is told last");
            return;
        }

        var server = stop.Route.Application is { Kind: HopKind.Server } application ? ProgramCatalog.FindServer(application.Program) : null;
        var dropping = command.Signal is { } sent && server?.On.Of(sent) == SignalEffect.Quits ? server : null;
        var effect = command.IsNginxQuit ? $"{signal} follows at once and turns the graceful quit into a fast shutdown"
            : command.IsFast ? "that is a fast shutdown, which drops open requests"
            : dropping is not null ? $"{dropping.Name} stops at once on {command.Signal} and drops open requests"
            : $"the hook returns at once, and {signal ?? "the stop signal"} arrives as a second signal, on which many servers stop without draining";
        var advice = command.IsNginxQuit || command.IsFast ? "sleep in preStop and set the image's STOPSIGNAL to SIGQUIT"
            : dropping is { On.Draining: [var draining, ..] } ? $"sleep in preStop and leave the rest to the stop signal: {dropping.Name} drains on "
                + draining
            : "sleep in preStop and let the stop signal do the rest, or wait in the hook until the process is gone";
        // Whoever writes SIGQUIT into a hook may have an image that stops by it.
        var isAnotherSignal = server is null && stop.Container.StopSignalMayBeAnother && command.Signal is not (null or "SIGTERM" or "SIGINT");
        report.Add(command.Location, $"{command.Text}: {effect}; {advice}", isAnotherSignal ? Severity.Info : Severity.Warning,
            evidence: [new Evidence($"stop signal: {signal ?? "unknown"} ({stop.Container.StopSignal.Origin})", stop.Container.StopSignal.Location)]);
    }
}
