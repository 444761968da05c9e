using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Requests;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>What a call is there for, by the verb that its name begins with.</summary>
internal static class Effects
{
    private static readonly string[] _endings =
    [
        "Save", "Write", "Append", "Flush", "Update", "Mark", "Delete", "Remove", "Release", "Complete", "Abandon", "Ack", "Nack", "Reject",
        "Close", "Stop", "Disconnect", "Unsubscribe", "Commit", "Rollback", "Persist", "Store", "Insert", "Upsert", "Unregister", "Deregister",
        "Leave", "Unlock", "Requeue", "Cleanup", "CleanUp", "Fail", "Finish", "Set", "Reset", "Revert", "Restore", "Drain", "Checkpoint", "Upload",
    ];

    private static readonly string[] _keepings = ["Save", "Flush", "Update", "Persist", "Store", "Insert", "Upsert", "Commit", "Upload", "Publish"];

    private static readonly string[] _harmless =
    [
        "Wait", "Delay", "Read", "Get", "Find", "List", "Query", "Receive", "Fetch", "Load", "Count", "Any", "First", "Single", "Log", "Is", "Has",
        "Can", "Check", "ThrowIf", "Create", "Register", "Run", "Start", "ConfigureAwait", "WithCancellation", "When", "To", "As", "Open", "Connect",
        "Begin", "Restart", "Reconnect", "Yield", "From", "Accept", "Consume", "Take", "Peek", "Poll", "Ensure", "Dispose", "Lookup", "Search",
        "Acquire", "Lock", "Enter", "Try", "Resolve", "Validate", "Ping", "Max", "Min", "Sum", "Exists", "Contains", "Subscribe", "Cancel", "Retry",
    ];

    /// <summary>It keeps a result, gives something back or ends something.</summary>
    public static bool Ends(this IMethodSymbol method) => method.BeginsWith(_endings) && !method.IsALine();

    /// <summary>It puts something where it outlives the process.</summary>
    public static bool Keeps(this IMethodSymbol method) => method.BeginsWith(_keepings) && !method.IsALine();

    /// <summary>It does something: not a wait, a question or a log line.</summary>
    public static bool Acts(this IMethodSymbol method) => !method.BeginsWith(_harmless) && !method.IsALine();

    /// <summary>A method of the project's own may only look at its token; what others do with theirs is taken as usual: they throw.</summary>
    public static bool HeedsItsToken(this IInvocationOperation call, IParameterSymbol token, SourceCode source) =>
        source.BodyOf(call.TargetMethod, call.SemanticModel) is not { } body
        || body.Descendants().Any(operation => operation is IParameterReferenceOperation { Parameter: var used, Parent: var parent }
            && used.Ordinal == token.Ordinal && SymbolEqualityComparer.Default.Equals(used.Type, token.Type)
            && parent is IArgumentOperation or IInvocationOperation);

    /// <summary>Of a log or the console.</summary>
    public static bool IsALine(this IMethodSymbol method) =>
        method.ContainingType.Name is "Console" or "Log" or "TextWriter" or "Debug" or "Trace" || method.ContainingType.Name.Contains("Logg");

    /// <summary>One of these verbs is the first word of its name.</summary>
    public static bool BeginsWith(this IMethodSymbol method, string[] verbs)
    {
        var name = method.Name;
        foreach (var verb in verbs)
        {
            if (name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || !char.IsLower(name[verb.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
