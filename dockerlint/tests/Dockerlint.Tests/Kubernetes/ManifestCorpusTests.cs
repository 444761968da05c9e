using System.Diagnostics;
using Dockerlint.Kubernetes;
using Dockerlint.Tests.Compose;
using Xunit.Abstractions;

namespace Dockerlint.Tests.Kubernetes;

/// <summary>Manifests that others wrote. Folders in the variable, separated as in PATH; none: skipped.</summary>
public sealed class ManifestCorpusTests(ITestOutputHelper output)
{
    private const string Variable = "SHUTDOWN_TOOLKIT_MANIFESTS";

    [SkippableFact]
    public void ManifestsInTheWild_AreReadWithoutAnErrorOfOurs()
    {
        var folders = Environment.GetEnvironmentVariable(Variable);
        Skip.If(string.IsNullOrEmpty(folders), $"{Variable} names no folders");

        var files = 0;
        var broken = 0;
        var read = new List<Manifests>();
        var clock = new Stopwatch();
        foreach (var path in folders!.Split(Path.PathSeparator).SelectMany(YamlFiles).Order(StringComparer.Ordinal))
        {
            if (!ComposeCorpusTests.TryRead(path, out var source))
            {
                continue;
            }

            clock.Restart();
            var manifests = ManifestReader.Read(source!);
            if (clock.ElapsedMilliseconds > 100)
            {
                output.WriteLine($"SLOW {path} {clock.ElapsedMilliseconds} ms");
            }

            files++;
            read.Add(manifests);
            broken += manifests.Errors.Count > 0 ? 1 : 0;
            Report(manifests);
        }

        output.WriteLine(
            $"{files} files, {read.Count(manifests => manifests.IsManifest)} manifests, "
                + $"{read.Sum(manifests => manifests.Workloads.Count)} workloads, "
            + $"{read.Sum(manifests => manifests.Workloads.Count(workload => workload.IsPartial))} of them partial, "
            + $"{read.Sum(manifests => manifests.Services.Count)} services, "
            + $"{read.Count(manifests => manifests.Templates.Count > 0)} templates, {broken} with errors");
        Assert.True(files > 0, "no YAML file in the folders");
        Assert.True(broken * 50 <= files, $"{broken} of {files} with errors");
    }

    private void Report(Manifests manifests)
    {
        foreach (var error in manifests.Errors)
        {
            output.WriteLine($"ERROR {error.Path}:{error.Position.Line}:{error.Position.Column} {error.Message}");
        }

        foreach (var template in manifests.Templates)
        {
            output.WriteLine($"TEMPLATE {template.Location} {template.Kind}");
        }

        foreach (var workload in manifests.Workloads)
        {
            if (workload.Pod.GracePeriod is { State: not WholeNumberState.Valid } grace)
            {
                output.WriteLine($"GRACE {grace.Location} {grace.State} {grace.Text}");
            }

            foreach (var key in workload.UnknownGraceKeys)
            {
                output.WriteLine($"KEY {key.Location} {key.Key} in {key.Place}");
            }
        }
    }

    private static IEnumerable<string> YamlFiles(string folder) => Directory
        .EnumerateFiles(folder, "*.y*ml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Where(static file => file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal));
}
