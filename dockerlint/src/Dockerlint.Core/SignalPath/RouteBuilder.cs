using Dockerlint.Containers;
using Dockerlint.Dockerfile;
using Dockerlint.Images;
using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.SignalPath.Applications;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath;

/// <summary>Follows a container's command line hop by hop to the application.</summary>
public sealed partial class RouteBuilder
{
    private static readonly string[] _otherCrons = ["dcron", "cronie", "fcron"];

    private const int MaximumHops = 16;
    private const string TooManyProcesses = "too many processes start one another";

    private Container _container;
    private readonly ApplicationSources _sources;
    private readonly List<Hop> _hops = [];
    private readonly List<string> _ignored = [];

    // Most ways lead through none.
    private HashSet<string>? _scripts;
    private bool _commandIsPartOfArgv;
    private int _depth;

    // Common to all that this container's processes start.
    private readonly FollowLimit _limit;

    /// <summary>The image's own entrypoint script, which its repository says what it executes; null: none, or it was passed.</summary>
    private string? _official;

    private RouteBuilder(Container container, ApplicationSources sources, FollowLimit limit)
    {
        _limit = limit;
        _container = container;
        _sources = sources;
    }

    public static SignalRoute Build(Container container, ApplicationSources sources) => Build(container, sources, new FollowLimit());

    /// <param name="limit">Common to processes that are looked at one by one.</param>
    internal static SignalRoute Build(Container container, ApplicationSources sources, FollowLimit limit) =>
        new RouteBuilder(container, sources, limit).Build();

    private SignalRoute Build()
    {
        var container = _container;
        if (_container.Init is { } init)
        {
            _hops.Add(new Hop
            {
                Kind = HopKind.Init, Program = "docker-init", Argv = [Argument.Known("/sbin/docker-init", init.Location),
                    Argument.Known("--", init.Location)],
                Source = init.Location, Starts = StartsNext.ForksAndForwards, Handles = HandlesSignal.Handles, ReapsChildren = true,
                Reason = $"{init.Description}: docker-init forwards the signal to its child and ends when the child does",
            });
        }

        if (IsForWindows())
        {
            return new SignalRoute(HopChain.None, Verdict.Unknown, IsCertain: false, "Windows stops its containers in its own way: not judged", null);
        }

        if (_container.Entrypoint is null && _container.Command is null)
        {
            return new SignalRoute(HopChain.None, Verdict.Unknown, IsCertain: false, "what runs is not known", null);
        }

        // Arguments of a program that the image names: without the image, which program is anybody's guess.
        if (_container is { Entrypoint: null, PodContainer.Args: not null } || IsOptionForUnknownEntrypoint())
        {
            var image = _container.ImageName is { } name ? $"ENTRYPOINT of {name} is not known"
                : "the image, and with it its ENTRYPOINT, is not known";
            return new SignalRoute(HopChain.None, Verdict.Unknown, IsCertain: false, image, null);
        }

        var entrypoint = _container.Entrypoint ?? [];
        var argv = new List<Argument>(entrypoint.Count + (_container.Command?.Count ?? 0));
        argv.AddRange(entrypoint);
        if (_container.EntrypointInstruction is not { Form.IsExec: false })
        {
            argv.AddRange(_container.Command ?? []);
            _commandIsPartOfArgv = true;
        }

        if (argv.Count == 0)
        {
            return new SignalRoute(new HopChain(_hops), Verdict.Unknown, IsCertain: false, "no command", null);
        }

        if (_container is { Entrypoint.Count: 0, Base: { Entrypoint.Count: 0 } none } && argv[0].Value is ['-', ..] option)
        {
            return new SignalRoute(HopChain.None, Verdict.Unknown, IsCertain: false,
                $"{option} is an option, and {none.Reference} has no ENTRYPOINT that would take it: it does not start", null);
        }

        if (entrypoint.Count > 0 && _container.EntrypointInstruction is null
            && (_container.Base.EntrypointExecsArguments || _container.Base.EntrypointRuns.Count > 0)
            && entrypoint[0].Location == _container.Base.Places.Entrypoint)
        {
            _official = entrypoint[entrypoint.Count - 1].Value;
        }

        Resolve(argv);
        return Delivery.Decide(_hops, container, _ignored);
    }

