using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2014: the signal a stop sends is not one the main program drains on.</summary>
public sealed class StopSignalNotHandled() : StopRule(new RuleInfo(
    "STOP2014", "StopSignalNotHandled", Severity.Warning,
    "The effective stop signal is not one the main program drains on."))
{
    public override void Check(Stop stop, Report report)
    {
        var signal = stop.Container.StopSignal;
        if (signal.Name is not { } name || signal.IsUncatchable || Signals.Number(name) is null || ShellHops.IsShortLived(stop)
            || stop.Route.Application is not { } application || Arrives(stop) is false)
        {
            return;
        }

        var location = signal.Location ?? application.Source ?? stop.Container.Anchor;
        if (ProgramCatalog.FindServer(application.Program) is { } server)
        {
            // An image that is used as it comes is its maintainers' business.
            var effects = server.EffectsOf(ContainerSettings.Call(stop.Container, application.Argv));
            if ((server.Advice is not null || server.On.Draining.Count > 0) && effects.Of(name) is not (SignalEffect.Drains or SignalEffect.Unknown)
                // Where no signal drains, one that ends it at once is as good as any.
                && (effects.Of(name) != SignalEffect.Quits || effects.Draining.Count > 0)
                && (application.Source is not null || effects.Of(name) == SignalEffect.Waits))
            {
                var effect = effects.Of(name) switch
                {
                    SignalEffect.Quits => $"stops {application.Program} at once and drops its open work",
                    SignalEffect.Waits => $"makes {application.Program} wait until its last client has left, at most until it is "
                        + $"{Phrases.KilledAfterGrace(stop)}",
                    SignalEffect.Default => $"is not handled by {application.Program}, which is {Phrases.KilledAfterGrace(stop)}",
                    _ => $"does not end {application.Program}, which is {Phrases.KilledAfterGrace(stop)}",
                };
                report.Add(location, $"{name} ({Origin(stop)}) {effect}; {Advice(server, application.Program, stop)}",
                    SeverityOf(stop, application), stop.Route.Verdict, EvidenceOf(stop, server));
            }
        }
        else if (application.Kind == HopKind.Supervisor)
        {
            if (Supervisors.IsSystemd(application.Argv[0].Text))
            {
                if (application.Handles == HandlesSignal.Ignores)
                {
                    report.Add(location, $"{application.Program} is systemd, which powers off on SIGRTMIN+3; {name} ({signal.Origin}) does not "
                        + $"stop it, and it is {Phrases.KilledAfterGrace(stop)}; write STOPSIGNAL SIGRTMIN+3",
                        verdict: Verdict.KilledAfterGrace, evidence: RouteEvidence.Of(stop));
                }
            }
            else if (name != "SIGTERM" && stop.Route.Verdict == Verdict.KilledAfterGrace)
            {
                report.Add(location, $"{name} ({signal.Origin}) does not stop {application.Program}, and with its services it is "
                    + $"{Phrases.KilledAfterGrace(stop)}; write STOPSIGNAL SIGTERM, on which it stops them",
                    verdict: Verdict.KilledAfterGrace, evidence: RouteEvidence.Of(stop));
            }
        }
        else if (!signal.IsExplicit && name != "SIGTERM" && application.Handles != HandlesSignal.Handles && application.Source is not null
            // A shell without a trap gets no other signal either, and what only keeps the container alive drops every one.
            && application.Kind is not (HopKind.Shell or HopKind.Script or HopKind.Idle))
        {
            var origin = $"{name} is inherited from {signal.Origin.Replace("base image ", "")}, whose own program drains on it; ";
            if (IsScriptNotAtHand(application))
            {
                report.Add(location, $"{origin}{application.Program} is not at hand: where it starts another program, that gets {name} too; write "
                    + $"{Key(stop)} SIGTERM then", Severity.Info, stop.Route.Verdict, RouteEvidence.Of(stop));
                return;
            }

            report.Add(location, $"{origin}{application.Program} is another program and gets {name} too; write {Key(stop)} SIGTERM",
                verdict: stop.Route.Verdict, evidence: RouteEvidence.Of(stop));
        }
        else if (signal.IsExplicit && name != "SIGTERM" && application is { Kind: HopKind.Runtime, Handles: HandlesSignal.DefaultAction }
            && stop.Route.Blocker == application)
        {
            report.Add(location, $"{application.Program} does not handle {name}, so it is {Phrases.KilledAfterGrace(stop)}; write STOPSIGNAL "
                + "SIGTERM and handle that", verdict: stop.Route.Verdict, evidence: RouteEvidence.Of(stop));
        }
    }

    /// <summary>It may end in exec of the image's own program.</summary>
    private static bool IsScriptNotAtHand(Hop application) => application.Kind == HopKind.Program
        && (application.Program.EndsWith(".sh", StringComparison.Ordinal) || application.Program.Contains("entrypoint"));

    /// <summary>A server that nobody chose the signal for is told, unless it is killed for certain.</summary>
    private static Severity SeverityOf(Stop stop, Hop application) =>
        application.Source is null ? Severity.Info
        : stop.Container.StopSignal != StopSignal.Default || stop.Route is { Verdict: Verdict.KilledAfterGrace, IsCertain: true } ? Severity.Warning
        : Severity.Info;

    private static string Origin(Stop stop) => stop.Container.StopSignalMayBeAnother
        ? $"the default; whether {stop.Container.Base.Shown} sets another is not known" : stop.Container.StopSignal.Origin;

    private static string Advice(KnownProgram server, string program, Stop stop) =>
        server.Advice ?? $"{program} drains on {string.Join(" or ", server.On.Draining)}; write {Key(stop)} {server.On.Draining[0]}";

    /// <summary>Where the user can say it: an image that somebody else makes has no line here.</summary>
    private static string Key(Stop stop) => stop.Container is { Service: not null, Dockerfile: null } ? "stop_signal:" : "STOPSIGNAL";

    /// <summary>False when the signal stops at a shell: which one it is then matters to nobody.</summary>
    private static bool Arrives(Stop stop) => stop.Route.Blocker is null || ReferenceEquals(stop.Route.Blocker, stop.Route.Application);

    private static List<Evidence> EvidenceOf(Stop stop, KnownProgram server)
    {
        var chain = RouteEvidence.Of(stop);
        if (server.On.Draining.Count > 0)
        {
            chain.Add(new Evidence($"{server.Name} drains on {string.Join(", ", server.On.Draining)} ({server.Source})"));
        }

        return chain;
    }
}
