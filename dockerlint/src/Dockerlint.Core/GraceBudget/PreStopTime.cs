using Dockerlint.Containers;
using Dockerlint.Kubernetes;
using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget;

/// <summary>
/// How long a preStop hook holds the signal back. The kubelet starts the grace clock before the hook; Compose runs <c>pre_stop</c> before
/// the stop call, outside the grace, so a service's hook takes nothing from it.
/// </summary>
public static class PreStopTime
{
    public static Amount Of(Container container) => container.PodContainer?.PreStop is { } hook ? Of(hook) : Amount.Nothing;

    private static Amount Of(LifecycleHandler hook) => hook.Kind switch
    {
        HandlerKind.Sleep when hook.SleepSeconds is { Value: { } seconds } sleep => new Amount(seconds, "preStop sleep", sleep.Location, IsDefault: false),
        HandlerKind.Exec => new Amount(SecondsOf(hook.Command), "preStop exec", hook.Location, IsDefault: false),
        HandlerKind.None => Amount.Nothing,
        _ => new Amount(null, "preStop hook", hook.Location, IsDefault: false),
    };

    /// <summary>The literal sleeps of a hook's command; null when anything else in it may take time.</summary>
    private static double? SecondsOf(IReadOnlyList<Located<string>> command)
    {
        if (command.Count == 0)
        {
            return null;
        }

        string name = ProgramName.Of(command[0].Value);
        if (name == "sleep" && command.Count == 2)
        {
            return Durations.Sleep(command[1].Value);
        }

        if (!SignalPath.Shells.ShellCommandLine.IsShell(name) || command.Count < 3 || !command[1].Value.EndsWith("c", StringComparison.Ordinal))
        {
            return null;
        }

        var script = ShellParser.Parse(command[2].Value, ShellDialect.Bash);
        return script.Error is null ? SecondsOf(script.Body) : null;
    }

    private static double? SecondsOf(ShellList list)
    {
        double total = 0;
        foreach (var statement in list.Statements)
        {
            if (statement.End == StatementEnd.Background)
            {
                continue;
            }

            if (SecondsOf(statement.Command) is not { } seconds)
            {
                return null;
            }

            total += seconds;
        }

        return total;
    }

    private static double? SecondsOf(ShellCommand command) => command switch
    {
        SimpleCommand { Name: "sleep", Words: [_, { Constant: { } duration }] } => Durations.Sleep(duration),
        SimpleCommand { Name: "exec", Words: [_, { Constant: "sleep" }, { Constant: { } duration }] } => Durations.Sleep(duration),
        // Quick ones: what they start may take its time, they do not.
        SimpleCommand { Name: "echo" or "kill" or "touch" or "rm" or "true" or ":" or "exit" or "date" or "printf" or "cat" or "set" or "pkill" or "killall" or "mv" or "cp" } => 0,
        SimpleCommand { Name: { } name } when ProgramCatalog.Find(ProgramName.Of(name)) is { StopsBy: not null } => 0,
        SimpleCommand { Words.Count: 0 } => 0,
        AndOrCommand both => SecondsOf(both.Left) + SecondsOf(both.Right),
        GroupCommand group => SecondsOf(group.Body),
        SubshellCommand subshell => SecondsOf(subshell.Body),
        ForCommand { Words: { } words } @for when Repetitions(words) is { } count => SecondsOf(@for.Body) * count,
        _ => null,
    };

    /// <summary><c>for i in 1 2 3</c> and bash's <c>{1..30}</c>.</summary>
    private static int? Repetitions(IReadOnlyList<ShellWord> words)
    {
        if (words is [{ Parts: [LiteralPart { Value: ['{', .. var range, '}'] }] }] && range.Split(['.'], StringSplitOptions.RemoveEmptyEntries) is [var from, var to]
            && int.TryParse(from, out int first) && int.TryParse(to, out int last))
        {
            return Math.Abs(last - first) + 1;
        }

        foreach (var word in words)
        {
            if (word.Constant is null)
            {
                return null;
            }
        }

        return words.Count;
    }
}
