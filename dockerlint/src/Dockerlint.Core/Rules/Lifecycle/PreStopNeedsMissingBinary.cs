using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Programs;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4003: the hook runs a program that the image does not have.</summary>
public sealed class PreStopNeedsMissingBinary() : StopRule(new RuleInfo(
    "STOP4003", "PreStopNeedsMissingBinary", Severity.Error,
    "preStop runs a shell or sleep in an image that has neither."))
{
    /// <summary>Programs that come with a distribution, and so with its shell.</summary>
    private static readonly string[] _programs = ["sh", "bash", "ash", "dash", "sleep", "kill", "curl", "wget", "test", "touch", "cat", "echo", "env",
        "pkill", "killall", "timeout", "true"];

    private static readonly string[] _folders = ["/bin/", "/usr/bin/", "/usr/local/bin/", "/sbin/", "/busybox/"];

    public override void Check(Stop stop, Report report)
    {
        if (stop.Container.PodContainer?.PreStop is not { Kind: HandlerKind.Exec, Command: { Count: > 0 } command }
            || stop.Container.Base is not { IsKnown: true, Shell: ShellKind.None })
        {
            return;
        }

        var program = command[0];
        var name = ProgramName.Of(program.Value);
        if (Array.IndexOf(_programs, name) < 0 || IsBroughtIn(stop, program.Value, name))
        {
            return;
        }

        report.Add(program.Location,
            $"the image has no {name}, so the hook fails at once and SIGTERM follows without any delay; use the sleep action (preStop: sleep: "
                + "seconds: 5, Kubernetes 1.30 and later), which needs no program",
            evidence: [new Evidence(stop.Container.Base.ShellReason, stop.Container.BaseLocation ?? stop.Container.PodContainer.Image?.Location)]);
    }

    private static bool IsBroughtIn(Stop stop, string path, string name)
    {
        if (path.StartsWith("/", StringComparison.Ordinal))
        {
            return stop.Container.Files.MayContain(path);
        }

        foreach (var folder in _folders)
        {
            if (stop.Container.Files.MayContain(folder + name))
            {
                return true;
            }
        }

        return false;
    }
}
