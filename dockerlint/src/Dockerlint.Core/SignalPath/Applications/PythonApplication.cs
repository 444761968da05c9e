using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>A Python program: the interpreter handles SIGINT only, so the program or a framework must handle SIGTERM.</summary>
internal static class PythonApplication
{
    private const int MaximumFiles = 40;

    /// <summary>Of a relative import; no tree is as deep.</summary>
    private const int MaximumDots = 64;

    /// <summary>The program's own code decides that it runs on, not a server's that it calls.</summary>
    private static readonly string[] _ownLoops =
        ["while True", "while(True)", "while (True)", "while 1", "while not ", "itertools.count", "Event().wait(", "asyncio.Future()"];

    /// <summary>A server, an endless loop, a consumer: the program does not end by itself.</summary>
    private static readonly string[] _longRunning =
    [
        .. _ownLoops, "serve_forever", ".run(", "run_forever", "loop_forever", "start_consuming", "listen(", "accept(", ".subscribe(",
        "run_pending", "wait_for_termination(", "sleep_forever", "serve(", "app.start(", "scheduler.start(", "infinity_polling(",
        "start_polling(", ".join()",
    ];

    /// <summary>A server's call that leaves SIGTERM alone (measured, see <see cref="PythonLibraries"/>), and the module that it comes from.</summary>
    private static readonly (string Module, string Call)[] _deafServers =
        [("flask", "app.run("), ("http", ".serve_forever("), ("socketserver", ".serve_forever("), ("waitress", "serve("), ("bottle", "run(")];

