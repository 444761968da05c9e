using System.Collections.Concurrent;
using Docker.Tests.Predictions;
using Docker.Tests.Samples;
using Dockerlint.Cli.Timing;
using Dockerlint.Stops;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;
using Xunit.Abstractions;

namespace Docker.Tests.Podman;

/// <summary>podman stops as docker does: the same matrix, the same verdicts. What differs stands in docs/timing.md.</summary>
[Trait("Category", "Docker")]
[Collection(TestEngine.Heavy)]
public sealed class PodmanTests(ITestOutputHelper output)
{
    private const int AtOnce = 6;

    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(2);

    /// <summary>Without SHUTDOWN_TOOLKIT_PODMAN_MATRIX=all: every form and application on dash, without an init and with the engine's.</summary>
    private static List<PredictionCase> Rows => [.. PredictionMatrix.Cases.Where(static row => row.Expected is not null && (IsWhole
        || row.Shell == "dash" && (row.Sentence.EndsWith(", no init", StringComparison.Ordinal)
            || row.Sentence.EndsWith(", --init", StringComparison.Ordinal)
            || row.Sentence.StartsWith("no such program", StringComparison.Ordinal))))];

    private static bool IsWhole => Environment.GetEnvironmentVariable("SHUTDOWN_TOOLKIT_PODMAN_MATRIX") == "all";

    [SkippableFact]
    public async Task StopMatrix_IsThatOfDocker()
    {
        await PodmanEngine.RequireAsync();
        var rows = Rows;
        await CopyShellsAsync([.. rows.Select(static row => row.Shell).Distinct()]);
        ConcurrentBag<string> different = [];
        ConcurrentBag<(string Name, StopReport Measured)> measured = [];
        await Parallel.ForEachAsync(rows.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (indexed, cancellation) =>
        {
            var (number, row) = indexed;
            StopReport report;
            try
            {
                measured.Add((row.Sentence, report = await MeasureAsync(row, number, cancellation)));
            }
            catch (StopTimingException unmeasured)
            {
                different.Add($"{row}: {row.Expected} on docker, on podman: {unmeasured.Message} {unmeasured.InnerException?.Message}");
                return;
            }

            if (report.Verdict != row.Expected)
            {
                different.Add(
                    $"{row}: {row.Expected} on docker, {report.Verdict} on podman: {report.Runs[0].Reason}\n{TextReport.Story(report.Runs[0])}");
            }
        });

        output.WriteLine($"podman {await PodmanEngine.Engine.VersionAsync()}: {rows.Count - different.Count} of {rows.Count} stops as on docker");
        Assert.True(different.IsEmpty, string.Join('\n', different.Order(StringComparer.Ordinal)));
        Assert.True(rows.Count >= 30);
        Assert.All(measured.Where(static row => row.Measured.Verdict == Verdict.KilledAfterGrace), static row =>
        {
            Assert.True(row.Measured.Runs[0].Killed, row.Name);
            Assert.Equal(137, row.Measured.Runs[0].ExitCode);
        });
    }

    [SkippableFact]
    public async Task RunningContainers_AreJudgedFromTheirFiles()
    {
        await PodmanEngine.RequireAsync();
        await CopyShellsAsync(["dash"]);
        var run = $"{Guid.NewGuid():N}";
        const string Image = "shutdown-toolkit-test/predict-dash";
        try
        {
            await PodmanEngine.CommandAsync("run", "-d", "--name", run + "-deaf", Image, "sleep", "600");
            await PodmanEngine.CommandAsync("run", "-d", "--name", run + "-init", "--init", Image, "sleep", "600");
            await PodmanEngine.CommandAsync("run", "-d", "--name", run + "-lost", "--init", Image, "sh", "-c", "python3 -c 'import signal, time\n"
                + "signal.signal(15, lambda *a: None)\nwhile True: time.sleep(1)'; echo after");
            await Task.Delay(TimeSpan.FromSeconds(1));

            var rows = (await RunningContainers.JudgeAsync(PodmanEngine.Engine)).Where(row => row.Name.StartsWith(run, StringComparison.Ordinal));

            Assert.Equal(
                [Verdict.KilledAfterGrace, Verdict.EndedByDefault, Verdict.NeverTold],
                rows.OrderBy(static row => row.Name, StringComparer.Ordinal).Select(static row => row.Verdict));
        }
        finally
        {
            await PodmanEngine.CommandAsync("rm", "--force", "--time", "0", "--ignore", run + "-deaf", run + "-init", run + "-lost");
        }
    }

