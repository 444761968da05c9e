using Dockerlint.Containers;
using Dockerlint.Images;
using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath;

public sealed partial class RouteBuilder
{
    private void ResolveShell(ShellCommandLine line, string name, List<Argument> argv)
    {
        var kind = ShellOf(name);
        if (kind == ShellKind.None)
        {
            _hops.Add(new Hop
            {
                Kind = HopKind.Shell, Program = name, Argv = argv, Source = argv[0].Location, CannotStart = true,
                Reason = WithoutShell(name),
            });
            return;
        }

        if (line.IsPrompt)
        {
            Add(HopKind.Interactive, argv, name, HandlesSignal.Ignores, "a prompt for a person");
            return;
        }

        if (line.ScriptIndex >= 0)
        {
            if (argv[line.ScriptIndex].Value is { } path && _container.Files.FindInWorkDir(path) is { } file)
            {
                ResolveScript(file, kind == ShellKind.Bash ? ShellDialect.Bash : ShellDialect.Posix, kind, argv, line.ScriptIndex + 1);
            }
            else
            {
                _hops.Add(UnknownShell(HopKind.Script, argv, $"the script {argv[line.ScriptIndex].Text} is not at hand"));
            }

            return;
        }

        var text = argv[line.TextIndex];
        // "app --data $DATA": the program is known, whatever the variable holds.
        if ((text.Value ?? (text.Text is ['"', not '$', ..] ? ShellReader.Unquoted(text.Text) : null)) is not { } command)
        {
            _hops.Add(UnknownShell(HopKind.Shell, argv, "its command text is not known before run time", name));
            return;
        }

        var zero = line.TextIndex + 1;
        var input = new ShellInput
        {
            Script = ShellParser.Parse(command, ShellDialect.Bash),
            Shell = kind,
            IsBashOld = kind == ShellKind.Bash && IsBashOld,
            Name = name,
            Options = line.TextIndex == 2 && argv[1].Value is "-c" ? [] : argv.GetRange(0, line.TextIndex),
            Stop = StopInput(), Follow = _limit,
            Zero = zero < argv.Count ? argv[zero].Text : name,
            Positional = zero + 1 < argv.Count ? argv.GetRange(zero + 1, argv.Count - zero - 1) : [],
            Locate = span => text.Locate(span),
            Environment = _container.Environment,
            FindSourced = _container.Files.FindProgram,
        };
        AddShell(HopKind.Shell, name, argv, text.Location ?? argv[0].Location, ShellReader.Read(input));
    }

    /// <summary>A program whose file is at hand and is a script: a shell's, or one that names another interpreter.</summary>
    private bool TryResolveScript(string program, List<Argument> argv)
    {
        if (_container.Files.FindProgram(program) is not { } file)
        {
            return false;
        }

        var words = ShellDialects.ShebangOf(file.Content);
        if (words.Count == 0 && IsSourceOfAnotherLanguage(file.Path))
        {
            return false;
        }

        if (words.Count == 0)
        {
            // Without an interpreter line only a shell can start it, and it does so itself.
            return ResolveScript(file, ShellDialect.Posix, ShellOf("sh"), argv, 1);
        }

        if (_depth == 0 && _hops.Count == 0 && _container.Files.IsComplete && ShellDialects.LacksInterpreter(file.Content))
        {
            // The image itself holds it so: no builder and no checkout turns it into lines of Unix any more.
            _hops.Add(new Hop
            {
                Kind = HopKind.Script, Program = ProgramName.Of(file.Path), Argv = argv, Source = argv[0].Location, CannotStart = true,
                Reason = $"the first line of {file.Path} ends with a carriage return, which the kernel takes for a part of its last word",
            });
            return true;
        }

        if (ShellDialects.FromShebang(words) is { } dialect)
        {
            return ResolveScript(file, dialect,
                ShellOf(ProgramName.Of(words[words.Count - 1]) is var last && ShellCommandLine.IsShell(last) ? last : ProgramName.Of(words[0])),
                argv, 1);
        }

        // gunicorn, celery, puma: a built image holds the few lines that load them, which say nothing of the server.
        var name = ProgramName.Of(program);
        var isServersOwn = ProgramCatalog.FindServer(name) is not null
            && (file.Path.EndsWith("/bin/" + name, StringComparison.Ordinal) || file.Path.EndsWith("/sbin/" + name, StringComparison.Ordinal));
        // The interpreter may be an init that starts a shell for the same file: #!/usr/bin/dumb-init /bin/sh.
        if (isServersOwn || !(_scripts ??= new(StringComparer.Ordinal)).Add("#!" + file.Path))
        {
            return false;
        }

        var interpreted = new List<Argument>();
        foreach (var word in words)
        {
            interpreted.Add(Argument.Known(word, file.Locate(new TextSpan(0, 2))));
        }

        interpreted.Add(Argument.Known(file.Path, argv[0].Location));
        interpreted.AddRange(argv.GetRange(1, argv.Count - 1));
        Resolve(interpreted);
        return true;
    }

