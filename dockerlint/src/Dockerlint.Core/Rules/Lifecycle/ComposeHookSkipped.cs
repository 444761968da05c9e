using Dockerlint.Compose;
using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Shells;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>STOP4008: a drain that hangs on Compose's own hook.</summary>
public sealed class ComposeHookSkipped() : PlatformRule(new RuleInfo(
    "STOP4008", "ComposeHookSkipped", Severity.Info,
    "A drain relies on pre_stop, which only some ways of stopping run."))
{
    private static readonly string[] _notes = ["echo", "printf", "true", "date", "touch", "logger", "rm", "cp", "mv", "chown", "chmod",
        "mkdir", ":", "exit"];

    public override void CheckService(Stop stop, Report report)
    {
        if (stop.Container.IsOneShot || stop.Container.IsDevelopment || stop.Container.Service!.HookFaults.Count > 0)
        {
            return;
        }

        foreach (var hook in stop.Container.Service!.PreStop)
        {
            if (hook.Command is { Words.Count: > 0 } command && !OnlyNotes(command))
            {
                report.Add(hook.Location,
                    "pre_stop is run by docker compose stop, down and restart alone: not by docker stop, not when up recreates the container, not "
                        + "when the engine shuts down; it runs before the grace begins, with no limit of its own; let the application drain on its "
                        + "stop signal instead",
                    evidence: [new Evidence($"stop_grace_period begins after it: {stop.Budget.Grace.Source}", stop.Budget.Grace.Location)]);
                return;
            }
        }
    }

    /// <summary>Leaves a trace and holds nothing back.</summary>
    private static bool OnlyNotes(ComposeCommand command)
    {
        var program = ProgramName.Of(command.Words[0].Value);
        if (!ShellCommandLine.IsShell(program))
        {
            return Array.IndexOf(_notes, program) >= 0;
        }

        return command.Words.Count > 2 && ShellParser.Parse(command.Words[2].Value, ShellDialect.Bash) is { Error: null } script
            && script.Body.Statements.All(
                static statement => statement.Command is SimpleCommand { Name: { } name } && Array.IndexOf(_notes, name) >= 0);
    }
}
