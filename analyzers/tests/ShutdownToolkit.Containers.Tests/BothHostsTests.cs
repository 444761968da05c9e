using System.Diagnostics;
using System.Text.Json;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>The same core in the compiler and in the command: finding by finding over the samples that are .NET.</summary>
public sealed class BothHostsTests(BothHostsTests.Command command) : IClassFixture<BothHostsTests.Command>
{
    private static readonly string _samples = Path.Combine(Repository.Root, "samples");

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(_samples, "*.csproj", SearchOption.AllDirectories)
        .Select(static file => Path.GetRelativePath(_samples, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Sample_HasTheSameFindings(string sample)
    {
        var folder = Path.Combine(_samples, sample) + "/";
        var consumer = new Consumer { Assembly = Path.GetFileNameWithoutExtension(Directory.GetFiles(folder, "*.csproj").Single()) }
            .Where("ProjectDir", folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(static file => !file.EndsWith(".csproj", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
                && !file.Contains("/obj/", StringComparison.Ordinal)))
        {
            consumer.With(file, await File.ReadAllTextAsync(file));
        }

        // The other end of a finding is for editors alone; here each counts once.
        var found = (await consumer.Findings())
            .GroupBy(static finding => (finding.Id, finding.GetMessage(), finding.Properties["subject"]))
            .Select(same => same.MaxBy(static finding => finding.Severity)!);
        Assert.Equal(
            command.Findings.Where(finding => finding.Path.StartsWith(folder, StringComparison.Ordinal))
                .Select(static finding => $"{finding.Severity} {finding.Rule} {finding.Message}").Order(StringComparer.Ordinal),
            found.Select(static finding => $"{finding.Severity} {finding.Id} {finding.GetMessage()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Command_FindsWhatTheSamplesAreAbout() => Assert.Equal(
        ["STOP2008", "STOP3001"],
        command.Findings.Where(static finding => finding.Path.Contains("/15-", StringComparison.Ordinal)
                || finding.Path.Contains("/25-", StringComparison.Ordinal))
            .Select(static finding => finding.Rule).Order(StringComparer.Ordinal));

    /// <summary>One run of the command for all samples.</summary>
    public sealed class Command
    {
        public Command()
        {
            var start = new ProcessStartInfo("dotnet", [Repository.Dockerlint, "check", _samples, "--format", "json", "--fail-on", "never"])
            {
                RedirectStandardOutput = true, WorkingDirectory = "/",
            };
            using var process = Process.Start(start)!;
            using var output = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
            Findings = [.. output.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => new Told(
                Path.Combine("/", finding.GetProperty("path").GetString()!), finding.GetProperty("rule").GetString()!,
                char.ToUpperInvariant(finding.GetProperty("severity").GetString()![0]) + finding.GetProperty("severity").GetString()![1..],
                finding.GetProperty("message").GetString()!))];
        }

        internal IReadOnlyList<Told> Findings { get; }
    }

    internal sealed record Told(string Path, string Rule, string Severity, string Message);
}
