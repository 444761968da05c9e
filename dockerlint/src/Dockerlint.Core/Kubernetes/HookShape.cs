using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Kubernetes;

/// <summary>Something written as a preStop hook that is none to the API server.</summary>
/// <param name="What">What is wrong, as a clause.</param>
/// <param name="IsRefused">Refused whatever the client does; false: an unknown field, which is dropped without strict validation.</param>
/// <param name="Advice">What to write, as a clause.</param>
public sealed record HookShapeFault(SourceLocation Location, string What, bool IsRefused, string Advice)
{
    /// <summary>Dropped, it leaves a hook that runs.</summary>
    public bool LeavesHook { get; init; }
}

/// <summary>The keys and types of <c>lifecycle.preStop</c> against core/v1 Lifecycle and the API server's validation of it.</summary>
internal static class HookShape
{
    private const string ListAdvice = "write a list of strings, [\"sleep\", \"15\"]";

    private static readonly string[] _handlers = ["exec", "httpGet", "tcpSocket", "sleep"];

    /// <summary>Keys of a container or pod spec that were meant as a hook; those of <c>lifecycle</c> itself are looked at too.</summary>
    public static IReadOnlyList<HookShapeFault> Of(YamlMapping container, bool isPartial)
    {
        List<HookShapeFault>? faults = null;
        ScanOwner(container, "the container", ref faults);
        switch (container["lifecycle"])
        {
            case YamlMapping lifecycle:
                ScanLifecycle(lifecycle, isPartial, ref faults);
                break;
            case { IsNull: false } other when !IsPlaceholder(other):
                Add(ref faults, other.Location, $"lifecycle is a {Kind(other)}", isRefused: true,
                    "write postStart: and preStop: as its keys, without dashes");
                break;
        }

        return faults ?? [];
    }

    /// <summary>A hook belongs to a container.</summary>
    public static IReadOnlyList<HookShapeFault> OfPod(YamlMapping? spec)
    {
        List<HookShapeFault>? faults = null;
        if (spec is not null)
        {
            ScanOwner(spec, "the pod spec", ref faults);
            if (spec.Find("lifecycle") is { } entry)
            {
                Add(ref faults, entry.KeyLocation, "lifecycle has no meaning in the pod spec", isRefused: false, "write it in a container");
            }
        }

        return faults ?? [];
    }

    private static void ScanOwner(YamlMapping owner, string place, ref List<HookShapeFault>? faults)
    {
        foreach (var entry in owner.Entries)
        {
            if (entry.Key is { Length: > 6 and < 20 } key && key != "lifecycle"
                && Letters(key) is "lifecycle" or "lifecycles" or "lifecyclehook" or "lifecyclehooks" or "prestop" or "prestophook" or "prestophooks")
            {
                var isHook = Letters(key).StartsWith("pre", StringComparison.Ordinal);
                Add(ref faults, entry.KeyLocation, $"{key} is no field of {place}", isRefused: false,
                    isHook ? "write lifecycle: preStop: in the container" : "the field is lifecycle, in the container");
            }
        }
    }

    private static void ScanLifecycle(YamlMapping lifecycle, bool isPartial, ref List<HookShapeFault>? faults)
    {
        foreach (var entry in lifecycle.Entries)
        {
            // What was meant as the grace is STOP3006's.
            if (entry.Key is not { Length: > 0 } key || IsPlaceholder(key) || key is "postStart" or "stopSignal" || GraceKeyScan.IsLookalike(key))
            {
                continue;
            }

            if (key != "preStop")
            {
                Add(ref faults, entry.KeyLocation, $"{key} is no field of lifecycle", isRefused: false,
                    Letters(key).StartsWith("pre", StringComparison.Ordinal) || Letters(key).Contains("stop") ? "the field is preStop"
                        : "its fields are postStart, preStop and stopSignal", leavesHook: lifecycle["preStop"] is YamlMapping);
            }
            else if (entry.Value is YamlMapping hook)
            {
                ScanHook(hook, entry, isPartial, ref faults);
            }
            else if (entry.Value is YamlSequence or YamlScalar { IsNull: false } && !IsPlaceholder(entry.Value))
            {
                Add(ref faults, entry.Value.Location, $"preStop is a {Kind(entry.Value)}", isRefused: true,
                    "write preStop: with exec:, httpGet: or sleep:");
            }
        }
    }

    private static void ScanHook(YamlMapping hook, YamlEntry written, bool isPartial, ref List<HookShapeFault>? faults)
    {
        var handlers = 0;
        var others = 0;
        var leavesHook = Array.Exists(_handlers, handler => hook[handler] is { IsNull: false });
        foreach (var entry in hook.Entries)
        {
            var key = entry.Key ?? "";
            if (Array.IndexOf(_handlers, key) >= 0 || key == "grpc")
            {
                handlers += entry.Value.IsNull ? 0 : 1;
                ScanHandler(key, entry.Value, ref faults);
            }
            else if (!IsPlaceholder(key) && !GraceKeyScan.IsLookalike(key))
            {
                others++;
                Add(ref faults, entry.KeyLocation, $"{key} is no field of preStop", isRefused: false,
                    key == "command" ? "write it under exec:"
                        : Meant(key) is { } meant ? $"the field is {meant}"
                        : leavesHook ? "take it away"
                        : "write exec:, httpGet: or sleep:", leavesHook);
            }
        }

        if (handlers > 1)
        {
            Add(ref faults, written.KeyLocation, "preStop has more than one handler", isRefused: true, "keep one of them");
        }
        else if (handlers == 0 && others == 0 && !isPartial)
        {
            Add(ref faults, written.KeyLocation, "preStop has no handler", isRefused: true, "write exec:, httpGet: or sleep: under it");
        }
    }

