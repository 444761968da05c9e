using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>Something written as a hook of a service that Compose refuses, or fails at when it stops the service.</summary>
/// <param name="What">What is wrong, and what Compose does, as a clause.</param>
/// <param name="Advice">What to write, as a clause.</param>
public sealed record ServiceHookFault(SourceLocation Location, string What, string Advice);

/// <summary>The shape of <c>pre_stop</c>, against the Compose specification (service_hook) and what the engine says.</summary>
internal static class ServiceHookShape
{
    private const string Refuses = "Compose refuses the file";
    private const string WriteAList = "write a list of hooks, pre_stop: - command: [\"sleep\", \"10\"]";

    public static IReadOnlyList<ServiceHookFault> Of(YamlMapping service)
    {
        List<ServiceHookFault>? faults = null;
        foreach (var entry in service.Entries)
        {
            if (entry.Key is { } key && key != "pre_stop" && IsLookalike(key))
            {
                Add(entry.KeyLocation, $"{key} is no key of a service: {Refuses}", $"the key is pre_stop; {WriteAList}");
            }
        }

        switch (service["pre_stop"])
        {
            case YamlSequence hooks:
                foreach (var item in hooks.Items)
                {
                    ScanItem(item);
                }

                break;
            case YamlMapping mapping:
                Add(mapping.Location, $"pre_stop is a mapping: {Refuses}", WriteAList);
                break;
            case YamlScalar { IsNull: false, UnresolvedVariable: null } text:
                Add(text.Location, $"pre_stop is a string: {Refuses}", WriteAList);
                break;
        }

        return faults ?? (IReadOnlyList<ServiceHookFault>)[];

        void ScanItem(YamlNode item)
        {
            if (item is YamlMapping hook)
            {
                // docker/compose issue 12554.
                if (hook["command"] is null or { IsNull: true } or YamlSequence { Items.Count: 0 } && hook.Find("<<") is null)
                {
                    Add(hook.Location,
                        "this item of pre_stop is a hook of its own and has no command: docker compose stop and down fail there (\"No exec command "
                            + "specified\") and leave the container running", "write its keys into the item that has the command");
                }
            }
            else if (item is not YamlScalar { UnresolvedVariable: not null })
            {
                Add(item.Location, $"an item of pre_stop is a {(item is YamlSequence ? "list" : "string")}: {Refuses}",
                    "write - command: in front of it");
            }
        }

        void Add(SourceLocation location, string what, string advice) => (faults ??= []).Add(new ServiceHookFault(location, what, advice));
    }

    /// <summary>A pod's word, or its own in another spelling.</summary>
    private static bool IsLookalike(string key) => key.Length is > 6 and < 20
        && key.Replace("_", string.Empty).Replace("-", string.Empty).ToLowerInvariant()
            is "prestop" or "prestophook" or "prestophooks" or "lifecycle";
}
