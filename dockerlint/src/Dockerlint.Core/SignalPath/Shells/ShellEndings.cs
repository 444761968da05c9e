using Dockerlint.Programs;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Picks the way through a script that the route follows.</summary>
internal static class ShellEndings
{
    private static readonly ShellEnding _nothing = new(EndingKind.EndsByItself, [], null, "nothing is left in front");

    /// <param name="isOneOfSeveral">Other ways of the same text end differently.</param>
    public static ShellEnding Choose(ShellReading reading, string script, out bool isOneOfSeveral)
    {
        ShellEnding? stays = null;
        ShellEnding? execs = null;
        ShellEnding? prompt = null;
        foreach (var ending in reading.Endings)
        {
            switch (ending.Kind)
            {
                case EndingKind.Execs:
                    execs = execs is null || !StartsItself(ending, script) && !Job.IsIdle(ending.Command) ? ending : execs;
                    break;
                case EndingKind.Interactive:
                    prompt ??= ending;
                    break;
                case EndingKind.EndsByItself:
                    break;
                default:
                    stays = stays is null || IsLikelier(ending, stays) ? ending : stays;
                    break;
            }
        }

        isOneOfSeveral = stays is not null && (execs is not null || prompt is not null) || reading.IsPartial;
        if (stays is not null && (execs is null || StartsItself(execs, script) || IsMain(stays) || Job.IsIdle(execs.Command)))
        {
            return stays;
        }

        return execs ?? prompt ?? _nothing;
    }

    /// <summary>What a way that gives up with <c>exit</c> had run last is rather a step than what the script is for.</summary>
    private static bool IsLikelier(ShellEnding ending, ShellEnding than) => !IsMain(than) && (IsMain(ending) || than.IsByExit && !ending.IsByExit)
        || IsPlaceholder(than) && !IsPlaceholder(ending);

    /// <summary>Evidently what the container is for.</summary>
    private static bool IsMain(ShellEnding ending) => ending.RunsArguments || !IsPlaceholder(ending) && IsKnownMain(ending);

    /// <summary><c>sleep 365d</c> where a setting switches the service off.</summary>
    private static bool IsPlaceholder(ShellEnding ending) =>
        ending.Kind is EndingKind.Stays or EndingKind.DependsOnShell && Job.IsIdle(ending.Command);

    private static bool IsKnownMain(ShellEnding ending) => ending.Kind is EndingKind.WaitsForBackground or EndingKind.Loops
        || ending.Command.Count > 0 && ending.Command[0].Value is { } program
            && (CommandWeights.Of(ending.Command) == CommandWeight.LongRunning
                || !ending.IsByExit && LanguageRuntimes.Contains(ProgramName.Of(program)));

    private static bool StartsItself(ShellEnding ending, string script)
    {
        foreach (var word in ending.Command)
        {
            if (word.Value is { } value && ProgramName.Of(value) == script)
            {
                return true;
            }
        }

        return false;
    }
}