    private static void ScanHandler(string key, YamlNode value, ref List<HookShapeFault>? faults)
    {
        if (value.IsNull || IsPlaceholder(value))
        {
            return;
        }

        if (value is not YamlMapping handler)
        {
            Add(ref faults, value.Location, $"{key} is a {Kind(value)}", isRefused: true,
                key switch
                {
                    "sleep" => "write sleep: seconds: 15",
                    "exec" => "write exec: command: [\"sleep\", \"15\"]",
                    _ => $"write the fields of {key}",
                });
            return;
        }

        switch (key)
        {
            case "exec":
                ScanExec(handler, ref faults);
                break;
            case "sleep" when handler["seconds"] is null && handler.Entries is [{ Key: { Length: > 0 } other } first, ..] && !IsPlaceholder(other):
                Add(ref faults, first.KeyLocation, $"{other} is no field of sleep", isRefused: false, "the field is seconds");
                break;
            case "sleep":
                if (ManifestFields.WholeNumber(handler, "seconds") is { State: WholeNumberState.NotANumber or WholeNumberState.Negative } seconds)
                {
                    Add(ref faults, seconds.Location, $"sleep.seconds '{seconds.Text}' is no whole number of seconds", isRefused: true,
                        "write it without quotes or unit");
                }

                break;
            case "httpGet" when handler["port"] is null or { IsNull: true } && handler.Find("<<") is null:
                Add(ref faults, handler.Location, "httpGet has no port", isRefused: true, "name one");
                break;
        }
    }

    private static void ScanExec(YamlMapping exec, ref List<HookShapeFault>? faults)
    {
        foreach (var entry in exec.Entries)
        {
            if (entry.Key is { Length: > 0 } key && key != "command" && !IsPlaceholder(key))
            {
                Add(ref faults, entry.KeyLocation, $"{key} is no field of exec", isRefused: false,
                    key == "args" ? "its command is the whole argv" : "the field is command", leavesHook: exec["command"] is YamlSequence);
            }
        }

        switch (exec["command"])
        {
            case YamlScalar { IsNull: false } scalar when !IsPlaceholder(scalar):
                Add(ref faults, scalar.Location, "command is a string", isRefused: true, ListAdvice);
                break;
            case YamlMapping mapping:
                Add(ref faults, mapping.Location, "command is a mapping", isRefused: true, ListAdvice);
                break;
            case YamlSequence { Items.Count: 0 } empty:
                Add(ref faults, empty.Location, "command is empty", isRefused: true, ListAdvice);
                break;
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    if (item is not YamlScalar { Kind: YamlScalarKind.String } && !IsPlaceholder(item))
                    {
                        Add(ref faults, item.Location, $"{item.Source.Slice(item.Span)} in command is a {Kind(item)}, not a string", isRefused: true,
                            item is YamlScalar ? $"write \"{((YamlScalar)item).Value}\"" : ListAdvice);
                        break;
                    }
                }

                break;
        }
    }

    private static string? Meant(string key) => Letters(key) switch
    {
        "exec" or "execute" or "cmd" => "exec",
        "httpget" or "http" => "httpGet",
        "sleep" or "sleepseconds" or "delay" => "sleep",
        "tcpsocket" => "tcpSocket",
        _ => null,
    };

    private static string Kind(YamlNode node) => node switch
    {
        YamlMapping => "mapping",
        YamlSequence => "list",
        YamlScalar { Kind: YamlScalarKind.Integer or YamlScalarKind.Float } => "number",
        YamlScalar { Kind: YamlScalarKind.Boolean } => "truth value",
        YamlScalar { Kind: YamlScalarKind.Null } => "null",
        _ => "string",
    };

    private static bool IsPlaceholder(YamlNode node) => node is YamlScalar scalar && IsPlaceholder(scalar.Value);

    private static bool IsPlaceholder(string text) =>
        text.IndexOf('$') >= 0 || text.Contains("{{") || text.Length > 0 && text[0] is '<' or '@' or '%';

    private static string Letters(string key) => key.Replace("_", "").Replace("-", "").ToLowerInvariant();

    private static void Add(
        ref List<HookShapeFault>? faults, SourceLocation location, string what, bool isRefused, string advice, bool leavesHook = false) =>
        (faults ??= []).Add(new HookShapeFault(location, what, isRefused, advice) { LeavesHook = leavesHook });
}
