using Dockerlint.Images;
using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Applications;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Text;

namespace Dockerlint.SignalPath;

public sealed partial class RouteBuilder
{
    /// <summary>
    /// Measured, GNU make 4.3: it passes SIGTERM on to what it has started and waits for that, SIGINT, SIGQUIT and SIGHUP it does not pass on.
    /// As PID 1 it waits for what a shell of its own leaves behind as well.
    /// </summary>
    private void ResolveMake(MakeCall call, List<Argument> argv)
    {
        var name = ProgramName.Of(argv[0].Text);
        Enter(call.Folder.Length > 0 ? call.Folder : null);
        var shown = string.Join(" ", (string[])[name, .. call.Targets]);
        if (Makefile.Find(_container.Files, call) is not { } recipe)
        {
            Add(HopKind.OneShot, argv, name, HandlesSignal.Unknown, $"the recipe of {shown} is not at hand");
            return;
        }

        var lines = recipe.Where(line => line.StartsMake || CommandOf(line).Count > 0).ToList();
        if (MainLine(lines) is not { } main || call.IsParallel && lines.Count > 1)
        {
            Add(HopKind.OneShot, argv, name, HandlesSignal.Unknown,
                lines.Count == 0 ? $"{shown} ends by itself" : $"{shown} starts several programs beside each other");
            return;
        }

        var tells = _container.StopSignal.Name is null or "SIGTERM";
        _hops.Add(new Hop
        {
            Kind = HopKind.PackageManager, Program = name, Argv = argv, Source = argv[0].Location,
            Handles = HandlesSignal.Handles, Starts = tells ? StartsNext.ForksAndForwards : StartsNext.ForksAndStays,
            WaitsForOrphans = true,
            Stop = tells ? null : new ShellStop(Stops.Verdict.KilledAfterGrace,
                $"{name} does not pass {_container.StopSignal.Shown} on and waits for its child", TrapEffect.None, null),
            Reason = tells ? $"{name} passes SIGTERM on to what it has started itself, and waits for it"
                : $"{name} does not pass {_container.StopSignal.Shown} on",
        });
        if (main.StartsMake)
        {
            Resolve([.. main.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(word => Argument.Known(word, main.Location))]);
            return;
        }

        if (!main.NeedsShell)
        {
            Resolve(ListOf(CommandOf(main)));
            return;
        }

        string[] shell = [main.Shell, "-c", main.Text];
        AddShell(HopKind.Shell, main.Shell, [.. shell.Select(word => Argument.Known(word, main.Location))], main.Location, ReadRecipe(main));
    }

    /// <summary>The line that is there to stay: the first known to, or the last one.</summary>
    private RecipeLine? MainLine(IReadOnlyList<RecipeLine> lines)
    {
        foreach (var line in lines)
        {
            var command = CommandOf(line);
            if (command is [{ Value: { } program }, ..]
                && (CommandWeights.Of(command) == CommandWeight.LongRunning || LanguageRuntimes.Contains(ProgramName.Of(program))))
            {
                return line;
            }
        }

        return lines is [.., var last] ? last : null;
    }

    private IReadOnlyList<Argument> CommandOf(RecipeLine line) => ShellEndings.Choose(ReadRecipe(line), line.Shell, out _).Command;

    private ShellReading ReadRecipe(RecipeLine line)
    {
        var kind = ShellOf(line.Shell);
        return ShellReader.Read(new ShellInput
        {
            Script = ShellParser.Parse(line.Text, kind == ShellKind.Bash ? ShellDialect.Bash : ShellDialect.Posix), Shell = kind,
            IsBashOld = kind == ShellKind.Bash && IsBashOld, Name = line.Shell, Positional = [], Locate = _ => line.Location,
            Environment = _container.Environment, Stop = StopInput(), Follow = _limit, FindSourced = _container.Files.FindProgram,
        });
    }
}
