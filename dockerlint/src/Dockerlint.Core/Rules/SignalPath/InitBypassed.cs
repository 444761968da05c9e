using Dockerlint.Dockerfile;
using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2011: an init is installed, and what starts does not go through it, or only after long steps.</summary>
public sealed class InitBypassed() : StopRule(new RuleInfo(
    "STOP2011", "InitBypassed", Severity.Warning,
    "The image installs an init that its command does not go through."))
{
    private static readonly string[] _inits = [.. Inits.Packaged];
    private static readonly string[] _scriptNames = ["entrypoint", "start", "launch", "boot", "init", "run"];

    public override void Check(Stop stop, Report report)
    {
        if (stop.Container.Init is not null || stop.ReplacedImage is { Route.HasInit: true } || stop.Container.Image is not { } image
            || stop.Container.Dockerfile is not { } source || stop.Route.Hops.Count == 0 || ShellHops.IsShortLived(stop))
        {
            return;
        }

        var hops = stop.Route.Hops;
        for (var i = 0; i < hops.Count; i++)
        {
            if (hops[i].Kind is HopKind.Init)
            {
                LateInit(stop, hops, i, report);
                return;
            }

            if (hops[i].Kind is HopKind.Supervisor || hops[i].Starts == StartsNext.Unknown
                || hops[i].Kind == HopKind.Program && MayBeScript(hops[i].Program))
            {
                return;
            }
        }

        // A script that names it starts through it in another case than this one.
        if (Installed(image) is not { } installed || hops.Any(hop => hop.Shell?.Script?.Text.Contains(installed.Init) == true))
        {
            return;
        }

        // Only where the missing init is what loses the signal is it more than a leftover.
        var isHarmful = stop.Route.Verdict == Verdict.KilledAfterGrace && ReferenceEquals(stop.Route.Blocker, stop.Route.Application);
        var isBehindShell = stop.Route.Blocker is { Kind: HopKind.Shell or HopKind.Script };
        var advice = isBehindShell
            ? $"{installed.Init} would not mend the {stop.Route.Blocker!.Program} that keeps the signal; leave it out, or exec the application first"
            : $"start with [\"{installed.Init}\", \"--\", …], or leave it out";
        report.Add(source.At(installed.Instruction.Span), $"{installed.Init} is installed here, but the command ({hops[0].CommandLine}) does not go "
            + $"through it; {advice}",
            isHarmful ? Severity.Warning : Severity.Info, stop.Route.Verdict, RouteEvidence.Of(stop));
    }

    /// <summary>A signal that arrives before <c>exec tini</c> meets a shell that is PID 1 and drops it (livekit/egress#1384).</summary>
    private static void LateInit(Stop stop, HopChain hops, int init, Report report)
    {
        for (var i = 0; i < init; i++)
        {
            if (hops[i] is { Kind: HopKind.Script, Starts: StartsNext.Execs, Shell.SlowStep: { } step, Ending: { } ending })
            {
                report.Add(ending.Location ?? step, $"{hops[i].Program} runs for a while as PID 1 before it execs {hops[init].Program}; a stop in "
                    + $"that time is lost; put {hops[init].Program} in front of the script",
                    Severity.Info, evidence: [new Evidence("a step that takes time", step)]);
            }
        }
    }

    private static (string Init, Instruction Instruction)? Installed(EffectiveImage image)
    {
        for (var i = 0; i < image.Runs.Count; i++)
        {
            var text = image.Runs[i].Arguments;
            foreach (var init in _inits)
            {
                if (text.Contains(init) && (text.Contains("install") || text.Contains("apk") || text.Contains("curl") || text.Contains("wget"))
                    && HasWord(text.Value, init))
                {
                    return (init, image.Runs[i].Instruction);
                }
            }
        }

        for (var i = 0; i < image.Copies.Count; i++)
        {
            var copy = image.Copies[i];
            foreach (var init in _inits)
            {
                if (copy.Destination is { } destination && ProgramName.Of(destination) == init)
                {
                    return (init, copy.Instruction);
                }
            }
        }

        return null;
    }

    /// <summary>Not at hand, and by its name something that may well go through the init.</summary>
    private static bool MayBeScript(string program) =>
        program.EndsWith(".sh", StringComparison.Ordinal) || program.EndsWith(".bash", StringComparison.Ordinal)
        || Array.Exists(_scriptNames, name => program.Contains(name));

    private static bool HasWord(string text, string word)
    {
        for (var i = text.IndexOf(word, StringComparison.Ordinal); i >= 0; i = text.IndexOf(word, i + 1, StringComparison.Ordinal))
        {
            var end = i + word.Length;
            if ((i == 0 || text[i - 1] is ' ' or '\t' or '/' or '"')
                && (end == text.Length || text[end] is ' ' or '\t' or ';' or '=' or '\\' or '\n' or '"'))
            {
                return true;
            }
        }

        return false;
    }
}
