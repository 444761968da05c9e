using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Programs;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>A Node program: node installs no handler for SIGTERM, so the program or one of its packages must.</summary>
internal sealed class NodeApplication
{
    private const int MaximumFiles = 80;

    /// <summary>A server, a timer, a subscription: with one of these the program does not end by itself.</summary>
    private static readonly string[] _longRunning =
    [
        "listen", "createServer", "setInterval", "consume", "subscribe", "Worker", "schedule", "serve", "WebSocketServer", "eachMessage", "cron",
        "run",
    ];

    private readonly string _signal;
    private readonly IJavaScriptReader _reader;
    private readonly Queue<(ImageFile File, ImageFiles Files)> _open = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<(SignalListener Listener, ImageFile File)> _listeners = [];
    private readonly List<(StartedChild Child, ImageFile File)> _children = [];
    private SourceLocation? _first;
    private bool _runsOn;
    private bool _listens;
    private string? _unknown;
    private string? _assumption;

    private NodeApplication(string signal, IJavaScriptReader reader)
    {
        _signal = signal;
        _reader = reader;
    }

    /// <param name="start">Index of the first word after the runtime's own.</param>
    public static RuntimeApplication Inspect(IReadOnlyList<Argument> argv, Container container, IJavaScriptReader reader, int start = 1)
    {
        var entry = NodeEntry.Of(argv, start);
        if (entry.Script is not { } path)
        {
            return Unknown("the script is not known before run time");
        }

        if (container.StopSignal.Name is not { } signal)
        {
            return Unknown("the stop signal is not known");
        }

        var application = new NodeApplication(signal, reader);
        if (NodeEntry.Find(container.Files, path) is { } file)
        {
            application.Open(file, container.Files);
        }
        else if (TypeScriptOutput.SourceOf(container.Files, path) is { } source)
        {
            application.Open(source.File, source.Files);
        }
        else
        {
            return container.Files.IsCopiedFrom(".next/standalone") ? NextServer(container, signal)
                : Unknown($"the source of {path} is not at hand");
        }

        foreach (var module in entry.Preloaded)
        {
            application.Follow(module, ContextPath.Folder(container.Files.Absolute("./x") ?? "/"), container.Files);
        }

        application.ReadAll();
        return application.Answer(path);
    }

    private static RuntimeApplication Unknown(string reason) => new(HandlesSignal.Unknown, reason);

    /// <summary>packages/next/src/server/lib/start-server.ts; measured (docs/programs.tsv, next-start).</summary>
    private static RuntimeApplication NextServer(Container container, string signal) =>
        container.Environment.ContainsKey("NEXT_MANUAL_SIG_HANDLE") ? Unknown("NEXT_MANUAL_SIG_HANDLE leaves the signals to the application")
        : signal is "SIGTERM" or "SIGINT" ? new RuntimeApplication(HandlesSignal.Handles, $"Next.js's server handles {signal}")
        : new RuntimeApplication(HandlesSignal.DefaultAction, $"Next.js's server handles SIGTERM and SIGINT, not {signal}");

    private void Open(ImageFile file, ImageFiles files)
    {
        if (_seen.Add(file.Path))
        {
            _first ??= file.Locate(default);
            _open.Enqueue((file, files));
        }
    }

    private void ReadAll()
    {
        while (_open.Count > 0)
        {
            var (file, files) = _open.Dequeue();
            if (file.Path.EndsWith(".json", StringComparison.Ordinal))
            {
                continue;
            }

            if (_reader.Read(file.Locate(default).Path, file.Content) is not { } module)
            {
                _unknown ??= $"{file.Path} cannot be read as JavaScript";
                continue;
            }

            Add(module, file, files);
        }
    }

    private void Add(JavaScriptModule module, ImageFile file, ImageFiles files)
    {
        _runsOn |= module.LoopsForEver || Array.Exists(_longRunning, call => module.Calls.Contains(call));
        _listens |= module.Calls.Contains("listen") || module.Calls.Contains("serve");
        foreach (var child in module.Children)
        {
            _children.Add((child, file));
        }

        foreach (var listener in module.Listeners)
        {
            if (listener.Signal == _signal)
            {
                _listeners.Add((listener, file));
            }
        }

        foreach (var import in module.Imports)
        {
            if (import is null)
            {
                _unknown ??= $"{file.Path} imports a module whose name is not written out";
            }
            else if (NodePackages.TakenBy(import, module.Calls) is { } taken)
            {
                if (module.Named.Contains(_signal) || module.Named.Count == 0 && Array.IndexOf(taken, _signal) >= 0)
                {
                    _listeners.Add((new SignalListener(_signal, ListenerEffect.Works, default, []), file));
                }
                else
                {
                    _unknown ??= $"{import} is told its signals by {file.Path}";
                }
            }
            else
            {
                Follow(import, ContextPath.Folder(file.Path), files);
            }
        }

        if (module.ListensByValue)
        {
            _unknown ??= "the program listens to signals whose names are not literals";
        }
        else if (module.Named.Contains(_signal))
        {
            _unknown ??= $"{file.Path} names {_signal}, and what becomes of it is not followed";
        }
    }

