using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>
/// The same core in the compiler and in the command: finding by finding over the samples that are .NET and over the documentation's repositories.
/// </summary>
public sealed class BothHostsTests(BothHostsTests.Command command) : IClassFixture<BothHostsTests.Command>
{
    private static readonly string _samples = Path.Combine(Repository.Root, "samples");

    private static readonly string _repositories = Path.Combine(Repository.Root, "dockerlint/tests/Dockerlint.Tests/Repositories");

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(_samples, "*.csproj", SearchOption.AllDirectories)
        .Select(static file => Path.GetRelativePath(_samples, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Repositories => [.. Directory.EnumerateDirectories(_repositories).Select(static folder =>
        Path.GetFileName(folder)).Where(static name => name != "expected").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Sample_HasTheSameFindings(string sample)
    {
        var folder = Path.Combine(_samples, sample) + "/";
        var consumer = Project(Directory.GetFiles(folder, "*.csproj").Single(), folder, speaksForSolution: true);

        Assert.Equal(
            command.Findings.Where(finding => finding.Path.StartsWith(folder, StringComparison.Ordinal)).Select(static finding => finding.ToString())
                .Order(StringComparer.Ordinal),
            Told([await consumer.Findings()]));
    }

    /// <summary>Each project is compiled, with every file of the repository at hand; where there is none, a library stands for it.</summary>
    [Theory]
    [MemberData(nameof(Repositories))]
    public async Task Repository_HasTheSameFindings(string name)
    {
        var folder = Path.Combine(_repositories, name) + "/";
        string[] projects = [.. Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
            .Where(static project => !project.EndsWith(".Tests.csproj", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var found = new List<ImmutableArray<Diagnostic>>();
        foreach (var project in projects)
        {
            found.Add(await Project(project, folder, speaksForSolution: project == projects[0]).Findings());
        }

        if (projects.Length == 0)
        {
            found.Add(await WithFiles(
                new Consumer { Output = OutputKind.DynamicallyLinkedLibrary }.Where("ShutdownToolkitProjectDir", folder), folder)
                .With("Nothing.cs", "public sealed class Nothing;").Findings());
        }

        Assert.Equal(
            Command.Check(folder).Select(static finding => finding.ToString()).Order(StringComparer.Ordinal),
            Told(found));
    }

    [Fact]
    public void Command_FindsWhatTheSamplesAreAbout() => Assert.Equal(
        ["STOP2008", "STOP3001"],
        command.Findings.Where(static finding => finding.Path.Contains("/15-", StringComparison.Ordinal)
                || finding.Path.Contains("/25-", StringComparison.Ordinal))
            .Select(static finding => finding.Rule).Order(StringComparer.Ordinal));

    private static Consumer Project(string project, string files, bool speaksForSolution)
    {
        var folder = Path.GetDirectoryName(project)! + "/";
        var consumer = new Consumer { Assembly = Path.GetFileNameWithoutExtension(project) }
            .Where("ShutdownToolkitProjectDir", folder).Where("ShutdownToolkitSpeaksForSolution", speaksForSolution ? "" : "false");
        foreach (var source in Files(folder).Where(static file => file.EndsWith(".cs", StringComparison.Ordinal)))
        {
            consumer.With(source, File.ReadAllText(source));
        }

        return WithFiles(consumer, files);
    }

    private static Consumer WithFiles(Consumer consumer, string folder)
    {
        foreach (var file in Files(folder).Where(static file => !file.EndsWith(".cs", StringComparison.Ordinal)
            && !file.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            consumer.With(file, File.ReadAllText(file));
        }

        // As the command does, which is asked here what it is certain of.
        return consumer.Where("ShutdownToolkitCertainIsError", "true");
    }

    /// <summary>But for what git ignores, which the command does not read.</summary>
    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(static file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)
            && !file.Contains("/monorepo/vendor/", StringComparison.Ordinal));

    /// <summary>
    /// The other end of a finding is for editors alone; here each counts once. What the command lists as not checked, templates, is information
    /// at the file here.
    /// </summary>
    private static IEnumerable<string> Told(IEnumerable<ImmutableArray<Diagnostic>> projects) => projects.SelectMany(static found => found)
        .Where(static finding => finding.Id != "STOP0001" || finding.Severity != DiagnosticSeverity.Info)
        .GroupBy(static finding => (finding.Id, finding.GetMessage(), finding.Properties["subject"]))
        .Select(static same => same.MaxBy(static finding => finding.Severity)!)
        .Select(static finding => $"{finding.Severity} {finding.Id} {finding.GetMessage()}").Order(StringComparer.Ordinal);

    /// <summary>One run of the command for all samples.</summary>
    public sealed class Command
    {
        internal IReadOnlyList<CommandFinding> Findings { get; } = Check(_samples);

        internal static IReadOnlyList<CommandFinding> Check(string folder)
        {
            var start = new ProcessStartInfo(
                "dotnet", [Repository.Dockerlint, "check", ".", "--format", "json", "--fail-on", "never", "--allow-empty"])
            {
                RedirectStandardOutput = true, WorkingDirectory = folder,
            };
            using var process = Process.Start(start)!;
            using var output = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
            return [.. output.RootElement.GetProperty("findings").EnumerateArray().Select(finding => new CommandFinding(
                Path.Combine(folder, finding.GetProperty("path").GetString()!), finding.GetProperty("rule").GetString()!,
                char.ToUpperInvariant(finding.GetProperty("severity").GetString()![0]) + finding.GetProperty("severity").GetString()![1..],
                finding.GetProperty("message").GetString()!))];
        }
    }

    internal sealed record CommandFinding(string Path, string Rule, string Severity, string Message)
    {
        public override string ToString() => $"{Severity} {Rule} {Message}";
    }
}
