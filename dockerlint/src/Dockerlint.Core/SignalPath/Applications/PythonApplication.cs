using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>A Python program: the interpreter handles SIGINT only, so the program or a framework must handle SIGTERM.</summary>
internal static class PythonApplication
{
    private const int MaximumFiles = 40;

    /// <summary>Third-party modules known to leave SIGTERM alone when used as a library; Flask's own server does too.</summary>
    private static readonly HashSet<string> _neutral = new(StringComparer.Ordinal)
    {
        "flask", "requests", "redis", "psycopg2", "psycopg", "pymongo", "pymysql", "mysql", "boto3", "botocore", "numpy", "pandas", "yaml", "jinja2",
        "sqlalchemy", "dotenv", "flask_cors", "flask_sqlalchemy", "flask_restful", "bs4", "lxml", "dateutil", "pytz", "simplejson", "markupsafe",
        "werkzeug", "click", "pika", "bottle", "schedule", "paho", "elasticsearch", "prometheus_client", "marshmallow", "attr", "attrs",
    };

    private static readonly HashSet<string> _standardLibrary = new(StringComparer.Ordinal)
    {
        "__future__", "abc", "argparse", "array", "ast", "base64", "bisect", "calendar", "collections", "concurrent", "configparser", "contextlib",
        "copy", "csv", "dataclasses", "datetime", "decimal", "difflib", "email", "enum", "errno", "fcntl", "fnmatch", "functools", "gc", "getpass",
        "glob", "gzip", "hashlib", "heapq", "hmac", "html", "http", "inspect", "io", "ipaddress", "itertools", "json", "logging", "math", "mimetypes",
        "operator", "os", "pathlib", "pickle", "platform", "pprint", "queue", "random", "re", "select", "shutil", "smtplib", "socket", "socketserver",
        "sqlite3", "ssl", "stat", "statistics", "string", "struct", "sys", "tempfile", "textwrap", "threading", "time", "traceback", "types",
        "typing", "unittest", "urllib", "uuid", "warnings", "weakref", "xml", "zipfile", "zlib", "zoneinfo", "secrets", "locale", "codecs", "sched",
    };

    /// <summary>A server, an endless loop, a consumer: the program does not end by itself.</summary>
    private static readonly string[] _longRunning =
    [
        "while True", "while 1", "while not ", "serve_forever", ".run(", "run_forever", "loop_forever", "start_consuming", "listen(", "accept(",
        ".subscribe(", "run_pending", "itertools.count",
    ];

