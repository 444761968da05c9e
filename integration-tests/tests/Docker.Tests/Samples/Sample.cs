using System.Text.Json;
using Dockerlint.Stops;

namespace Docker.Tests.Samples;

/// <summary>A finding that a sample expects; samples/README.md defines the file.</summary>
internal sealed record ExpectedFinding(string Rule, string Path, int? Line);

internal sealed record ExpectedStop(Verdict Verdict, int ExitCode, int? Grace, bool LosesWork, int? Zombies)
{
    /// <summary>Where PID 1 ends by a signal that it sends itself (<see cref="FirstProcess"/>); null: the same.</summary>
    public (Verdict Verdict, int ExitCode)? OrElse { get; init; }
}

internal sealed record SampleRun(string Ready, string Done, Uri? Load, int? Concurrency, string? From, string? Service);

/// <summary>One side of a sample: <c>01-node-without-handler/broken</c>.</summary>
internal sealed record SampleSide(string Sample, string Side, IReadOnlyList<ExpectedFinding> Findings, ExpectedStop Stop, SampleRun Run)
{
    public static string Root { get; } = Path.Combine(TestEngine.Repository, "samples");

    public string Name => $"{Sample}/{Side}";

    public string Folder => Path.Combine(Root, Sample, Side);

    public static IReadOnlyList<SampleSide> All { get; } = [.. Directory.EnumerateFiles(Root, "sample.json", SearchOption.AllDirectories).Order(
        StringComparer.Ordinal).SelectMany(Read)];

    public static SampleSide Find(string name) => All.First(side => side.Name == name);

    private static IEnumerable<SampleSide> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var root = document.RootElement;
        var sample = Path.GetFileName(Path.GetDirectoryName(file))!;
        var run = ReadRun(root.GetProperty("run"));
        return
        [
            .. new[] { "broken", "fixed" }.Select(side => new SampleSide(
                sample, side,
                root.GetProperty("findings").GetProperty(side).Deserialize<IReadOnlyList<ExpectedFinding>>(JsonSerializerOptions.Web)!,
                ReadStop(root.GetProperty("stop").GetProperty(side)),
                run)),
        ];
    }

    private static SampleRun ReadRun(JsonElement run) => new(
        run.GetProperty("ready").GetString()!,
        run.GetProperty("done").GetString()!,
        Text(run, "load") is { } load ? new Uri(load) : null,
        run.TryGetProperty("concurrency", out var concurrency) ? concurrency.GetInt32() : null,
        Text(run, "from"),
        Text(run, "service"));

    private static string? Text(JsonElement run, string key) => run.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static ExpectedStop ReadStop(JsonElement stop) => new(
        Enum.Parse<Verdict>(stop.GetProperty("verdict").GetString()!),
        stop.GetProperty("exitCode").GetInt32(),
        stop.GetProperty("grace") is { ValueKind: JsonValueKind.Number } grace ? grace.GetInt32() : null,
        stop.GetProperty("losesWork").GetBoolean(),
        stop.TryGetProperty("zombies", out var zombies) ? zombies.GetInt32() : null)
    {
        OrElse = stop.TryGetProperty("orElse", out var other)
            ? (Enum.Parse<Verdict>(other.GetProperty("verdict").GetString()!), other.GetProperty("exitCode").GetInt32())
            : null,
    };

    public override string ToString() => Name;
}
