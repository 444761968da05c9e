using System.Globalization;
using System.Text.RegularExpressions;

namespace ShutdownToolkit.Package.Tests;

/// <summary>The native binary as it is shipped, and the image made of it. Takes four minutes and more: only with RELEASE_NATIVE=1.</summary>
[Collection(nameof(Released))]
public sealed partial class NativeTests(Release release)
{
    private const string ShellForm = "FROM debian:12\nCMD node server.js\n";
    private const string Base = "shutdown-toolkit/dash";
    private const string Image = "shutdown-toolkit/dockerlint-under-test";

    /// <summary>Of the binary on Linux, in bytes: <c>Unused.xml</c> says what is left out for it.</summary>
    private const int MaximumSize = 22_000_000;

    private static string? WhyNot => Release.WhyNot
        ?? (Environment.GetEnvironmentVariable("RELEASE_NATIVE") == "1" ? null : "the native build takes four minutes: RELEASE_NATIVE=1 runs it");

    [SkippableFact]
    public async Task Archive_RunsAloneAndItsImageStopsWhenTold()
    {
        Skip.IfNot(WhyNot is null, WhyNot);
        var shipped = release.NewFolder("native");
        await new Shell(Release.Root, Release.Cache).Succeeds(Path.Combine(Release.Root, "scripts/release"), "--output", shipped);
        await release.In(shipped).Succeeds("sha256sum", "--check", "--strict", "SHA256SUMS");
        Assert.Contains("pkg:nuget/YamlDotNet@", await File.ReadAllTextAsync(Path.Combine(shipped, "dockerlint.cdx.json")), StringComparison.Ordinal);
        var archives = Directory.GetFiles(shipped, "*.tar.gz").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2, archives.Length);
        var context = release.NewFolder("context");
        await release.In(context).Succeeds("tar", "-xzf", archives.Single(static file => !file.Contains("symbols", StringComparison.Ordinal)));
        Assert.Equal(["LICENSE", "THIRD-PARTY-NOTICES.txt", "dockerlint", "dockerlint.cdx.json"],
            Directory.GetFiles(context).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.InRange(new FileInfo(Path.Combine(context, "dockerlint")).Length, 1, MaximumSize);
        Assert.Contains("dockerlint.dbg", await release.In(shipped).Succeeds(
            "tar", "-tzf", archives.Single(static file => file.Contains("symbols", StringComparison.Ordinal))), StringComparison.Ordinal);

        var folder = release.NewFolder("alone");
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), ShellForm);
        var alone = await release.In(folder).Run("env", "-i", Path.Combine(context, "dockerlint"), ".");

        Assert.True(alone.ExitCode == 1, alone.Output);
        Assert.Contains("Dockerfile:2:1", alone.Output, StringComparison.Ordinal);
        await InAContainer(context, folder);
    }

    private async Task InAContainer(string context, string folder)
    {
        var shell = release.In(context);
        var engine = await shell.Run("docker", "image", "inspect", Base);
        Skip.IfNot(engine.ExitCode == 0, $"no engine with {Base} (scripts/engine, scripts/base-images): the image is not tried");
        shell.Variables["DOCKER_BUILDKIT"] = "0";
        await shell.Succeeds("docker", "build", "--build-arg", "BASE_IMAGE=" + Base, "--file", Path.Combine(Release.Root, "packaging/Dockerfile"),
            "--tag", Image, context);
        try
        {
            var check = await shell.Run("docker", "run", "--rm", "--volume", folder + ":/work:ro", Image);
            Assert.True(check.ExitCode == 1, check.Output);
            Assert.Contains("Dockerfile:2:1", check.Output, StringComparison.Ordinal);

            var container = (await shell.Succeeds("docker", "run", "--detach", "--interactive", Image, "check", "-")).Trim();
            var stop = await shell.Run(Path.Combine(context, "dockerlint"), "time", container, "--max", "1s", "--done-log", "ended by SIGTERM");
            await shell.Succeeds("docker", "rm", "--force", container);
            var seconds = double.Parse(Took().Match(stop.Output).Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.True(seconds < 1, stop.Output);
            Assert.Contains("exit code 143", stop.Output, StringComparison.Ordinal);
            Assert.True(stop.ExitCode == 0 && stop.Output.Contains(": Graceful", StringComparison.Ordinal), stop.Output);
        }
        finally
        {
            await shell.Run("docker", "image", "rm", "--force", Image);
        }
    }

    [GeneratedRegex(@"([0-9.]+) s of 10 s grace")]
    private static partial Regex Took();
}
