using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Kubernetes;
using Dockerlint.Programs;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4003: the hook runs a program that the image does not have.</summary>
public sealed class PreStopNeedsMissingBinary() : ContainerRule(new RuleInfo(
    "STOP4003", "PreStopNeedsMissingBinary", Severity.Error,
    "preStop runs a shell or sleep in an image that has neither."))
{
    /// <summary>Programs that come with a distribution, and so with its shell.</summary>
    private static readonly string[] Programs = ["sh", "bash", "ash", "dash", "sleep", "kill", "curl", "wget", "test", "touch", "cat", "echo", "env", "pkill", "killall", "timeout", "true"];

    private static readonly string[] Folders = ["/bin/", "/usr/bin/", "/usr/local/bin/", "/sbin/", "/busybox/"];

    public override void Check(Container container, Report report)
    {
        if (container.PodContainer?.PreStop is not { Kind: HandlerKind.Exec, Command: { Count: > 0 } command } || container.Base is not { IsKnown: true, Shell: ShellKind.None })
        {
            return;
        }

        var program = command[0];
        string name = ProgramName.Of(program.Value);
        if (Array.IndexOf(Programs, name) < 0 || IsBroughtIn(container, program.Value, name))
        {
            return;
        }

        report.Add(program.Location,
            $"the image has no {name}, so the hook fails at once and SIGTERM follows without any delay; use the sleep action (preStop: sleep: seconds: 5, Kubernetes 1.30 and later), which needs no program",
            evidence: [new Evidence(container.Base.ShellReason, container.Dockerfile is { } dockerfile && container.Stage is { } stage ? dockerfile.At(stage.From.Span) : container.PodContainer.Image?.Location)]);
    }

    private static bool IsBroughtIn(Container container, string path, string name)
    {
        if (path.StartsWith("/", StringComparison.Ordinal))
        {
            return container.Files.MayContain(path);
        }

        foreach (string folder in Folders)
        {
            if (container.Files.MayContain(folder + name))
            {
                return true;
            }
        }

        return false;
    }
}