    /// <summary>podman 4.3 reads neither the pod's grace nor its hook: its own stop waits ten seconds, and ours plays both.</summary>
    [SkippableFact]
    public async Task KubePlay_RunsThePodThatIsThenStoppedAsTheKubeletWould()
    {
        await PodmanEngine.RequireAsync();
        await CopyShellsAsync(["dash"]);
        var pod = $"pod{Guid.NewGuid():N}";
        var file = Path.Combine(Path.GetTempPath(), pod + ".yaml");
        await File.WriteAllTextAsync(file, Pod(pod));
        try
        {
            await PodmanEngine.CommandAsync("kube", "play", file);
            var container = await PodmanEngine.Engine.InspectAsync(pod + "-web", default);
            output.WriteLine($"terminationGracePeriodSeconds 4: podman's own grace is {container.StopTimeout?.ToString(
                System.Globalization.CultureInfo.InvariantCulture) ?? "its default"}");

            var declared = DeclaredStop.Find(SampleLint.Read(new Dictionary<string, string> { ["pod.yaml"] = Pod(pod) }).Stops, "web");
            var options = declared.Apply(new StopOptions { Engine = PodmanEngine.Engine, Readiness = Readiness.Log("ready"), DoneLog = "done" });
            var report = await StopProbe.MeasureAsync(pod + "-web", options with { Command = [], RunArguments = [] });

            report.ShouldBe(Verdict.Graceful);
            Assert.Equal(TimeSpan.FromSeconds(4), report.Grace);
            Assert.InRange(report.Runs[0].PreStop!.Seconds, 0.9, 4);
            Assert.Equal(0, report.Runs[0].PreStop!.ExitCode);
        }
        finally
        {
            File.Delete(file);
            await RemoveAsync(pod);
        }
    }

    /// <summary>podman 4.3 gives up where the kernel has not emptied the pod's cgroup yet; asked again, it removes the pod.</summary>
    private static async Task RemoveAsync(string pod)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await PodmanEngine.CommandAsync("pod", "rm", "--force", "--time", "0", "--ignore", pod);
                return;
            }
            catch (Xunit.Sdk.XunitException e) when (attempt < 5 && e.Message.Contains("cgroup", StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    private static string Pod(string name) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
        spec:
          hostNetwork: true
          terminationGracePeriodSeconds: 4
          containers:
            - name: web
              image: localhost/shutdown-toolkit-test/predict-dash:latest
              command: ["python3", "-u", "-c"]
              args:
                - |
                  import signal, sys, time
                  def stop(*_):
                      time.sleep(0.3)
                      print("done")
                      sys.exit(0)
                  signal.signal(signal.SIGTERM, stop)
                  print("ready")
                  while True: time.sleep(0.1)
              lifecycle:
                preStop:
                  exec:
                    command: ["sleep", "1"]
        """;

    private static async Task CopyShellsAsync(string[] shells)
    {
        foreach (var shell in shells)
        {
            var program = shell == "ash" ? "busybox" : shell;
            await TestEngine.BuildAsync($"predict-{shell}", $"FROM {TestEngine.Python}\nRUN ln -sf {program} /usr/bin/sh\n");
        }

        await PodmanEngine.CopyAsync([.. shells.Select(static shell => $"shutdown-toolkit-test/predict-{shell}:latest")]);
    }

    private static async Task<StopReport> MeasureAsync(PredictionCase row, int number, CancellationToken cancellation)
    {
        var declared = DeclaredStop.Find(SampleLint.Read(row.Files).Stops, name: null);
        var folder = Directory.CreateTempSubdirectory("podman-");
        try
        {
            await row.WriteAsync(folder.FullName, cancellation);
            var image = await PodmanEngine.BuildAsync(
                $"localhost/shutdown-toolkit-test/podman-{number}", folder.FullName, $"localhost/shutdown-toolkit-test/predict-{row.Shell}");
            var options = new StopOptions { Engine = PodmanEngine.Engine, Grace = _grace, Readiness = Readiness.Log("ready"), DoneLog = "done" };
            return await StopProbe.MeasureAsync(image, declared.Apply(options), cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