    /// <summary><c>app.exe</c>, <c>cmd</c>, <c>powershell</c>, alone or in front of a shell form's text.</summary>
    private static bool StartsWindowsProgram(IReadOnlyList<Argument>? command)
    {
        if (command is not { Count: > 0 })
        {
            return false;
        }

        var text = command.Count == 3 && command[1].Value == "-c" ? 2 : 0;
        var line = command[text].Value?.Trim() ?? "";
        var end = line.IndexOf(' ') is >= 0 and var blank ? blank : line.Length;
        return EndsWith(".exe") || EndsWith("cmd") && end == "cmd".Length || EndsWith("powershell") && end == "powershell".Length;

        bool EndsWith(string word) =>
            end >= word.Length && string.Compare(line, end - word.Length, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;
    }

    /// <summary>A Compose service's <c>command: --flag</c> on an image that nobody has looked into.</summary>
    private bool IsOptionForUnknownEntrypoint() => _container is
    {
        Entrypoint: null or { Count: 0 }, Base.Entrypoint: null, Service: { Entrypoint: null, Build: null }, Command: [{ Value: ['-', ..] }, ..],
    };

    /// <summary>Only Dockerfiles for Windows change the escape character: their paths have backslashes.</summary>
    private bool IsForWindows() => _container.Base.IsWindows || _container.Image is { IsWindows: true }
        || WindowsImages.IsWindowsImage(_container.ImageName ?? "")
        || StartsWindowsProgram(_container.Entrypoint) || StartsWindowsProgram(_container.Command)
        || _container.Stage is { HasBacktickEscape: true } && _container.Base.Shell == ShellKind.Unknown;

    /// <summary>The image's own script, called by another: <c>exec docker-entrypoint.sh "$@"</c>.</summary>
    private bool IsEntrypointOfImage(string name, string program) => _container.Base is { Entrypoint: [.., { } script] } image
        && (image.EntrypointExecsArguments || image.EntrypointRuns.Count > 0) && ProgramName.Of(script) == name
        && _container.Files.FindProgram(program) is null;

    /// <summary>An official image's script: a command that begins with a dash is options for its own server.</summary>
    private void ResolveOfficialEntrypoint(List<Argument> argv)
    {
        var runs = _container.Base.EntrypointRuns;
        _official = null;
        _hops.Add(new Hop
        {
            Kind = HopKind.Script, Program = ProgramName.Of(argv[0].Text), Argv = argv, Source = argv[0].Location, Starts = StartsNext.Execs,
            Reason = $"the entrypoint of {_container.Base.Reference} ends in exec {(runs.Count == 0 ? "\"$@\"" : string.Join(" ", runs))}",
        });
        var command = argv.GetRange(1, argv.Count - 1);
        if (runs.Count > 0)
        {
            var hasName = command.Count > 0 && command[0].Value == runs[runs.Count - 1];
            command.InsertRange(0, runs.Take(hasName ? runs.Count - 1 : runs.Count).Select(static word => Argument.Known(word, null)));
        }
        else if (command.Count > 0 && command[0].Value is { } first && IsForItsServer(first) && _container.Base.Cmd is { Count: > 0 } server)
        {
            command.Insert(0, Argument.Known(server[0], null));
        }

