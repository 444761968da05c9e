using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>What a signal's listener does, as far as its text says.</summary>
public enum ListenerEffect
{
    /// <summary>Something: it closes, waits, sets a flag, calls what is elsewhere.</summary>
    Works,

    /// <summary>Nothing but <c>process.exit</c>.</summary>
    ExitsAtOnce,

    /// <summary>It starts to close a server and exits without waiting for it.</summary>
    ExitsBeforeItHasClosed,

    /// <summary>It writes a line and goes on.</summary>
    GoesOn,
}

/// <param name="Seconds">Of a timer or a deadline inside the listener; null: not written out.</param>
/// <param name="IsHardStop">What the timer does is end the process.</param>
public sealed record ListenerWait(double? Seconds, bool IsHardStop, TextSpan Span);

/// <summary><c>process.on("SIGTERM", …)</c>.</summary>
/// <param name="Waits">Timers and deadlines of the listener and of the functions of its file that it calls.</param>
public sealed record SignalListener(string Signal, ListenerEffect Effect, TextSpan Span, IReadOnlyList<ListenerWait> Waits);

/// <summary><c>spawn("node", ["server.js"])</c>.</summary>
/// <param name="Call">The function's name.</param>
/// <param name="Words">The command; a null word is not written out.</param>
public sealed record StartedChild(string Call, IReadOnlyList<string?> Words, TextSpan Span)
{
    /// <summary><c>spawnSync</c>, <c>execSync</c>: no listener runs until the child has ended.</summary>
    public bool Blocks => Call.EndsWith("Sync", StringComparison.Ordinal);
}

/// <summary>What one JavaScript or TypeScript file says; comments and strings are no code.</summary>
public sealed record JavaScriptModule
{
    /// <summary>What is required or imported; null: by a name that is not written out.</summary>
    public required IReadOnlyList<string?> Imports { get; init; }

    public required IReadOnlyList<SignalListener> Listeners { get; init; }

    /// <summary>It listens to signals whose names are not written out.</summary>
    public required bool ListensByValue { get; init; }

    /// <summary>Signals named outside a listener, where what becomes of them is not followed.</summary>
    public required IReadOnlyCollection<string> Named { get; init; }

    /// <summary>The last names of what it calls: <c>listen</c> of <c>app.server.listen()</c>.</summary>
    public required IReadOnlyCollection<string> Calls { get; init; }

    public required bool LoopsForEver { get; init; }

    /// <summary>Programs started through <c>child_process</c> or a package over it.</summary>
    public IReadOnlyList<StartedChild> Children { get; init; } = [];
}

/// <summary>A literal of a configuration file: text, an object or a list; none of them where it is computed.</summary>
/// <param name="Text">Of a string, a number or a boolean.</param>
public sealed record JavaScriptValue(string? Text, TextSpan Span)
{
    public IReadOnlyDictionary<string, JavaScriptValue> Members { get; init; } = EmptyMap.Of<JavaScriptValue>();

    public IReadOnlyList<JavaScriptValue> Items { get; init; } = [];

    /// <summary>The text of a member; null where there is none, or it is computed.</summary>
    public string? this[string name] => Members.TryGetValue(name, out var member) ? member.Text : null;
}

/// <summary>Reads JavaScript; the core itself has no parser for it.</summary>
public interface IJavaScriptReader
{
    /// <summary>Null: not parsable, too large, or nobody reads JavaScript here.</summary>
    JavaScriptModule? Read(string path, string content);

    /// <summary>What a configuration file exports, or a JSON file holds; null: not parsable, or not written out.</summary>
    JavaScriptValue? ReadExport(string path, string content);
}
