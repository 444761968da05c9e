using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Text;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4003: the hook runs a program that the image does not have.</summary>
public sealed class PreStopNeedsMissingBinary() : StopRule(new RuleInfo(
    "STOP4003", "PreStopNeedsMissingBinary", Severity.Error,
    "preStop runs a shell or sleep in an image that has neither."))
{
    /// <summary>Programs that come with a distribution, and so with its shell.</summary>
    private static readonly string[] _programs = ["sh", "bash", "ash", "dash", "sleep", "kill", "curl", "wget", "test", "touch", "cat", "echo", "env",
        "pkill", "killall", "timeout", "true"];

    /// <summary>Official images whose Alpine variants install no bash (their Dockerfiles).</summary>
    private static readonly string[] _bare =
        ["alpine", "busybox", "nginx", "node", "python", "golang", "redis", "memcached", "haproxy", "caddy", "traefik", "ruby", "php",
            "nginx-unprivileged", "aspnet", "runtime", "runtime-deps", "prometheus", "alertmanager"];

    private static readonly string[] _otherVariants = ["debug", "alpine", "tools", "distroless"];

    private static readonly string[] _folders = ["/bin/", "/usr/bin/", "/usr/local/bin/", "/sbin/", "/busybox/"];

    public override void Check(Stop stop, Report report)
    {
        if (Missing(stop) is not { } name)
        {
            return;
        }

        var program = stop.Container.PodContainer!.PreStop!.Command[0];
        if (name is "curl" or "wget" && stop.Container.Base.Shell != ShellKind.None)
        {
            report.Add(program.Location,
                $"envoy's image has no {name}, so the hook fails at once and SIGTERM follows without any delay; wait with the sleep action (preStop: "
                    + "sleep: seconds: 15, Kubernetes 1.30 and later), or ask from a container that has it",
                evidence: [new Evidence("Ubuntu with certificates and nothing else (envoyproxy/envoy, ci/Dockerfile-envoy)",
                    stop.Container.PodContainer.Image?.Location)]);
            return;
        }

        var advice = stop.Container.Base.Shell == ShellKind.Ash ? "write sh"
            : "use the sleep action (preStop: sleep: seconds: 5, Kubernetes 1.30 and later), which needs no program";
        report.Add(program.Location,
            $"the image has no {name}, so the hook fails at once and SIGTERM follows without any delay; {advice}",
            evidence: [new Evidence(stop.Container.Base.ShellReason, stop.Container.BaseLocation ?? stop.Container.PodContainer.Image?.Location)]);
    }

    /// <summary>The program that a hook names and the image does not have; null: there, or not known.</summary>
    public static string? Missing(Stop stop)
    {
        if (stop.Container.PodContainer?.PreStop is not { Kind: HandlerKind.Exec, Command: { Count: > 0 } command })
        {
            return null;
        }

        if (stop.Container.Image is null && stop.Container.PodContainer.Image is { } used && IsEnvoy(used.Value)
            && FirstProgram(command) is ("curl" or "wget") and { } client)
        {
            return client;
        }

        if (stop.Container.Base is not { IsKnown: true, Shell: ShellKind.None or ShellKind.Ash } image)
        {
            return null;
        }

        var name = ProgramName.Of(command[0].Value);
        var isLooked = image.Shell == ShellKind.Ash ? name == "bash" && IsPlainAlpine(stop) : Array.IndexOf(_programs, name) >= 0;
        return isLooked && !IsBroughtIn(stop, command[0].Value, name) ? name : null;
    }

    /// <summary>Ubuntu with nothing but certificates (ci/Dockerfile-envoy): neither curl nor wget; the Alpine variant has busybox's wget.</summary>
    private static bool IsEnvoy(string reference)
    {
        var image = ImageReference.Parse(reference);
        return image.Repository == "envoyproxy/envoy" && !Array.Exists(_otherVariants, image.Tag.Contains);
    }

    /// <summary>The hook's program, or the command without which nothing of a shell's text runs.</summary>
    private static string? FirstProgram(IReadOnlyList<Located<string>> command)
    {
        var name = ProgramName.Of(command[0].Value);
        if (!ShellCommandLine.IsShell(name))
        {
            return name;
        }

        if (command.Count < 3 || command[1].Value != "-c" || ShellParser.Parse(command[2].Value, ShellDialect.Bash) is not
            { Error: null, Body.Statements: [{ Command: var only }] })
        {
            return null;
        }

        while (only is AndOrCommand { IsAnd: true } both)
        {
            only = both.Left;
        }

        return only is SimpleCommand { Name: { } program } ? ProgramName.Of(program) : null;
    }

    /// <summary>
    /// Alpine and busybox come without bash. Images made from them may bring it: those that start their program directly are known not to, and a
    /// Dockerfile at hand shows what it installs.
    /// </summary>
    private static bool IsPlainAlpine(Stop stop)
    {
        if (stop.Container.Image is { } built)
        {
            return IsBare(built.RootImage ?? "") && !built.Runs.Any(static run => run.Arguments.Value.Contains("bash"));
        }

        return stop.Container.PodContainer?.Image is { } image && IsBare(image.Value);
    }

    private static bool IsBare(string reference)
    {
        var repository = ImageReference.Parse(reference).Repository;
        return Array.IndexOf(_bare, repository.Substring(repository.LastIndexOf('/') + 1)) >= 0;
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
