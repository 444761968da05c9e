using System.Formats.Tar;
using System.Text;
using Dockerlint.Containers;
using Dockerlint.Images.Engines;
using Microsoft.AspNetCore.Http;
using ShutdownToolkit.StopTiming;

namespace StopTiming.Tests;

/// <summary><c>ps</c> reads the files of what runs through the engine: it looks at them first, then reads those that matter.</summary>
public sealed class RunningRoutesTests
{
    private const string Inspect =
        """
        {"Id":"abc","Name":"/web","Image":"sha256:1","Path":"/entry.sh","Args":["node","server.js"],
        "State":{"Running":true,"Pid":4194303,"ExitCode":0,"StartedAt":"2026-11-21T08:00:00Z"},
        "Config":{"StopSignal":"","Image":"web:1","Env":["PATH=/usr/bin:/bin"],"WorkingDir":"/app"},"HostConfig":{"LogConfig":{"Type":"json-file"}}}
        """;

    private static readonly Dictionary<string, string> _files = new(StringComparer.Ordinal)
    {
        ["/entry.sh"] = "#!/bin/sh\nset -e\nexec \"$@\"\n",
        ["/app/server.js"] = "process.on('SIGTERM', () => process.exit(0));\nsetInterval(() => {}, 1000);\n",
    };

    [Fact]
    public async Task FilesOfAContainer_AreReadThroughTheEngine()
    {
        await using var fake = new FakeEngine().Running().Answer("list", 200, """[{"Id":"abc","Names":["/web"]}]""")
            .Answer("inspect", 200, Inspect).Answer("archive", ArchiveAsync);
        using var engine = await fake.StartAsync();

        var row = Assert.Single(await RunningRoutes.JudgeAsync(engine, static () => ApplicationSources.None, CancellationToken.None));

        Assert.Contains("node server.js", row.Chain);
        Assert.Contains(fake.Calls, static call => call.StartsWith("archive ?path=/entry.sh", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EngineThatReadsNoFiles_LeavesTheMasks()
    {
        await using var fake = new FakeEngine().Running().Answer("list", 200, """[{"Id":"abc","Names":["/web"]}]""")
            .Answer("inspect", 200, Inspect).Answer("archive", 500, FakeEngine.Message("no files here"));
        using var engine = await fake.StartAsync();

        var row = Assert.Single(await RunningRoutes.JudgeAsync(engine, static () => ApplicationSources.None, CancellationToken.None));

        Assert.DoesNotContain("node server.js", row.Chain);
        Assert.Equal("its signal masks could not be read", row.Reason);
    }

    private static async Task ArchiveAsync(HttpContext context)
    {
        var path = context.Request.Query["path"].ToString();
        if (!_files.TryGetValue(path, out var text))
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync(FakeEngine.Message("Could not find the file"));
            return;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        var stat = $$"""{"name":"{{name}}","size":{{text.Length}},"mode":493,"mtime":"2026-11-21T08:00:00Z","linkTarget":""}""";
        context.Response.Headers["X-Docker-Container-Path-Stat"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(stat));
        context.Response.ContentType = "application/x-tar";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
        }

        await context.Response.Body.WriteAsync(tar.ToArray());
    }
}
