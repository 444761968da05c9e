using Dockerlint.Compose;
using Dockerlint.Findings;
using Dockerlint.Judgement;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2017: Compose cuts a command string at the first shell operator.</summary>
public sealed class CommandStringIsNotShell() : PlatformRule(new RuleInfo(
    "STOP2017", "CommandStringIsNotShell", Severity.Error,
    "A Compose command string is no shell line: what follows ; & | < > is dropped."))
{
    public override void CheckService(Stop stop, Report report)
    {
        Check(stop.Container.Service!.Entrypoint, "entrypoint", report);
        Check(stop.Container.Service.Command, "command", report);
        foreach (var hook in stop.Container.Service.PreStop)
        {
            Check(hook.Command, "pre_stop command", report);
        }
    }

    private static void Check(ComposeCommand? command, string key, Report report)
    {
        if (command?.Dropped is not { } dropped)
        {
            return;
        }

        var runs = command.Words.Count == 0 ? "nothing of it is run"
            : $"it runs \"{string.Join(" ", command.Words.Select(static word => word.Value))}\"";
        var rest = Short(dropped.Value.Trim());
        // Without its redirection a command still does its work.
        var isRedirection = dropped.Value.TrimStart() is ['<' or '>', ..] && dropped.Value.IndexOfAny([';', '&', '|']) < 0;
        report.Add(dropped.Location,
            $"Compose splits {key} into words without a shell: {runs} and drops \"{rest}\" silently; write [\"sh\", \"-c\", \"...\"] with exec in "
                + "front of the last command, or one command without operators",
            isRedirection ? Severity.Warning : Severity.Error,
            evidence: [new Evidence($"{key}: {Short(command.Text ?? "")}", command.Location)]);
    }

    private static string Short(string text)
    {
        var line = text.Replace('\n', ' ');
        return line.Length <= 60 ? line : line.Substring(0, 57) + "...";
    }
}