    /// <summary><c>CMD ["server.js"]</c> behind an interpreter that the base image's ENTRYPOINT names.</summary>
    private static bool IsSourceOfAnotherLanguage(string path) =>
        path.LastIndexOf('.') is > 0 and var dot
            && path.Substring(dot) is ".js" or ".mjs" or ".cjs" or ".ts" or ".py" or ".rb" or ".pl" or ".php" or ".jar" or ".dll" or ".exe" or ".lua"
                or ".r" or ".R" or ".cs" or ".json";

    private bool ResolveScript(ImageFile file, ShellDialect dialect, ShellKind kind, List<Argument> argv, int firstArgument)
    {
        if (!(_scripts ??= new(StringComparer.Ordinal)).Add(file.Path))
        {
            Add(HopKind.Program, argv, ProgramName.Of(file.Path), HandlesSignal.Unknown, "the script starts itself again");
            return true;
        }

        if (kind == ShellKind.None)
        {
            _hops.Add(new Hop
            {
                Kind = HopKind.Script, Program = "a shell for " + ProgramName.Of(file.Path), Argv = argv, Source = argv[0].Location,
                CannotStart = true,
                Reason = WithoutShell("shell for it"),
            });
            return true;
        }

        var argumentsAreKnown = !_commandIsPartOfArgv || _container.Command is not null;
        var input = new ShellInput
        {
            // busybox ash knows &> and [[, too (measured, 1.35); bash knows its own words as sh as well.
            Script = ShellParser.ParseFile(file.Content, kind is ShellKind.Ash or ShellKind.Bash ? ShellDialect.Bash : dialect),
            Shell = kind,
            IsFile = true,
            Name = ProgramName.Of(file.Path),
            Options = firstArgument > 1 ? argv.GetRange(0, firstArgument - 1)
                : [.. ShellDialects.ShebangOf(file.Content).Select(static word => Argument.Known(word, null))],
            Stop = StopInput(), Follow = _limit,
            Zero = file.Path,
            Positional = argumentsAreKnown ? argv.GetRange(firstArgument, argv.Count - firstArgument) : null,
            Locate = span => file.Locate(span),
            Environment = _container.Environment,
            FindSourced = _container.Files.FindProgram,
        };
        AddShell(HopKind.Script, ProgramName.Of(file.Path), argv, argv[0].Location ?? file.Copied, ShellReader.Read(input),
            file.Assumption);
        return true;
    }

