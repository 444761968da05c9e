using System.Text;
using System.Text.Json;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Configuration;

/// <summary>A file of findings that are known and not shown again.</summary>
internal sealed class Baseline
{
    private const int MaximumSize = 64 << 20;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public static Baseline Read(RepositoryReader reader, string file)
    {
        var baseline = new Baseline();
        try
        {
            var content = reader.TryReadOwn(reader.FullPath(file), MaximumSize, out var reason)
                ?? throw new UsageException($"--baseline {file}: {reason}");
            using var document = JsonDocument.Parse(content);
            foreach (var finding in document.RootElement.GetProperty("findings").EnumerateArray())
            {
                baseline._known.Add(finding.GetProperty("fingerprint").GetString() ?? throw new JsonException());
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

    public List<Finding> Without(IReadOnlyList<Finding> findings)
    {
        var names = Fingerprints.Of(findings);
        var rest = new List<Finding>(findings.Count);
        for (var i = 0; i < names.Length; i++)
        {
            if (!_known.Contains(names[i]))
            {
                rest.Add(findings[i]);
            }
        }

        return rest;
    }

    public static byte[] Write(IReadOnlyList<Finding> findings)
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
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