    public static RuntimeApplication Inspect(IReadOnlyList<Argument> argv, Container container)
    {
        var i = 1;
        while (i < argv.Count && argv[i].Value is ['-', _, ..] option && option is not ("-m" or "-c"))
        {
            i += option is "-W" or "-X" ? 2 : 1;
        }

        if (i >= argv.Count || argv[i].Value is not { } script)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, "the script is not known before run time");
        }

        if (script == "-m" && i + 1 < argv.Count && argv[i + 1].Value is { } module)
        {
            return InspectModule(module, container);
        }

        if (script is "-c" or "-m" || container.Files.FindInWorkDir(script) is not { } file)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"the source of {script} is not at hand");
        }

        return InspectSource(script, file, container);
    }

    private static RuntimeApplication InspectModule(string module, Container container)
    {
        if (ProgramCatalog.FindServer(module) is { } server && container.StopSignal.Name is { } signal)
        {
            return new RuntimeApplication(
                server.On.Of(signal) is SignalEffect.Drains or SignalEffect.Quits ? HandlesSignal.Handles : HandlesSignal.Unknown, $"{module} "
                    + "handles its documented stop signals");
        }

        // http.server's own loop has no handler (Lib/http/server.py catches KeyboardInterrupt only).
        return module == "http.server" && container.StopSignal.Name == "SIGTERM"
            ? new RuntimeApplication(HandlesSignal.DefaultAction, "http.server has no SIGTERM handler, and Python installs none")
            : new RuntimeApplication(HandlesSignal.Unknown, $"whether the module {module} handles the signal is not known");
    }

    private static RuntimeApplication InspectSource(string script, ImageFile file, Container container)
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
            && !all.Exists(static one => one.Code.Text.Contains("SIG_DFL") || one.Code.Text.Contains("SIG_IGN")))
        {
            if (registered.Contains(stop))
            {
                return new RuntimeApplication(HandlesSignal.Handles, $"the program handles {stop}");
            }

            // A server that it imports (uvicorn.run) may register its own beside them.
            if (stop != "SIGINT" && !all.Exists(one => one.Code.Text.Contains(stop)) && UnknownModule(all, container) is null)
            {
                return new RuntimeApplication(
                    HandlesSignal.DefaultAction, $"{script} handles {string.Join(", ", registered)}, not {stop}, and Python installs no "
                        + "handler of its own")
                {
                    Evidence = [new Evidence($"no handler for {stop} in {script}", file.Locate(new TextSpan(0, 0)))],
                };
            }
        }

        foreach (var word in new[] { "SIGTERM", "signal.signal", "add_signal_handler", "subprocess", "multiprocessing", "asyncio" })
        {
            if (all.Find(one => one.Code.Text.Contains(word)) is { File: not null } found)
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

        if (UnknownModule(all, container) is { } module)
        {
            var top = module.Split('.')[0];
            return new RuntimeApplication(HandlesSignal.Unknown, $"the module {(top.Length == 0 ? module : top)} may handle the signal");
        }

        if (!Array.Exists(_longRunning, word => all.Exists(one => one.Code.Text.Contains(word))))
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"{script} may end by itself");
        }

        // SIGINT has Python's own handler: KeyboardInterrupt ends the program in order.
        return container.StopSignal.Name switch
        {
            "SIGINT" => new RuntimeApplication(HandlesSignal.Handles, "Python raises KeyboardInterrupt on SIGINT") { LeavesIgnored = true },
            null => new RuntimeApplication(HandlesSignal.Unknown, "the stop signal is not known"),
            _ => new RuntimeApplication(HandlesSignal.DefaultAction, $"{script} has no SIGTERM handler, and Python installs none")
            {
                Evidence = [new Evidence($"no signal handler in {script}", file.Locate(new TextSpan(0, 0)))],
            },
        };
    }

    /// <summary>The program and the modules of its own that it imports, bounded.</summary>
    private static List<(ImageFile File, PythonCode Code)> WithImports(ImageFile entry, Container container)
    {
        var all = new List<(ImageFile File, PythonCode Code)> { (entry, PythonCode.Of(entry.Content)) };
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var module in SourceImports.OfPython(all[i].Code.Text))
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

        var folder = ContextPath.Folder(dots == 0 ? entry.Path : importing.Path);
        for (var i = 1; i < dots; i++)
        {
            folder += "../";
        }

        var path = ContextPath.Normalize(folder + module.Substring(dots).Replace('.', '/'));
        return container.Files.Find(path + ".py") ?? container.Files.Find(path + "/__init__.py");
    }

    private static List<string>? Registered(List<(ImageFile File, PythonCode Code)> all)
    {
        var signals = new List<string>();
        foreach (var (_, code) in all)
        {
            if (code.RegisteredSignals() is { } own)
            {
                signals.AddRange(own);
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
            foreach (var module in SourceImports.OfPython(code.Text))
            {
                if (!IsKnownNotToRegister(module) && (all.Count >= MaximumFiles || Local(module, file, all[0].File, container) is null))
                {
                    return module;
                }
            }
        }

        return null;
    }

    private static bool IsKnownNotToRegister(string module) =>
        module.Split('.')[0] is var top && (top is "asyncio" or "signal" || _standardLibrary.Contains(top) || _neutral.Contains(top));

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
