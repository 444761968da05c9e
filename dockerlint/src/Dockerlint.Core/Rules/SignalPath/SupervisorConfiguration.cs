using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Text;

namespace Dockerlint.Rules.SignalPath;

/// <summary>One <c>[program:x]</c> of supervisord's configuration (supervisord.org/configuration.html).</summary>
internal sealed record SupervisedProgram(string Name, SourceLocation Location)
{
    public Located<string>? Command { get; init; }

    /// <summary>Seconds from the stop signal to SIGKILL; 10 where not set. Null: not a number.</summary>
    public Located<double?>? StopWait { get; init; }

    public bool StopsGroup { get; init; }
}

internal static class SupervisorConfiguration
{
    /// <summary>Real images have some tens.</summary>
    private const int MaximumFiles = 200;

    private static readonly OncePerText<List<Section>> _read = new(Read);

    private static readonly string[] _defaultPaths = ["/etc/supervisor/supervisord.conf", "/etc/supervisord.conf", "/usr/etc/supervisord.conf",
        "/etc/supervisord/supervisord.conf"];

    /// <summary>The programs of every configuration file that is at hand.</summary>
    public static List<SupervisedProgram> Read(Stop stop, Hop supervisor)
    {
        var programs = new List<SupervisedProgram>();
        foreach (var path in Paths(stop, supervisor).Distinct(StringComparer.Ordinal).Take(MaximumFiles))
        {
            if (stop.Container.Files.FindSource(path) is { } file)
            {
                programs.AddRange(_read.Of(file.Content).Select(program => program.In(file)));
            }
        }

        return programs;
    }

    private static IEnumerable<string> Paths(Stop stop, Hop supervisor)
    {
        var isNamed = false;
        for (var i = 1; i < supervisor.Argv.Count; i++)
        {
            if (supervisor.Argv[i].Value is not { } word)
            {
                continue;
            }

            if (word is "-c" or "--configuration" && i + 1 < supervisor.Argv.Count && supervisor.Argv[i + 1].Value is { } path)
            {
                isNamed = true;
                yield return path;
            }
            else if (word.StartsWith("--configuration=", StringComparison.Ordinal))
            {
                isNamed = true;
                yield return word.Substring("--configuration=".Length);
            }
            else if (word.Length > 2 && word.StartsWith("-c", StringComparison.Ordinal))
            {
                isNamed = true;
                yield return word.Substring(2);
            }
        }

        foreach (var path in isNamed ? [] : _defaultPaths)
        {
            yield return path;
        }

        // What [include] brings in: the folders distributions use.
        foreach (var copy in stop.Container.Image?.Copies ?? [])
        {
            if (copy is { Destination: { } destination, Source: { } source }
                && (destination.Contains("/conf.d/") || destination.EndsWith("/conf.d", StringComparison.Ordinal)
                    || destination.Contains("supervisord.d")) && destination.Contains("supervisor"))
            {
                yield return destination.EndsWith("/", StringComparison.Ordinal) || destination.EndsWith(".d", StringComparison.Ordinal)
                    ? destination.TrimEnd('/') + "/" + source.Substring(source.LastIndexOf('/') + 1)
                    : destination;
            }
        }
    }

    private static List<Section> Read(string content)
    {
        var programs = new List<Section>();
        Section? current = null;
        var offset = 0;
        foreach (var line in content.Split('\n'))
        {
            var text = line.Trim();
            if (text is ['[', .., ']'])
            {
                Add(programs, current);
                current = text.StartsWith("[program:", StringComparison.Ordinal)
                    ? new Section(text.Substring(9, text.Length - 10).Trim(), SpanOf(line, offset, text))
                    : null;
            }
            else if (current is not null && text.IndexOf('=') is > 0 and var equals && text[0] is not (';' or '#') && !char.IsWhiteSpace(line[0]))
            {
                var value = text.Substring(equals + 1);
                var comment = value.IndexOf(" ;", StringComparison.Ordinal);
                value = (comment < 0 ? value : value.Substring(0, comment)).Trim();
                var span = SpanOf(line, offset, text);
                current = text.Substring(0, equals).Trim() switch
                {
                    "command" => current with { Command = (value, span) },
                    "stopwaitsecs" =>
                        current with { StopWait = (SecondsOf(value), span) },
                    "stopasgroup" => current with { StopsGroup = value.ToLowerInvariant() is "true" or "yes" or "on" or "1" },
                    _ => current,
                };
            }

            offset += line.Length + 1;
        }

        Add(programs, current);
        return programs;
    }

    private static double? SecondsOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static void Add(List<Section> programs, Section? program)
    {
        if (program is { Command: not null })
        {
            programs.Add(program);
        }
    }

    private static TextSpan SpanOf(string line, int offset, string text) => new(offset + line.IndexOf(text, StringComparison.Ordinal), text.Length);

    /// <summary>One program as a file has it.</summary>
    private sealed record Section(string Name, TextSpan Span)
    {
        public (string Text, TextSpan Span)? Command { get; init; }

        public (double? Seconds, TextSpan Span)? StopWait { get; init; }

        public bool StopsGroup { get; init; }

        public SupervisedProgram In(ImageFile file) => new(Name, file.Locate(Span))
        {
            Command = Command is var (text, written) ? new Located<string>(text, file.Locate(written)) : null,
            StopWait = StopWait is var (seconds, place) ? new Located<double?>(seconds, file.Locate(place)) : null,
            StopsGroup = StopsGroup,
        };
    }
}
