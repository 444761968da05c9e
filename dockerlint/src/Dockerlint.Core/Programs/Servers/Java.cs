using Dockerlint.Stops;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Programs.Servers;

/// <summary>The JVM, and Spring Boot in it.</summary>
internal static class Java
{
    private const string Key = "spring.lifecycle.timeout-per-shutdown-phase";
    private const string Variable = "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE";
    private const double Default = 30;

    private static readonly string[] _files =
    [
        "src/main/resources/application.properties", "src/main/resources/application.yml", "src/main/resources/application.yaml",
        "config/application.yml", "config/application.properties",
    ];

    public static readonly KnownProgram Program = new("java catalina.sh", "docs.oracle.com, Runtime.addShutdownHook")
    {
        On = new SignalEffects { Term = SignalEffect.Drains, Int = SignalEffect.Drains, Hup = SignalEffect.Drains },
        IsRuntime = true,
        Drain = Drain,
    };

    /// <summary>
    /// Spring Boot's graceful shutdown: <c>spring.lifecycle.timeout-per-shutdown-phase</c>, 30 s by default
    /// (docs.spring.io/spring-boot/reference/web/graceful-shutdown.html).
    /// </summary>
    private static Amount? Drain(ProgramCall call)
    {
        if (call.Argv[0].Text.EndsWith("catalina.sh", StringComparison.Ordinal))
        {
            return null;
        }

        if (call.Settings.Environment.TryGetValue(Variable, out var set))
        {
            return new Amount(Durations.Spring(set), Variable, null, IsDefault: false);
        }

        foreach (var path in _files)
        {
            if (call.Settings.InContext(path) is { } file && Read(file) is { } need)
            {
                return need;
            }
        }

        return null;
    }

    private static Amount? Read(SourceText file)
    {
        var isGraceful = false;
        foreach (var (key, value, location) in file.Path.EndsWith(".properties", StringComparison.Ordinal) ? Properties(file) : Flattened(file))
        {
            if (key == Key)
            {
                return new Amount(Durations.Spring(value), Key, location, IsDefault: false);
            }

            isGraceful |= key == "server.shutdown" && value == "graceful";
        }

        return isGraceful ? new Amount(Default, $"{Key} default", null, IsDefault: true) : null;
    }

    private static IEnumerable<(string Key, string Value, SourceLocation Location)> Properties(SourceText file)
    {
        for (var line = 1; line <= file.LineCount; line++)
        {
            var span = file.LineSpan(line);
            var text = file.Slice(span);
            var equals = text.IndexOfAny(['=', ':']);
            if (equals > 0 && text[0] is not ('#' or '!'))
            {
                yield return (text.Substring(0, equals).Trim(), text.Substring(equals + 1).Trim(), file.At(span));
            }
        }
    }

    private static IEnumerable<(string Key, string Value, SourceLocation Location)> Flattened(SourceText file)
    {
        var open = new Stack<(string Prefix, YamlMapping Mapping)>();
        foreach (var document in YamlParser.Parse(file))
        {
            if (document.RootMapping is { } root)
            {
                open.Push(("", root));
            }
        }

        while (open.Count > 0)
        {
            var (prefix, mapping) = open.Pop();
            foreach (var entry in mapping.Entries)
            {
                if (entry.Value is YamlMapping inner)
                {
                    open.Push((prefix + entry.Key + ".", inner));
                }
                else if (entry.Value is YamlScalar scalar)
                {
                    yield return (prefix + entry.Key, scalar.Value, scalar.Location);
                }
            }
        }
    }
}