        Resolve(command);
    }

    /// <summary>An option, and for redis also a configuration file (docker-library/redis, docker-entrypoint.sh).</summary>
    private static bool IsForItsServer(string word) =>
        word.StartsWith("-", StringComparison.Ordinal) || word.EndsWith(".conf", StringComparison.Ordinal);

    private static List<Argument> ListOf(IReadOnlyList<Argument> argv) => argv as List<Argument> ?? [.. argv];

    /// <param name="argv">Is not changed.</param>
    private void Resolve(List<Argument> argv)
    {
        if (argv.Count == 0)
        {
            return;
        }

        if (_hops.Count >= MaximumHops || !_limit.AddProgram())
        {
            Add(HopKind.Program, argv, argv[0].Text, HandlesSignal.Unknown, TooManyProcesses);
            return;
        }

        if (argv[0].Value is null && IsOptionalLauncher(argv))
        {
            _hops.Add(new Hop
            {
                Kind = HopKind.Wrapper, Program = argv[0].Text, Argv = argv, Source = argv[0].Location, Starts = StartsNext.Execs,
                Handles = HandlesSignal.Handles, Reason = "empty, or a launcher",
                Assumption = $"{argv[0].Text} is empty, or a launcher that replaces itself by {ProgramName.Of(argv[1].Value!)}",
            });
            Resolve(argv.GetRange(1, argv.Count - 1));
            return;
        }

        if (argv[0].Value is not { } program)
        {
            Add(HopKind.Program, argv, argv[0].Text, HandlesSignal.Unknown, "the program is not known before run time");
            return;
        }

        if (program is ['-', ..])
        {
            Add(HopKind.Program, argv, program, HandlesSignal.Unknown, "it is an option for the image's ENTRYPOINT, which is not known");
            return;
        }

        var name = ProgramName.Of(program);
        if (program == _official || IsEntrypointOfImage(name, program))
        {
            ResolveOfficialEntrypoint(argv);
        }
        else if (Inits.Find(name, argv, _container.Environment) is { } init)
        {
            Follow(init, name, argv);
        }
        else if (ShellCommandLine.Parse(name, argv) is { } shell)
        {
            ResolveShell(shell, name, argv);
        }
        else if (Supervisors.IsPm2(name, argv))
        {
            ResolvePm2(name, argv);
        }
        else if ((Supervisors.IsSystemd(program) || Supervisors.Find(program, argv) is not null) && !IsOwnScript(program))
        {
            ResolveSupervisor(program, name, argv);
        }
        else if (name == "setsid" && !IsGroupLeader && LaunchOptions.Skip(argv, 1, "") is > 0 and var command)
        {
            Follow(new Launch(LaunchKind.Wrapper, LaunchManner.Execs, command, "setsid replaces itself by its command"), name, argv);
        }
        else if (Wrappers.Find(name, argv) is { } wrapper)
        {
            if (name == "uv" && UvVersion.PassesSignalsOn(_container) is false)
            {
                wrapper = wrapper with { Starts = LaunchManner.Stays, HandlingIsUnknown = false,
                    Reason = "this uv is older than 0.5, which starts its command as a child and does not pass SIGTERM on" };
            }

            Follow(wrapper, name, argv);
        }
        else if (Wrappers.FindUserSwitch(name, argv) is { } user)
        {
            Follow(user, name, argv);
        }
        else if (name == "tsx" && argv.Count > 1 && argv[1].Value is not ("watch" or ['-', 'e', ..]))
        {
            // Measured: it passes SIGTERM and SIGINT on to its node and waits, eight seconds at least.
            Follow(new Launch(LaunchKind.Wrapper, LaunchManner.Forwards, 1, "tsx runs node as a child, passes SIGTERM and SIGINT on and waits")
            {
                PassesOn = ["SIGTERM", "SIGINT"],
            }, "tsx", argv, "node");
        }
        else if (PackageManagers.Find(name, argv) is { } manager)
        {
            ResolvePackageManager(manager, argv);
        }
        else if (MakeCall.Parse(name, argv) is { } make)
        {
            ResolveMake(make, argv);
        }
        else if (DevelopmentRunner.Find(name, argv) is { } runner)
        {
            var handles = runner.Forwards switch { true => HandlesSignal.Handles, _ => HandlesSignal.Unknown };
            Add(HopKind.DevelopmentRunner, argv, runner.Name, handles, runner.Consequence);
        }
        else if (!TryResolveScript(program, argv))
        {
            var hop = Lacks(program) ? Missing(name, argv) : Application(name, argv);
            _hops.Add(hop);
            if (hop.Started is { } started)
            {
                Resolve(ListOf(started));
            }
        }
    }

    /// <summary><c>exec $GOSU node app.js</c>: a variable alone, unquoted, in front of a program.</summary>
    private static bool IsOptionalLauncher(List<Argument> argv) =>
        argv.Count > 1 && argv[0].Text is ['$', ..] text && text.TrimStart('$', '{').TrimEnd('}').All(static c => char.IsLetterOrDigit(c) || c == '_')
            && argv[1].Value is { } next && ProgramName.Of(next) is var name
            && (LanguageRuntimes.Contains(name) || ProgramCatalog.Find(name) is not null);

    /// <summary>What the engine or an init starts leads its process group; what a shell starts does not.</summary>
    private bool IsGroupLeader => _depth == 0 && _hops.TrueForAll(static hop => hop.Starts == StartsNext.Execs || hop.Kind == HopKind.Init);

    /// <param name="interpreter">What runs the words that follow; null: they are a command.</param>
    private void Follow(Launch launch, string name, List<Argument> argv, string? interpreter = null)
    {
        if (name == "nohup")
        {
            _ignored.Add("SIGHUP");
        }
        else if (name == "timeout")
        {
            // It catches them for itself, which exec turns into the default (timeout.c, install_cleanup).
            _ignored.RemoveAll(static signal => signal is "SIGTERM" or "SIGINT" or "SIGQUIT" or "SIGHUP");
        }

        if (launch.Starts == LaunchManner.Forwards && !HasHandler(launch.PassesOn))
        {
            launch = launch with { Starts = LaunchManner.Stays, Reason = WithoutHandler(name) };
        }

        var next = launch.Next < argv.Count ? argv.GetRange(launch.Next, argv.Count - launch.Next) : [];
        _hops.Add(new Hop
        {
            Kind = KindOf(launch), Program = name, Argv = argv, Source = argv[0].Location, Starts = next.Count == 0 ? StartsNext.Unknown
                : StartsOf(launch),
            Handles = launch.HandlingIsUnknown ? HandlesSignal.Unknown
                : launch.Starts == LaunchManner.Stays ? HandlesSignal.DefaultAction
                : HandlesSignal.Handles,
            ReapsChildren = launch.Reaps,
            SignalsGroup = launch.SignalsGroup, Reason = launch.Reason,
        });
        if (interpreter is not null)
        {
            next.Insert(0, Argument.Known(interpreter, argv[0].Location));
        }

        if (launch.TakesShellText)
        {
            ResolveShell(new ShellCommandLine(TextIndex: 0, ScriptIndex: -1, IsPrompt: false), "sh", next);
        }
        else
        {
            Resolve(next);
        }
    }

    /// <summary>Of a launcher that passes on these signals only; null: all.</summary>
    private bool HasHandler(IReadOnlyList<string>? signals) => signals is null || _container.StopSignal.Name is not { } sent
        || signals.Contains(sent, StringComparer.Ordinal)
        // The leader of the group that an init signals cannot leave it, and its child is in it, too; it must not die of the signal.
        || SignalDefaults.IsHarmless(sent) && _hops.Count > 0
            && _hops.TrueForAll(static hop => hop.Kind == HopKind.Init || hop.Starts == StartsNext.Execs)
            && _hops.Exists(static hop => hop.SignalsGroup);

    private string WithoutHandler(string name) => $"{name} passes SIGTERM on and has no handler for {_container.StopSignal.Shown}";

    private static HopKind KindOf(Launch launch) => launch.Kind switch
    {
        LaunchKind.Init => HopKind.Init,
        LaunchKind.UserSwitch => HopKind.UserSwitch,
        _ => HopKind.Wrapper,
    };

    private static StartsNext StartsOf(Launch launch) => launch.Starts switch
    {
        LaunchManner.Execs => StartsNext.Execs,
        LaunchManner.Forwards => StartsNext.ForksAndForwards,
        LaunchManner.Stays => StartsNext.ForksAndStays,
        _ => StartsNext.Unknown,
    };

    /// <summary>The image's own command line names a program that the image, all of which is at hand, does not have.</summary>
    private bool Lacks(string program) => _depth == 0 && _hops.TrueForAll(static hop => hop.Shell is null)
        && _container.Files.HasProgram(program) == false;

    private Hop Missing(string name, List<Argument> argv) => new()
    {
        Kind = HopKind.Program, Program = name, Argv = argv, Source = argv[0].Location, CannotStart = true,
        Reason = $"image {_container.Base.Shown} has no {argv[0].Text}",
    };

    private Hop Application(string name, List<Argument> argv)
    {
        var location = argv[0].Location;
        // What is left of an array that is no JSON; `[` alone is the test command, `[[` bash's.
        if (argv[0].Value is ['[', not '[', ..] word)
        {
            return new Hop { Kind = HopKind.Program, Program = name, Argv = argv, Source = location, CannotStart = true,
                Reason = $"no program is named {word}" };
        }

        if (CommandWeights.IsIdle(name, argv))
        {
            return Hop(HopKind.Idle, argv, name, HandlesSignal.DefaultAction, $"{name} installs no handler");
        }

        if (IsHttpdOfBusybox(name, argv))
        {
            return Hop(HopKind.Program, argv, "busybox httpd", HandlesSignal.DefaultAction, "busybox's httpd handles SIGHUP alone");
        }

        if (IsCrondOfBusybox(name, argv))
        {
            return Hop(HopKind.Program, argv, name, HandlesSignal.DefaultAction, "busybox's crond installs no handler (miscutils/crond.c)");
        }

        var weight = CommandWeights.Of(argv);
        if (ProgramCatalog.FindServer(name) is { } server && weight != CommandWeight.Step)
        {
            return Server(server, name, argv);
        }

        var runtime = RuntimeApplications.Inspect(name, argv, _container, _sources);
        if (runtime is null or { Handles: HandlesSignal.Unknown } && weight is CommandWeight.Step)
        {
            return Hop(HopKind.OneShot, argv, name, HandlesSignal.Unknown, $"{name} ends by itself");
        }

        if (runtime is null or { Handles: HandlesSignal.Unknown } && weight is CommandWeight.Interactive)
        {
            return Hop(HopKind.Interactive, argv, name, HandlesSignal.Ignores, "a prompt for a person");
        }

        if (runtime is { Starts: { } child } && RunsOn(child))
        {
            return new Hop
            {
                Kind = HopKind.Wrapper, Program = name, Argv = argv, Source = location, Reason = runtime.Reason, Started = child.Argv,
                Starts = child.Replaces ? StartsNext.Execs : StartsNext.ForksAndStays,
                Handles = child.Replaces ? HandlesSignal.Unknown : HandlesSignal.DefaultAction, Assumption = runtime.Assumption,
            };
        }

        if (runtime is { Starts: not null })
        {
            return Hop(HopKind.Runtime, argv, name, HandlesSignal.Unknown, $"{runtime.Reason}; whether the child runs on is not known");
        }

        return runtime is null ? Hop(HopKind.Program, argv, name, HandlesSignal.Unknown, $"whether {name} handles the signal is not known") : new Hop
        {
            Kind = HopKind.Runtime, Program = name, Argv = argv, Source = location, Handles = runtime.Handles, Reason = runtime.Reason,
            Evidence = runtime.Evidence, ReapsChildren = runtime.Reaps, Assumption = runtime.Assumption, LeavesIgnored = runtime.LeavesIgnored,
            Drain = runtime.Drain, BeginsToDrain = runtime.BeginsToDrain, RaisesAgain = runtime.RaisesAgain, LeftRunning = runtime.LeftRunning,
            CannotStart = runtime.CannotStart, Advice = runtime.Advice,
        };
    }

    /// <summary>Apache's httpd has neither option in this sense; measured with busybox 1.35 as PID 1: SIGTERM does nothing.</summary>
    private static bool IsHttpdOfBusybox(string name, List<Argument> argv) =>
        (name == "httpd" || name == "busybox" && argv.Count > 1 && argv[1].Value == "httpd") && argv.HasFlag('f')
            && (argv.HasFlag('p') || argv.HasFlag('h'));

    /// <summary>Alpine has cronie and dcron, too; who installs one says so.</summary>
    private bool IsCrondOfBusybox(string name, List<Argument> argv) => name == "crond" && argv.HasFlag('f')
        && ShellOf("sh") == ShellKind.Ash && !(_container.Dockerfile is { } build && _otherCrons.Any(build.Content.Contains));

    /// <summary>A script may also start one step after the other; what it becomes needs no such proof.</summary>
    private bool RunsOn(StartedProgram child) => child.Replaces || child.Weight == CommandWeight.LongRunning
        || child.Weight == CommandWeight.Unknown && child.Argv[0].Value is { } program
            && RuntimeApplications.Inspect(ProgramName.Of(program), child.Argv, _container, _sources) is { Handles: not HandlesSignal.Unknown };

    private Hop Server(KnownProgram server, string name, List<Argument> argv)
    {
        var signal = _container.StopSignal.Name;
        var effect = signal is null ? SignalEffect.Unknown : server.EffectsOf(ContainerSettings.Call(_container, argv)).Of(signal);
        var (handles, reason) = effect switch
        {
            SignalEffect.Drains => (HandlesSignal.Handles, $"{name} drains on {signal} ({server.Source})"),
            SignalEffect.Quits => (HandlesSignal.Handles, $"{name} ends at once on {signal} ({server.Source})"),
            SignalEffect.Waits => (HandlesSignal.Unknown, $"{name} waits on {signal} until its last client has left ({server.Source})"),
            SignalEffect.Reloads => (HandlesSignal.Ignores, $"{name} goes on after {signal}, its handler does something else ({server.Source})"),
            SignalEffect.Ignores => (HandlesSignal.Ignores, $"{name} ignores {signal} ({server.Source})"),
            SignalEffect.Unknown => (HandlesSignal.Unknown, signal is null ? $"the stop signal, and with it what {name} does on it, is not known"
                : $"what {name} does on {signal} depends on settings that are not at hand"),
            _ => (HandlesSignal.DefaultAction, $"{name} has no handler for {signal} ({server.Source})"),
        };
        return Hop(HopKind.Server, argv, name, handles, reason);
    }

    private void Add(HopKind kind, List<Argument> argv, string name, HandlesSignal handles, string reason, bool reaps = false) =>
        _hops.Add(Hop(kind, argv, name, handles, reason, reaps));

    private static Hop Hop(HopKind kind, List<Argument> argv, string name, HandlesSignal handles, string reason, bool reaps = false) => new()
    {
        Kind = kind, Program = name, Argv = argv, Source = argv.Count > 0 ? argv[0].Location : null, Handles = handles, Reason = reason,
        ReapsChildren = reaps,
    };
}
