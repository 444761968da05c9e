using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Stops;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.GraceBudget.Needs;

/// <summary>
/// Spring Boot's graceful shutdown: <c>spring.lifecycle.timeout-per-shutdown-phase</c>, 30 s by default
/// (docs.spring.io/spring-boot/reference/web/graceful-shutdown.html).
/// </summary>
internal static class SpringBoot
{
    private const string Key = "spring.lifecycle.timeout-per-shutdown-phase";
    private const string Variable = "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE";
    private const double Default = 30;

    private static readonly string[] Files = ["src/main/resources/application.properties", "src/main/resources/application.yml", "src/main/resources/application.yaml", "config/application.yml", "config/application.properties"];

    public static Amount? Of(Container container)
    {
        if (container.Environment.TryGetValue(Variable, out string? set))
        {
            return new Amount(Seconds(set), Variable, null, IsDefault: false);
        }

        foreach (string path in Files)
        {
            if (container.Files.InContext(path) is { } file && Read(file) is { } need)
            {
                return need;
            }
        }

        return null;
    }

    private static Amount? Read(SourceText file)
    {
        bool isGraceful = false;
        foreach (var (key, value, location) in file.Path.EndsWith(".properties", StringComparison.Ordinal) ? Properties(file) : Flattened(file))
        {
            if (key == Key)
            {
                return new Amount(Seconds(value), Key, location, IsDefault: false);
            }

            isGraceful |= key == "server.shutdown" && value == "graceful";
        }

        return isGraceful ? new Amount(Default, $"{Key} default", null, IsDefault: true) : null;
    }

    private static IEnumerable<(string Key, string Value, SourceLocation Location)> Properties(SourceText file)
    {
        for (int line = 1; line <= file.LineCount; line++)
        {
            var span = file.LineSpan(line);
            string text = file.Slice(span);
            int equals = text.IndexOfAny(['=', ':']);
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

    /// <summary><c>20s</c>, <c>1m</c>, <c>1500ms</c>, <c>PT20S</c>; a bare number is milliseconds.</summary>
    private static double? Seconds(string? text)
    {
        string value = (text ?? "").Trim().ToLowerInvariant();
        if (value.StartsWith("pt", StringComparison.Ordinal))
        {
            value = value.Substring(2);
        }

        (string number, double unit) = value switch
        {
            _ when value.EndsWith("ms", StringComparison.Ordinal) => (value.Substring(0, value.Length - 2), 0.001),
            _ when value.EndsWith("s", StringComparison.Ordinal) => (value.Substring(0, value.Length - 1), 1),
            _ when value.EndsWith("m", StringComparison.Ordinal) => (value.Substring(0, value.Length - 1), 60),
            _ when value.EndsWith("h", StringComparison.Ordinal) => (value.Substring(0, value.Length - 1), 3600),
            _ => (value, 0.001),
        };
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) ? parsed * unit : null;
    }
}
