using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using Docker.Tests.Podman;
using Dockerlint.Cli;
using Xunit.Abstractions;

namespace Docker.Tests;

/// <summary>One image, wherever it lies: the engine, podman, what each of them saves, and a registry that the engine filled say the same.</summary>
[Trait("Category", "Docker")]
public sealed class ImageSourceTests(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("image-sources-");

    public static TheoryData<string, string, string> Images() => new()
    {
        {
            "a script that stays in front", "ENTRYPOINT [\"/entry.sh\"]\nCMD [\"node\", \"server.js\"]\nSTOPSIGNAL SIGINT\nUSER 1000\n",
            "KilledAfterGrace"
        },
        { "a handler behind the shell form", "CMD exec node server.js\n", "Graceful" },
        { "a handler that dash hides", "CMD node server.js\n", "KilledAfterGrace" },
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Images))]
    public async Task EngineArchiveAndRegistry_SayTheSame(string sentence, string instructions, string verdict)
    {
        await TestEngine.RequireAsync();
        var image = await BuildAsync(sentence, instructions);
        var client = await TestEngine.Engine.ClientAsync(default);
        var expected = await TraceAsync($"docker-daemon:{image}");
        Assert.StartsWith($"{verdict} ", expected, StringComparison.Ordinal);
        output.WriteLine(expected);

        Assert.Equal(expected, await TraceAsync($"docker-archive:{await SavedAsync(client, image)}"));

        using var registry = await StartRegistryAsync();
        Skip.If(registry is null, "docker-registry is not installed (scripts/engine start installs it)");
        try
        {
            // The engine takes registries of this machine without TLS.
            var name = $"127.0.0.1:{registry.Port}/web";
            await client.Images.TagImageAsync(image, new ImageTagParameters { RepositoryName = name, Tag = "1" });
            await client.Images.PushImageAsync(name, new ImagePushParameters { Tag = "1" }, new AuthConfig(), new Pushed());
            await client.Images.DeleteImageAsync($"{name}:1", new ImageDeleteParameters { NoPrune = true });
            Assert.Equal(expected, await TraceAsync($"docker://{name}:1"));
        }
        finally
        {
            registry.Process.Kill();
            await registry.Process.WaitForExitAsync();
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Images))]
    public async Task PodmanAndWhatItSaves_SayTheSame(string sentence, string instructions, string verdict)
    {
        await PodmanEngine.RequireAsync();
        var image = await BuildAsync(sentence, instructions);
        await PodmanEngine.CopyAsync([image]);
        var expected = await TraceAsync($"docker-daemon:{image}");
        Assert.StartsWith($"{verdict} ", expected, StringComparison.Ordinal);

        Assert.Equal(expected, await TraceAsync($"docker-daemon:{image}", PodmanEngine.Engine.Host));
        foreach (var (format, prefix) in new[] { ("docker-archive", "docker-archive:"), ("oci-archive", "oci-archive:"), ("oci-dir", "oci:") })
        {
            var saved = Path.Combine(_folder.FullName, format);
            await PodmanEngine.CommandAsync("save", "--quiet", "--format", format, "--output", saved, image);
            Assert.Equal(expected, await TraceAsync(prefix + saved));
        }
    }

    /// <summary>Python looks for __main__.py below what it is given, and so do we: below a file there is nothing, and no fault.</summary>
    [SkippableFact]
    public async Task FileWhereAFolderIsLookedInto_IsRead()
    {
        await TestEngine.RequireAsync();
        var image = await TestEngine.BuildAsync(
            "source-zipped", $"FROM {TestEngine.Python}\nCOPY app.pyz /app.pyz\nENTRYPOINT [\"python3\", \"/app.pyz\"]\n",
            new Dictionary<string, string> { ["app.pyz"] = "PK" });

        var expected = await TraceAsync($"docker-archive:{await SavedAsync(await TestEngine.Engine.ClientAsync(default), image)}");

        Assert.StartsWith("Unknown ", expected, StringComparison.Ordinal);
        Assert.Equal(expected, await TraceAsync($"docker-daemon:{image}"));
    }

    private static Task<string> BuildAsync(string sentence, string instructions) => TestEngine.BuildAsync(
        "source-" + sentence.Replace(' ', '-'),
        $"FROM {TestEngine.Node}\nWORKDIR /srv\nCOPY entry.sh /entry.sh\nCOPY server.js .\nRUN rm /srv/server.js\nCOPY server.js .\n" + instructions,
        new Dictionary<string, string>
        {
            ["entry.sh"] = "#!/bin/sh\nset -e\n\"$@\"\n",
            ["server.js"] = "const server = require('http').createServer((_, answer) => answer.end('ok')).listen(8080);\n"
                + "process.on('SIGTERM', () => server.close());\n",
        });

    private async Task<string> SavedAsync(IDockerClient client, string image)
    {
        var file = Path.Combine(_folder.FullName, "saved.tar");
        await using var archive = await client.Images.SaveImagesAsync([image]);
        await using var target = File.Create(file);
        await archive.CopyToAsync(target);
        return file;
    }

    /// <summary>What the command says of it, without the places, which each source has of its own.</summary>
    private async Task<string> TraceAsync(string given, string? engine = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "trace", "--format", "json", given])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(_folder.FullName, "cache");
        if (engine is not null)
        {
            start.Environment["DOCKER_HOST"] = engine;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{given}: {await error}");
        using var json = JsonDocument.Parse(text);
        var service = Assert.Single(json.RootElement.GetProperty("services").EnumerateArray());
        return $"{service.GetProperty("verdict")} {service.GetProperty("stopSignal")}: {service.GetProperty("reason")}"
            + string.Concat(service.GetProperty("path").EnumerateArray().Select(static hop =>
                $"\n  {hop.GetProperty("argv")} {hop.GetProperty("starts")} {hop.GetProperty("handles")}: "
                    + (hop.TryGetProperty("reason", out var reason) ? reason : "")));
    }

    private async Task<RunningRegistry?> StartRegistryAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(static folder => Path.Combine(folder, "docker-registry"))
            .FirstOrDefault(File.Exists);
        if (program is null)
        {
            return null;
        }

        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var configuration = Path.Combine(_folder.FullName, "config.yml");
        await File.WriteAllTextAsync(configuration,
            "version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\n"
                + $"storage: {{filesystem: {{rootdirectory: {_folder.FullName}/data}}}}\nhttp: {{addr: \"127.0.0.1:{port}\"}}\n");
        var registry = new RunningRegistry(Process.Start(program, ["serve", configuration]), port);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var answers = false; !answers;)
        {
            using var connection = new TcpClient();
            answers = await connection.ConnectAsync(IPAddress.Loopback, port, limit.Token).AsTask()
                .ContinueWith(static tried => tried.IsCompletedSuccessfully, TaskScheduler.Default);
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(answers ? 0 : 50, limit.Token);
        }

        return registry;
    }

    private sealed class Pushed : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => Assert.True(value.Error is null, value.Error?.Message);
    }

    private sealed record RunningRegistry(Process Process, int Port) : IDisposable
    {
        public void Dispose() => Process.Dispose();
    }
}