    private void Follow(string module, string folder, ImageFiles files)
    {
        if (module.StartsWith(".", StringComparison.Ordinal) || module.StartsWith("/", StringComparison.Ordinal))
        {
            var path = ContextPath.Normalize(module.StartsWith("/", StringComparison.Ordinal) ? module : folder + module);
            if (_seen.Count > MaximumFiles || NodeEntry.Find(files, path) is not { } imported)
            {
                _unknown ??= $"{module}, which is imported, is not at hand";
            }
            else
            {
                Open(imported, files);
            }
        }
        else if (NodePackages.MayListen(module))
        {
            _unknown ??= $"{module} may handle {_signal}";
        }
        else if (!NodePackages.IsNeutral(module))
        {
            _assumption ??= $"the package {module} is taken to install no handler";
        }
    }

    private RuntimeApplication Answer(string path)
    {
        if (_unknown is null && Child() is { } child && (_listeners.Count == 0 || child.Blocks))
        {
            var why = child.Blocks ? $"runs no handler while {child.Call} waits for its child"
                : $"waits for its child ({child.Call}) and has no handler";
            return new RuntimeApplication(HandlesSignal.DefaultAction, $"{path} {why}") { Starts = child.Program, Assumption = _assumption };
        }

        if (_listeners.Count > 0)
        {
            return Listening();
        }

        if ((_unknown ?? (_runsOn ? null : $"{path} may end by itself")) is { } unknown)
        {
            return Unknown(unknown);
        }

        var first = _seen.Count > 1 ? $" and the {_seen.Count - 1} files it imports" : "";
        return new RuntimeApplication(HandlesSignal.DefaultAction, $"{path} has no {_signal} handler, and Node installs none")
        {
            Evidence = [new Evidence($"no {_signal} in {path}{first}", _first)], Assumption = _assumption,
        };
    }

    /// <summary>The one program that a script starts which does nothing else but steps before.</summary>
    private (StartedProgram Program, string Call, bool Blocks)? Child()
    {
        if (_runsOn)
        {
            return null;
        }

        (StartedProgram Program, string Call, bool Blocks)? only = null;
        foreach (var (child, file) in _children)
        {
            var argv = child.Words.Select(word => new Argument(word, word ?? "...", file.Locate(child.Span)));
            var program = new StartedProgram(Replaces: false, [.. argv], child.Call);
            if (program.Weight is CommandWeight.LongRunning or CommandWeight.Unknown)
            {
                if (only is not null)
                {
                    return null;
                }

                only = (program, child.Call, child.Blocks);
            }
        }

        return only;
    }

    /// <summary>Every listener runs; the first that ends the process at once decides.</summary>
    private RuntimeApplication Listening()
    {
        var (listener, file) = _listeners[0];
        var goesOn = _unknown is null;
        foreach (var other in _listeners)
        {
            goesOn &= other.Listener.Effect == ListenerEffect.GoesOn;
            if (other.Listener.Effect is ListenerEffect.ExitsAtOnce or ListenerEffect.ExitsBeforeItHasClosed)
            {
                (listener, file) = other;
                break;
            }
        }

        var place = file.Locate(listener.Span);
        var answer = listener.Effect switch
        {
            ListenerEffect.ExitsBeforeItHasClosed => (HandlesSignal.DropsWork,
                $"its {_signal} handler begins to close the server and calls process.exit before that is done"),
            ListenerEffect.ExitsAtOnce when _listens => (HandlesSignal.DropsWork,
                $"its {_signal} handler only calls process.exit, which drops open requests"),
            _ when goesOn && _runsOn => (HandlesSignal.Ignores,
                $"its {_signal} handler ends nothing, and with a handler Node does not end by itself"),
            _ => (HandlesSignal.Handles, $"the program handles {_signal}"),
        };
        return new RuntimeApplication(answer.Item1, answer.Item2)
        {
            Evidence = [new Evidence($"the program handles {_signal} here", place)], Drain = Drain(),
            BeginsToDrain = listener.Effect == ListenerEffect.ExitsBeforeItHasClosed,
        };
    }

    /// <summary>A hard stop bounds whatever the others wait for; without one the longest wait counts.</summary>
    private Amount? Drain()
    {
        Amount? longest = null;
        var isHard = false;
        foreach (var (listener, file) in _listeners)
        {
            foreach (var wait in listener.Waits)
            {
                // What polls is no wait of its own.
                if (wait.Seconds is not { } seconds || seconds < 1 || isHard && !wait.IsHardStop
                    || longest?.Seconds >= seconds && isHard == wait.IsHardStop)
                {
                    continue;
                }

                isHard |= wait.IsHardStop;
                longest = new Amount(seconds,
                    wait.IsHardStop ? "the program's own hard stop (setTimeout)" : $"the wait in the program's {_signal} handler",
                    file.Locate(wait.Span), IsDefault: false);
            }
        }

        return longest;
    }
}
