using System.Diagnostics;
using System.Formats.Tar;
using Docker.DotNet.Models;
using ShutdownToolkit.StopTiming.Engines;

namespace Docker.Tests.Podman;

/// <summary>podman's service, as scripts/podman starts it; without one the tests are skipped with that script's reason.</summary>
internal static class PodmanEngine
{
    private static readonly string? _host = Environment.GetEnvironmentVariable("SHUTDOWN_TOOLKIT_PODMAN");

    public static Engine Engine { get; } = new() { Host = _host };

    /// <summary>The images come from the docker engine, which builds them: so both must be there.</summary>
    public static async Task RequireAsync()
    {
        await TestEngine.RequireAsync();
        Skip.If(
            string.IsNullOrEmpty(_host),
            Environment.GetEnvironmentVariable("SHUTDOWN_TOOLKIT_NO_PODMAN")
                ?? "no podman service: scripts/podman start --with-engine starts one, eval \"$(scripts/podman env)\" tells of it");
    }

    /// <summary>Copies images of the docker engine.</summary>
    public static async Task CopyAsync(string[] images)
    {
        var from = await TestEngine.Engine.ClientAsync(default);
        var to = await Engine.ClientAsync(default);
        await using var archive = await from.Images.SaveImagesAsync(images);
        await to.Images.LoadImageAsync(new ImageLoadParameters(), archive, new Progress<JSONMessage>());
    }

    public static async Task<string> BuildAsync(string name, string folder, string baseImage)
    {
        using var context = new MemoryStream();
        await TarFile.CreateFromDirectoryAsync(folder, context, includeBaseDirectory: false);
        context.Position = 0;
        List<string> said = [];
        var parameters = new ImageBuildParameters
        {
            Tags = [$"{name}:latest"], BuildArgs = new Dictionary<string, string> { ["BASE_IMAGE"] = baseImage }, ForceRemove = true, Remove = true,
        };
        await (await Engine.ClientAsync(default)).Images.BuildImageFromDockerfileAsync(
            parameters, context, [], new Dictionary<string, string>(), new Said(said));
        Assert.True(await Engine.HasImageAsync(name, default), string.Join('\n', said));
        return name;
    }

    /// <summary>The podman command on the service's own storage.</summary>
    public static async Task<string> CommandAsync(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(TestEngine.Repository, "scripts", "podman"), ["cli", .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return output;
    }

    private sealed class Said(List<string> lines) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => lines.Add(value.Stream ?? value.Error?.Message ?? "");
    }
}