    public static RuntimeApplication Inspect(IReadOnlyList<Argument> argv, Container container)
    {
        var i = PythonModules.FirstWord(argv);
        if (i >= argv.Count || argv[i].Value is not { } script)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, "the script is not known before run time");
        }

        if (script == "-m" && i + 1 < argv.Count && argv[i + 1].Value is { } module)
        {
            return InspectModule(module, container, argv.Skip(i + 2).ToList());
        }

        // Its name says whose it is, also where the source lies in a mount.
        if (ProgramName.Of(script) == "manage.py" && argv.HasWord("runserver"))
        {
            return DjangoServer(argv.HasWord("--noreload"), container);
        }

        if (script is "-c" or "-m"
            || (container.Files.FindSource(script) ?? container.Files.FindSource(script + "/__main__.py")) is not { } file)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"the source of {script} is not at hand");
        }

        return InspectSource(script, file, container, argv.Skip(i + 1).ToList());
    }

    /// <summary>Measured with Django 3.2; django/utils/autoreload.py, run_with_reloader.</summary>
    private static RuntimeApplication DjangoServer(bool isPlain, Container container) => isPlain || container.StopSignal.Name != "SIGTERM"
        ? new RuntimeApplication(
            RuntimeApplications.HandlesOf(container, "SIGINT"), "Django's development server handles SIGINT only where it does not reload")
        : new RuntimeApplication(HandlesSignal.EndsAtOnce, "the reloader of Django's development server ends at once on SIGTERM");

    /// <summary>A module of the application is read as its script; servers are looked up by name before (Programs/Servers).</summary>
    internal static RuntimeApplication InspectModule(string module, Container container, IReadOnlyList<Argument> arguments)
    {
        // http.server's own loop has no handler (Lib/http/server.py catches KeyboardInterrupt only).
        if (module == "http.server" && container.StopSignal.Name == "SIGTERM")
        {
            return new RuntimeApplication(HandlesSignal.DefaultAction, "http.server has no SIGTERM handler, and Python installs none");
        }

        var path = module.Replace('.', '/');
        foreach (var files in new[] { container.Files, container.Files.In("src") })
        {
            if ((files.FindSource(path + "/__main__.py") ?? files.FindSource(path + ".py") ?? files.FindSource(path + "/__init__.py"))
                is { } file)
            {
                return InspectSource(ProgramName.Of(file.Path), file, container with { Files = files }, arguments);
            }
        }

        return new RuntimeApplication(HandlesSignal.Unknown, $"whether the module {module} handles the signal is not known");
    }

    private static RuntimeApplication InspectSource(string script, ImageFile file, Container container, IReadOnlyList<Argument> arguments)
    {
        var all = WithImports(file, container);
        var code = all[0].Code;
        if (IgnoredSignal(code.Text) is { } ignored && container.StopSignal.Name == "SIGTERM")
        {
            return new RuntimeApplication(HandlesSignal.Ignores, "the program ignores SIGTERM")
            {
                Evidence = [new Evidence("the program ignores SIGTERM here", file.Locate(ignored))],
            };
        }

        if (Registered(all) is { } registered && container.StopSignal.Name is { } stop
            && !all.Exists(static one => one.Code.Has("SIG_DFL") || one.Code.Has("SIG_IGN")))
        {
            if (registered.Contains(stop))
            {
                return all.Select(static one => PythonHandler.ServerThatGoesOn(one.Code.Text)).FirstOrDefault(static call => call is not null)
                    is { } server
                    ? new RuntimeApplication(HandlesSignal.Unknown, $"the handler only notes {stop}, and whether {server} ends is not known")
                    : new RuntimeApplication(HandlesSignal.Handles, $"the program handles {stop}");
            }

            // A server that it imports (uvicorn.run) may register its own beside them.
            if (stop != "SIGINT" && !all.Exists(one => one.Code.Has(stop)) && UnknownModule(all, container) is null)
            {
                return new RuntimeApplication(
                    HandlesSignal.DefaultAction, $"{script} handles {string.Join(", ", registered)}, not {stop}, and Python installs no "
                        + "handler of its own")
                {
                    Evidence = [new Evidence($"no handler for {stop} in {script}", file.Locate(new TextSpan(0, 0)))],
                };
            }
        }

        foreach (var (imported, own) in all)
        {
            if (PythonLibraries.Draining(own.Text, own.Imports) is { } server)
            {
                return new RuntimeApplication(
                    RuntimeApplications.HandlesOf(container, "SIGTERM", "SIGINT"), $"{server.Call} takes SIGTERM and SIGINT and ends in order")
                {
                    Evidence = [new Evidence($"{server.Call} takes the signal here", imported.Locate(new TextSpan(server.At, server.Call.Length)))],
                };
            }
        }

        if (container.StopSignal.Name is { } sent && !all.Exists(static one => one.Code.Registers || one.Code.Has("SIGTERM"))
            && PythonChild.Of(code, file, arguments) is { } child && (child.Replaces || sent != "SIGINT" && !code.LoopsAtTopLevel))
        {
            return new RuntimeApplication(HandlesSignal.DefaultAction, child.Replaces
                ? $"{script} replaces itself by {ProgramName.Of(child.Argv[0].Text)} ({child.Call})"
                : $"{script} waits for its child ({child.Call}), and Python installs no handler")
            {
                Starts = child,
            };
        }

        foreach (var word in new[] { "SIGTERM", "signal.signal", "add_signal_handler", "os.exec", "sigwait", "signalfd", "set_wakeup_fd" })
        {
            if (all.Find(one => one.Code.Has(word)) is { File: not null } found)
            {
                var mention = found.Code.Text.IndexOf(word, StringComparison.Ordinal);
                var handles = word is "SIGTERM" && container.StopSignal.Name == "SIGTERM";
                return new RuntimeApplication(handles ? HandlesSignal.Handles : HandlesSignal.Unknown,
                    handles ? "the program handles SIGTERM" : $"the program uses {word}")
                {
                    Evidence = [new Evidence($"the program mentions {word} here", found.File.Locate(new TextSpan(mention, word.Length)))],
                };
            }
        }

        // An unknown module's call may be what runs on, and take signals while it does.
        var runsOn = Array.Exists(_longRunning, word => all.Exists(one => one.Code.Has(word)));
        var module = UnknownModule(all, container);
        if (module is not null && (PythonLibraries.MayRegister(module) || !runsOn
            || !Array.Exists(_ownLoops, word => all.Exists(one => one.Code.Has(word)))
                && !all.Exists(static one => IsDeafServer(one.Code))))
        {
            var top = PythonLibraries.Top(module);
            return new RuntimeApplication(HandlesSignal.Unknown, $"the module {(top.Length == 0 ? module : top)} may handle the signal");
        }

        if (!runsOn)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"{script} may end by itself");
        }

        var assumption = module is null ? null : $"the module {module} is taken to install no handler";
        // SIGINT has Python's own handler: KeyboardInterrupt ends the program in order.
        return container.StopSignal.Name switch
        {
            // Measured: a join of multiprocessing goes on after it.
            "SIGINT" when all.Exists(static one => one.Code.Has("multiprocessing")) =>
                new RuntimeApplication(HandlesSignal.Unknown, "the program uses multiprocessing"),
            "SIGINT" => new RuntimeApplication(HandlesSignal.Handles, "Python raises KeyboardInterrupt on SIGINT") { LeavesIgnored = true },
            null => new RuntimeApplication(HandlesSignal.Unknown, "the stop signal is not known"),
            _ => new RuntimeApplication(HandlesSignal.DefaultAction, $"{script} has no SIGTERM handler, and Python installs none")
            {
                Evidence = [new Evidence($"no signal handler in {script}", file.Locate(new TextSpan(0, 0)))], Assumption = assumption,
            },
        };
    }

    private static bool IsDeafServer(PythonCode code) => Array.Exists(_deafServers, server => code.Has(server.Call)
        && code.Imports.Exists(import => PythonLibraries.Top(import) == server.Module));

    /// <summary>The program and the modules of its own that it imports, bounded.</summary>
    private static List<(ImageFile File, PythonCode Code)> WithImports(ImageFile entry, Container container)
    {
        var all = new List<(ImageFile File, PythonCode Code)> { (entry, PythonCode.Of(entry.Content)) };
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var module in all[i].Code.Imports)
            {
                if (all.Count < MaximumFiles && Local(module, all[i].File, entry, container) is { } file
                    && all.TrueForAll(one => one.File.Path != file.Path))
                {
                    all.Add((file, PythonCode.Of(file.Content)));
                }
            }
        }

        return all;
    }

    /// <summary>A module's file: beside the script, or beside the importing one for a name that begins with a dot.</summary>
    private static ImageFile? Local(string module, ImageFile importing, ImageFile entry, Container container)
    {
        var dots = 0;
        while (dots < module.Length && module[dots] == '.')
        {
            dots++;
        }

        if (dots > MaximumDots)
        {
            return null;
        }

        var folder = ContextPath.Folder(dots == 0 ? entry.Path : importing.Path);
        for (var i = 1; i < dots; i++)
        {
            folder += "../";
        }

        var path = ContextPath.Normalize(folder + module.Substring(dots).Replace('.', '/'));
        var inWorkDir = module.Replace('.', '/');
        return container.Files.FindSource(path + ".py") ?? container.Files.FindSource(path + "/__init__.py")
            // With -m, and often without, the working directory is on the path too.
            ?? (dots > 0 ? null : container.Files.FindSource(inWorkDir + ".py") ?? container.Files.FindSource(inWorkDir + "/__init__.py"));
    }

    private static List<string>? Registered(List<(ImageFile File, PythonCode Code)> all)
    {
        var signals = new List<string>();
        foreach (var (_, code) in all)
        {
            if (code.RegisteredSignals() is { } own)
            {
                signals.AddRange(own.Except(signals));
            }
            else if (code.Registers)
            {
                return null;
            }
        }

        return signals.Count == 0 ? null : signals;
    }

    private static string? UnknownModule(List<(ImageFile File, PythonCode Code)> all, Container container)
    {
        foreach (var (file, code) in all)
        {
            if (code.Imports.Count >= SourceImports.MaximumModules)
            {
                return code.Imports[code.Imports.Count - 1];
            }

            foreach (var module in code.Imports)
            {
                if (!PythonLibraries.IsNeutral(module) && (all.Count >= MaximumFiles || Local(module, file, all[0].File, container) is null))
                {
                    return module;
                }
            }
        }

        return null;
    }

    /// <summary>The one place where SIGTERM is mentioned sets it to SIG_IGN; a second mention may set it back.</summary>
    private static TextSpan? IgnoredSignal(string source)
    {
        const string Ignoring = "signal.signal(signal.SIGTERM, signal.SIG_IGN)";
        var place = source.IndexOf(Ignoring, StringComparison.Ordinal);
        return place >= 0 && source.IndexOf("SIGTERM", StringComparison.Ordinal) == source.LastIndexOf("SIGTERM", StringComparison.Ordinal)
            ? new TextSpan(place, Ignoring.Length)
            : null;
    }
}
