namespace ShutdownToolkit.Containers.Tests;

/// <summary>A client that stays connected makes a host use its timeout to the end: then a default is as certain as a written one.</summary>
public sealed class OpenStreamTests
{
    private const string Events = """
        app.MapGet("/events", async (HttpContext context) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("data: tick\n\n", context.RequestAborted);
                await Task.Delay(1_000, context.RequestAborted);
            }
        });
        """;

    private const string Sockets = """
        app.Map("/ws", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[4_096];
            while (socket.State == System.Net.WebSockets.WebSocketState.Open)
            {
                await socket.ReceiveAsync(buffer, context.RequestAborted);
            }
        });
        """;

    [Theory]
    [InlineData(Events, "api/Program.cs(4,5)")]
    [InlineData(Sockets, "api/Program.cs(4,30)")]
    public async Task StreamThatDoesNotHearTheStop_MakesTheDefaultAWarningAtItsLine(string endpoint, string place)
    {
        var findings = await Serving(endpoint).Findings();

        Assert.Equal([$"{place}: Warning STOP3001", "api/compose.yaml(4,24): Info STOP3001"], findings.Select(Consumer.Place));
        Assert.Contains("does not hear of the stop, and the host waits 30 s for it by default", findings[0].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamInAController_IsFound() => Assert.Contains(
        (await Serving("")
            .With(
                "Events.cs",
                """
                internal static class Events
                {
                    public static async Task Write(HttpContext context)
                    {
                        while (true)
                        {
                            await context.Response.WriteAsync("data: tick\n\n", context.RequestAborted);
                            await Task.Delay(1_000, context.RequestAborted);
                        }
                    }
                }
                """).Findings()).Select(Consumer.Place), static place => place.StartsWith("api/Events.cs(5,9): Warning", StringComparison.Ordinal));

    [Theory]
    [InlineData("app.MapGet(\"/\", async (HttpContext context) => await context.Response.WriteAsync(\"ok\"));")]
    [InlineData("""
        app.MapGet("/events", async (HttpContext context, IHostApplicationLifetime lifetime) =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            while (!stop.IsCancellationRequested)
            {
                await context.Response.WriteAsync("data: tick\n\n", stop.Token);
                await Task.Delay(1_000, stop.Token);
            }
        });
        """)]
    [InlineData("""
        app.MapGet("/items", async (HttpContext context) =>
        {
            for (var i = 0; i < 10; i++)
            {
                await context.Response.WriteAsync("item\n", context.RequestAborted);
            }
        });
        """)]
    public async Task ResponsesThatEnd_LeaveItInformation(string endpoint) => Assert.Equal(
        ["api/compose.yaml(4,24): Info STOP3001"], (await Serving(endpoint).Findings()).Select(Consumer.Place));

    [Fact]
    public async Task GraceThatIsLongEnough_IsSilent() => Assert.Empty(
        await Serving(Events, "35s").Findings());

    private static Consumer Serving(string endpoint, string grace = "20s") => new Consumer()
        .With("Program.cs", $"var app = WebApplication.CreateBuilder(args).Build();\n{endpoint}\napp.Run();\n")
        .With("Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n")
        .With("compose.yaml", $"services:\n  api:\n    build: .\n    stop_grace_period: {grace}\n");
}
