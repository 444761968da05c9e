using Dockerlint.Tests.Pages;

namespace Dockerlint.Tests.Programs;

/// <summary>One stop of docs/programs.tsv, which integration-tests/programs/measure writes.</summary>
/// <param name="As">pid1, or init: behind tini.</param>
/// <param name="Load">idle, or busy: with a client's two seconds in flight.</param>
internal sealed record MeasuredStop(string Program, string As, string Signal, string Load, string Outcome, string Seconds, string Exit);

internal static class MeasuredPrograms
{
    public static IReadOnlyList<MeasuredStop> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "programs.tsv")).Where(static line => !line.StartsWith('#')).Select(Read),
    ];

    public static IReadOnlyList<string> Names { get; } = [
        .. All.Select(static stop => stop.Program).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What the signal did to the program as PID 1: under load where it was put under load.</summary>
    public static MeasuredStop? Of(string program, string signal) => Find(program, "pid1", signal, "busy") ?? Find(program, "pid1", signal, "idle");

    public static MeasuredStop? Find(string program, string process, string signal, string load) =>
        All.FirstOrDefault(stop => stop.Program == program && stop.As == process && stop.Signal == signal && stop.Load == load);

    private static MeasuredStop Read(
        string line) => line.Split('\t') is [var program, var process, var signal, var load, var outcome, var seconds, var exit]
        ? new MeasuredStop(program, process, signal, load, outcome, seconds, exit)
        : throw new FormatException($"docs/programs.tsv: {line}");
}