    private void AddShell(
        HopKind kind, string name, List<Argument> argv, SourceLocation? source, ShellReading reading, string? fileIsAssumed = null)
    {
        if (reading.IsCut)
        {
            _hops.Add(UnknownShell(kind, argv, $"{name} takes too many ways to follow them all", name));
            return;
        }

        var ending = ShellEndings.Choose(reading, name, out var isOneOfSeveral);
        if (reading.UnreadLibrary is { } library && MayBeFunction(ending))
        {
            _hops.Add(UnknownShell(kind, argv, $"{ending.Program} may be a function of {library}, which is not at hand", name));
            return;
        }

        var stop = ending.Stop;
        var trap = stop?.Trap ?? TrapEffect.None;
        var stays = ending.Kind is EndingKind.Stays or EndingKind.DependsOnShell or EndingKind.WaitsForBackground or EndingKind.Loops;
        var assumption = ending.Kind == EndingKind.DependsOnShell
            ? (ending.Shape & CommandShape.InList) != 0 && ShellOf(name) == ShellKind.Bash
                ? $"which bash {(_container.Base.Reference is { Length: > 0 } image ? image : "the image")} has is not known; before 5.1 it stays in "
                    + "front of a list"
                : $"{ShellIsUnknownBecause()}: its /bin/sh is taken for dash, as in Debian and Ubuntu"
            : stays && isOneOfSeveral ? $"the script takes the way through line {ending.Location?.Line}" : null;
        _hops.Add(new Hop
        {
            Kind = kind, Program = name, Argv = argv, Source = source, Shell = reading, ReapsChildren = true, Trap = trap, Stop = stop,
            Assumption = assumption ?? fileIsAssumed, Ending = ending,
            Starts = ending.Command.Count == 0 ? StartsNext.Nothing
                : !stays ? StartsNext.Execs
                : trap == TrapEffect.ForwardsAndWaits || stop?.Verdict == Verdict.Graceful ? StartsNext.ForksAndForwards : StartsNext.ForksAndStays,
            Handles = trap switch
            {
                TrapEffect.None => HandlesSignal.DefaultAction,
                TrapEffect.Ignores => HandlesSignal.Ignores,
                TrapEffect.Unknown => HandlesSignal.Unknown,
                _ => HandlesSignal.Handles,
            },
            Reason = ending.Reason,
        });

        Enter(ending.Folder);
        _ignored.AddRange(ending.Ignored);
        if (stays && stop?.Signal is { } sent)
        {
            // A trap that stops it by its own command sends none: that command sends what stops it.
            _container = Told(sent.Length > 0 ? sent : _container.StopSignal.Name ?? "SIGTERM");
        }

        if (ending.Command.Count > 0)
        {
            Resolve(ListOf(ending.Command));
        }
        else if (ending.Kind != EndingKind.Loops)
        {
            Add(HopKind.OneShot, [], name, HandlesSignal.Unknown, "it ends by itself");
        }
    }

    /// <summary>A name that is no path and no program that is known or at hand.</summary>
    private bool MayBeFunction(ShellEnding ending) => !ending.IsExplicitExec && ending.Kind != EndingKind.Interactive
        && ending.Command is [{ Value: { Length: > 0 } command }, ..] && command.IndexOf('/') < 0 && command.IndexOf('.') < 0
        && CommandWeights.Of(ending.Command) == CommandWeight.Unknown && ProgramCatalog.Find(command) is null && command != "setsid"
        && !LanguageRuntimes.Contains(command) && Wrappers.Find(command, ending.Command) is null
        && _container.Files.FindProgram(command) is null;

    /// <summary>Where the shell has gone by <c>cd</c>, what it starts finds its files.</summary>
    private void Enter(string? folder)
    {
        if (folder is not null)
        {
            _container = _container with { Files = _container.Files.In(folder) };
        }
    }

    /// <summary>Debian 11, Ubuntu 22.04, RHEL 9 and what is newer have bash 5.1 or later; Alpine's package is new, too.</summary>
    private bool IsBashOld
    {
        get
        {
            var reference = _container.Base.Reference;
            if (_container.Base.BashIsOld is { } isOld)
            {
                return isOld;
            }

            string[] old = ["buster", "stretch", "jessie", "focal", "bionic", "xenial", "debian:10", "debian:9", "ubuntu:20.04", "ubuntu:18.04",
                "ubuntu:16.04", "buildpack-deps:20.04"];
            string[] recent = ["ubi9", "ubi10", "linux9", "linux10", "linux:9", "linux:10", "fedora", "azurelinux", "amazonlinux:2023", "stream9",
                "stream10", "archlinux"];
            return _container.Base.Shell switch
            {
                ShellKind.Dash => Array.Exists(old, word => reference.Contains(word)),
                ShellKind.Ash => false,
                _ => !Array.Exists(recent, word => reference.Contains(word)),
            };
        }
    }

