using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ShutdownToolkit.StopTiming.Engines;

namespace StopTiming.Tests;

/// <summary>An engine's API behind a socket of its own: it answers each call from a table and writes down what it was asked.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private const string State =
        """
        {"Id":"abc","Name":"/web","State":{"Running":true,"Pid":4194303,"ExitCode":0,"StartedAt":"2026-11-21T08:00:00Z"},
        "Config":{"StopSignal":""},"HostConfig":{"LogConfig":{"Type":"json-file"}}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-engine-");
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ConcurrentQueue<string> _versions = new();
    private readonly Dictionary<string, Func<HttpContext, Task>> _answers = new(StringComparer.Ordinal);
    private WebApplication? _server;
    private bool _created;

    public FakeEngine()
    {
        Answer("version", 200, """{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12"}""");
        Answer("list", 200, "[]");
        Answer("image", 200, """{"Id":"sha256:1"}""");
        Answer("inspect", context => WriteAsync(context, _created ? 200 : 404, _created ? State : Message("No such container: web")));
        Answer("create", context =>
        {
            _created = true;
            return WriteAsync(context, 201, """{"Id":"abc","Warnings":[]}""");
        });
        Answer("start", 204, "");
        Answer("top", 200, """{"Titles":["PID","PPID","COMMAND"],"Processes":[["4194303","1","app"]]}""");
        Answer("exec", 500, Message("no exec here"));
        Answer("logs", context => StreamAsync(context, [(0, Frame("2026-11-21T08:00:00.000000001Z ready\n2026-11-21T08:00:02.300000000Z done\n"))]));
        Answer("events", context => StreamAsync(
            context, [(0.3, Event("kill", 1795248002, "signal", "15")), (0.1, Event("die", 1795248003, "exitCode", "0")), (60, [])]));
        Answer("kill", 204, "");
        Answer("stop", async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5));
            context.Response.StatusCode = 204;
        });
        Answer("remove", context =>
        {
            _created = false;
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
    }

    /// <summary>The calls so far: the name in the table, and what it was asked with.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>The API versions that it was asked in, one after the other; empty: without one.</summary>
    public IReadOnlyList<string> Versions => [.. _versions];

    public string Host => "unix://" + Path.Combine(_folder.FullName, "docker.sock");

    /// <summary>A container runs already.</summary>
    public FakeEngine Running()
    {
        _created = true;
        return this;
    }

    public FakeEngine Answer(string call, int status, string body) => Answer(call, context => WriteAsync(context, status, body));

    public FakeEngine Answer(string call, Func<HttpContext, Task> answer)
    {
        _answers[call] = answer;
        return this;
    }

    public async Task<Engine> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.ListenUnixSocket(Path.Combine(_folder.FullName, "docker.sock")));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
        return new Engine { Host = Host, CallTimeout = TimeSpan.FromSeconds(20) };
    }

    public static string Message(string text) => $$"""{"message":"{{text}}"}""";

    public static byte[] Event(string action, long seconds, string attribute, string value)
    {
        var actor = $$$"""{"ID":"abc","Attributes":{"{{{attribute}}}":"{{{value}}}"}}""";
        return Encoding.UTF8.GetBytes(
            $$"""{"Type":"container","Action":"{{action}}","Actor":{{actor}},"time":{{seconds}},"timeNano":{{seconds}}000000000}""" + "\n");
    }

    /// <summary>What comes after each number of seconds.</summary>
    public static async Task StreamAsync(HttpContext context, (double After, byte[] Bytes)[] parts)
    {
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        foreach (var (after, bytes) in parts)
        {
            await Task.Delay(TimeSpan.FromSeconds(after), context.RequestAborted);
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            // Events and logs stay open until their clients go; nobody waits for them.
            using var now = new CancellationTokenSource(TimeSpan.FromSeconds(0.1));
            await _server.StopAsync(now.Token);
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static async Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    // Standard output's header: 1, three zeros, the length (POST /containers/{id}/attach of the API says how).
    private static byte[] Frame(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [1, 0, 0, 0, 0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var call = path.StartsWith("/v1.", StringComparison.Ordinal) ? path[path.IndexOf('/', 1)..] : path;
        _versions.Enqueue(call.Length == path.Length ? "" : path[2..path.IndexOf('/', 1)]);
        var name = (context.Request.Method, call.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
        {
            (_, ["version"]) => "version",
            (_, ["events"]) => "events",
            (_, ["images", ..]) => "image",
            (_, ["containers", "json"]) => "list",
            (_, ["containers", "create"]) => "create",
            ("DELETE", ["containers", _]) => "remove",
            (_, ["containers", _, "json"]) => "inspect",
            (_, ["containers", _, var what]) => what,
            _ => "unknown",
        };
        using var body = new StreamReader(context.Request.Body);
        _calls.Enqueue($"{name} {Uri.UnescapeDataString(context.Request.QueryString.Value!)} {await body.ReadToEndAsync()}".TrimEnd());
        await (_answers.TryGetValue(name, out var answer) ? answer(context) : WriteAsync(context, 404, Message("page not found")));
    }
}
