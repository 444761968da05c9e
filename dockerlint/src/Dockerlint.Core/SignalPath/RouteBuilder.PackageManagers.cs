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
    /// All hand the script's text to <c>sh -c</c>. Measured with dash and busybox ash: npm 6 to 9.5 and from 10.3, and pnpm 9, pass SIGTERM on to
    /// that shell; npm 9.6.7 to 10.2 drop it; yarn 1 exits at once and tells nobody.
    /// </summary>
    private void ResolvePackageManager(PackageManager manager, List<Argument> argv)
    {
        var script = manager.Script is { } name ? PackageScripts.Find(_container.Files, manager.Folder, name) : null;
        if (script is null && Steps.IsPackageScript(manager.Script))
        {
            Add(HopKind.OneShot, argv, manager.Name, HandlesSignal.Unknown, $"{manager.Script} is the name of a script that ends by itself");
            return;
        }

        // A .yarnrc.yml is that of yarn 2 and later, which run scripts in a shell of their own.
        var isYarn1 = manager.Name is "yarn" or "yarnpkg" && _container.Files.FindInWorkDir(".yarnrc.yml") is null;
        var leaves = isYarn1 && _container.StopSignal.Name is null or "SIGTERM";
        if (isYarn1 && script is null && _container.Dockerfile is null)
        {
            Add(HopKind.Program, argv, manager.Name, HandlesSignal.Unknown,
                "package.json is not at hand: yarn 1 tells nobody of the stop, later ones pass it on");
            return;
        }

        var tells = !isYarn1 && HasHandler(manager.PassesOn);
        _hops.Add(new Hop
        {
            Kind = HopKind.PackageManager, Program = manager.Name, Argv = argv, Source = argv[0].Location,
            Handles = tells || leaves ? HandlesSignal.Handles : HandlesSignal.DefaultAction,
            Starts = tells ? StartsNext.ForksAndForwards : StartsNext.ForksAndStays, Trap = leaves ? TrapEffect.ExitsAtOnce : TrapEffect.None,
            Reason = leaves ? "yarn 1 runs the script through sh -c and exits on SIGTERM without passing it on"
                : tells ? $"{manager.Name} runs the script through sh -c and passes {_container.StopSignal.Name ?? "SIGTERM"} on to that shell only"
                : isYarn1 ? $"yarn 1 runs the script through sh -c and has no handler for {_container.StopSignal.Shown}"
                : WithoutHandler(manager.Name),
        });

        var kind = ShellOf("sh");
        var program = manager.Script is null ? ProgramText(manager, argv) : null;
        var isKnown = script is not null || program is not null;
        var text = script?.Value ?? program ?? manager.Script ?? "the package's program";
        var location = script?.Location ?? argv[0].Location;
        var command = new Argument(text, text, location);
        if (!isKnown)
        {
            // The text is not at hand: a plain command is by far the likeliest.
            text = "package-script";
        }

        var shell = new List<Argument> { Argument.Known("sh", location), Argument.Known("-c", location), command };
        var reading = ShellReader.Read(new ShellInput
        {
            Script = ShellParser.Parse(text, ShellDialect.Posix), Shell = kind, Positional = [],
            Locate = span => script is null ? location : command.Locate(span),
            Environment = _container.Environment, Stop = StopInput(), Follow = _limit,
        });
        if (isKnown)
        {
            AddShell(HopKind.Shell, "sh", shell, location, reading);
            return;
        }

        var ending = ShellEndings.Choose(reading, "sh", out _);
        var execs = ending.Kind == EndingKind.Execs;
        _hops.Add(new Hop
        {
            Kind = HopKind.Shell, Program = "sh", Argv = shell, Source = location, Shell = reading, Ending = ending,
            Handles = HandlesSignal.DefaultAction, ReapsChildren = true,
            Starts = execs ? StartsNext.Execs : StartsNext.ForksAndStays, Reason = ending.Reason,
            Assumption = execs ? null : "package.json is not at hand: its script is taken for a plain command without exec",
        });
        Add(HopKind.Program, [command], "the script's program", HandlesSignal.Unknown, "the package script's program is not known");
    }

    /// <summary>npx and npm exec run the words they are given through <c>sh -c</c>; null for words whose quoting would have to be guessed.</summary>
    private static string? ProgramText(PackageManager manager, List<Argument> argv)
    {
        if (manager.Name is not ("npx" or "npm"))
        {
            return null;
        }

        var words = new List<string>();
        for (var i = manager.ArgumentsStart; i < argv.Count; i++)
        {
            if (argv[i].Value is not { Length: > 0 } word || !word.All(static c => char.IsLetterOrDigit(c) || "_-./:=@,+%".IndexOf(c) >= 0))
            {
                return null;
            }

            if (word != "--" || words.Count > 0)
            {
                words.Add(word);
            }
        }

        return words.Count == 0 ? null : string.Join(" ", words);
    }
}
