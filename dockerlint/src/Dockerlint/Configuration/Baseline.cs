using System.Globalization;
using System.Text;
using System.Text.Json;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;
using Dockerlint.Text;

namespace Dockerlint.Cli.Configuration;

/// <summary>A file of findings that are known and not shown again; each until a day, where it says so.</summary>
internal sealed class Baseline
{
    private const int MaximumSize = 64 << 20;
    private const string Day = "yyyy-MM-dd";

    private readonly Dictionary<string, Entry> _known = new(StringComparer.Ordinal);
    private readonly SourceText _text;
    private readonly DateOnly _today;
    private Dictionary<string, int>? _places;

    private Baseline(SourceText text, DateOnly today) => (_text, _today) = (text, today);

    public static Baseline Read(RepositoryReader reader, string file, DateOnly today)
    {
        try
        {
            var content = reader.TryReadOwn(reader.FullPath(file), MaximumSize, out var reason)
                ?? throw new UsageException($"--baseline {file}: {reason}");
            var baseline = new Baseline(new SourceText(file, Encoding.UTF8.GetString(content)), today);
            using var document = JsonDocument.Parse(content);
            foreach (var finding in document.RootElement.GetProperty("findings").EnumerateArray())
            {
                var fingerprint = finding.GetProperty("fingerprint").GetString() ?? throw new JsonException();
                baseline._known[fingerprint] = new Entry(Text(finding, "rule") ?? "?", Text(finding, "path") ?? "?", Until(finding));
            }

            return baseline;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--baseline {file}: {ReadFailure.Sentence(e)}", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new UsageException($"--baseline {file} is no baseline of dockerlint; --write-baseline writes one", e);
        }
    }

    /// <summary>The one that a new one takes the place of; null: there is none.</summary>
    public static Baseline? ReadIfOne(RepositoryReader reader, string file, DateOnly today)
    {
        try
        {
            return Read(reader, file, today);
        }
        catch (UsageException)
        {
            return null;
        }
    }

    /// <exception cref="UsageException">It is no day.</exception>
    public static DateOnly? ParseDay(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"--until: {text} is no day (2027-01-31)");

    /// <param name="reportsStale">Everything was asked that the entries are about.</param>
    /// <param name="wasChecked">Whether the run was about a file; what it was not about cannot be stale.</param>
    public CheckResult Without(CheckResult result, bool reportsStale, Predicate<string> wasChecked)
    {
        var names = Fingerprints.Of(result.Findings);
        var met = new HashSet<string>(StringComparer.Ordinal);
        var rest = new List<Finding>(result.Findings.Count);
        for (var i = 0; i < names.Length; i++)
        {
            var entry = _known.GetValueOrDefault(names[i]);
            var isExpired = entry?.Until < _today;
            if (entry is not null)
            {
                met.Add(names[i]);
            }

            if (entry is null || isExpired)
            {
                rest.Add(entry is null ? result.Findings[i] : Expired(result.Findings[i], names[i], entry));
            }
        }

        var known = result.Findings.Count - rest.Count;
        if (reportsStale)
        {
            rest.AddRange(_known.Where(entry => !met.Contains(entry.Key) && wasChecked(entry.Value.Path))
                .Select(entry => Stale(entry.Key, entry.Value)));
        }

        return result with { Findings = rest, Known = known };
    }

    /// <param name="until">For those that are new in the file.</param>
    /// <param name="before">Whose days stay.</param>
    public static byte[] Write(IReadOnlyList<Finding> findings, DateOnly? until, Baseline? before)
    {
        using var text = new StringWriter();
        JsonOutput.Write(text, json =>
        {
            var names = Fingerprints.Of(findings);
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            json.WriteStartArray("findings");
            for (var i = 0; i < names.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("rule", findings[i].Rule.Id);
                json.WriteString("path", findings[i].Location.Path);
                json.WriteString("fingerprint", names[i]);
                var day = before?._known.TryGetValue(names[i], out var entry) == true ? entry.Until : until;
                if (day is { } set)
                {
                    json.WriteString("until", set.ToString(Day, CultureInfo.InvariantCulture));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string? Text(JsonElement finding, string name) => finding.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static DateOnly? Until(JsonElement finding) => Text(finding, "until") is not { } text ? null
        : DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new JsonException();

    private Finding Expired(Finding finding, string name, Entry entry) => finding with
    {
        Evidence =
        [
            .. finding.Evidence,
            new Evidence($"the baseline knew it until {entry.Until!.Value.ToString(Day, CultureInfo.InvariantCulture)}", Place(name)),
        ],
    };

    private Finding Stale(string name, Entry entry) => new(
        UnknownSetting.Definition, Severity.Info, Place(name),
        $"nothing gives {entry.Rule} in {entry.Path} any more; --write-baseline leaves the entry out");

    private SourceLocation Place(string name) => (_places ??= Places()).TryGetValue(name, out var at)
        ? _text.At(new TextSpan(at, name.Length)) : _text.AtLine(1);

    /// <summary>Where each fingerprint stands first; one look at the text, as there may be many.</summary>
    private Dictionary<string, int> Places()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var content = _text.Content;
        for (var start = content.IndexOf('"', StringComparison.Ordinal); start >= 0;)
        {
            var end = start + 1;
            while (end < content.Length && content[end] != '"')
            {
                end += content[end] == '\\' ? 2 : 1;
            }

            if (end < content.Length && content[(start + 1)..end] is var word && _known.ContainsKey(word))
            {
                places.TryAdd(word, start + 1);
            }

            start = end + 1 < content.Length ? content.IndexOf('"', end + 1) : -1;
        }

        return places;
    }

    /// <param name="Until">The last day on which it counts; null: for ever.</param>
    private sealed record Entry(string Rule, string Path, DateOnly? Until);
}