    private ShellStopInput StopInput()
    {
        var isPid1 = _container.IsPid1;
        var reachesGroup = false;
        foreach (var hop in _hops)
        {
            isPid1 &= hop.Starts == StartsNext.Execs;
            reachesGroup |= hop.SignalsGroup;
            reachesGroup &= hop.Program is not ("timeout" or "setsid");
        }

        return new ShellStopInput(_container.StopSignal.Name, isPid1, reachesGroup, [.. _ignored], React)
        {
            GraceSeconds = _container.Grace.Seconds,
        };
    }

    /// <summary>The container as a process sees it that another one starts and tells: not PID 1, and the signal is what it is sent.</summary>
    private Container Told(string signal) => _container with
    {
        Init = null, IsPid1 = false,
        StopSignal = _container.StopSignal.Name == signal ? _container.StopSignal
            : new StopSignal(signal, "sent by the shell", null, IsExplicit: false),
    };

    /// <summary>For a process that one of this route starts.</summary>
    private RouteBuilder Inner(Container told) => new(told, _sources, _limit) { _depth = _depth + 1 };

    private Reaction React(StartedProcess process, string signal, IReadOnlyList<string> ignored)
    {
        const int MaximumDepth = 4;
        if (_depth >= MaximumDepth)
        {
            return new Reaction(ReactionKind.Unknown, TooManyProcesses);
        }

        var told = Told(signal);
        var builder = Inner(told);
        builder._scripts = _scripts is null ? null : new(_scripts, StringComparer.Ordinal);
        builder._ignored.AddRange(_ignored);
        builder._ignored.AddRange(ignored);
        builder.Enter(process.Folder);
        builder.Resolve(ListOf(process.Command));
        var route = Delivery.Decide(builder._hops, told, builder._ignored);
        var kind = route.Verdict switch
        {
            Verdict.Graceful => ReactionKind.Drains,
            Verdict.EndedByDefault => ReactionKind.Ends,
            Verdict.NeverTold or Verdict.CutShort => ReactionKind.Quits,
            Verdict.KilledAfterGrace => ReactionKind.Stays,
            _ => ReactionKind.Unknown,
        };
        return new Reaction(kind, route.Reason);
    }

    private string ShellIsUnknownBecause() => _container.Base.Reference.Length == 0 ? "the base image is not known"
        : $"the shell of {_container.Base.Reference} is not known";

    private static Hop UnknownShell(HopKind kind, List<Argument> argv, string reason, string? name = null) => new()
    {
        Kind = kind, Program = name ?? ProgramName.Of(argv[0].Text), Argv = argv, Source = argv[0].Location, Starts = StartsNext.Unknown,
        Reason = reason,
    };

    private string WithoutShell(string name) => _container.Base.Shell == ShellKind.None ? _container.Base.ShellReason
        : $"image {_container.Base.Shown} has no {name}";

    private ShellKind ShellOf(string name)
    {
        if (_container.Files.HasProgram(name) == false)
        {
            return ShellKind.None;
        }

        var isBroughtIn = _container.Base.Shell == ShellKind.None
            && (_container.Files.MayContain("/bin/" + name) || _container.Files.MayContain("/busybox/" + name));
        if (_container.Base.Shell == ShellKind.None && !isBroughtIn)
        {
            return ShellKind.None;
        }

        return name switch
        {
            "bash" or "rbash" => ShellKind.Bash,
            "dash" => ShellKind.Dash,
            "ash" or "busybox" => ShellKind.Ash,
            "sh" => isBroughtIn ? ShellKind.Unknown : SystemShell.Of(_container),
            _ => ShellKind.Unknown,
        };
    }
}
