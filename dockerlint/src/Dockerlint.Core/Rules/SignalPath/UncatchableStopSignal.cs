using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2013: a stop signal that no program can catch, or that no engine knows.</summary>
public sealed class UncatchableStopSignal() : StopRule(new RuleInfo(
    "STOP2013", "UncatchableStopSignal", Severity.Error,
    "The stop signal is SIGKILL or SIGSTOP, which no program can catch, or a name that no engine accepts."))
{
    public override void Check(Stop stop, Report report)
    {
        var signal = stop.Container.StopSignal;
        if (!signal.IsExplicit || signal.Location is not { } location || signal.Name is not { } name)
        {
            return;
        }

        if (signal.EndOfEveryStop is { } end)
        {
            var effect = end == Verdict.NeverTold ? "every stop kills the application at once (exit 137), without its handler"
                : "a stop freezes the application until SIGKILL at the end of the grace (exit 137)";
            report.Add(location, $"{name} as stop signal cannot be caught: {effect}; leave it out, or name the signal the application drains on",
                verdict: end);
        }
        else if (Signals.Canonical(name) is null)
        {
            report.Add(location, $"{name} is no signal: the builder and the engine refuse it; write a name such as SIGTERM or SIGQUIT",
                verdict: Verdict.FailsToStart);
        }
        else if (int.TryParse(name, out var number) && number is < 1 or > 64)
        {
            report.Add(location, $"there is no signal {name}: the builder accepts it and the engine refuses to stop the container with it; write a "
                + "name such as SIGTERM", verdict: Verdict.FailsToStart);
        }
    }
}
