using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.UntrackedWorkAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

/// <summary>STOP1201 says nothing of work that the stop makes pointless, and does of what only looks like it.</summary>
public sealed class WorkWithNothingToLoseTests
{
    /// <summary>Who would hear of it is cut off by the stop himself.</summary>
    [Theory]
    [InlineData("_ = PushAsync(1);")]
    [InlineData("_ = Task.Run(() => PushAsync(1));")]
    [InlineData("_ = Task.Run(async () => await _hub.Clients.All.SendAsync(\"price\", 1));")]
    [InlineData("_ = Task.Run(async () => { await Task.Delay(50); await _chat.Clients.Group(\"a\").PriceChanged(1); });")]
    [InlineData("_ = BroadcastAsync(\"x\");")]
    public Task PushesToThoseWhoLookOn_AreSilent(string push) => Report.IsSilent(Pushing(push));

    [Theory]
    [InlineData("_ = [|KeepAndPushAsync|](1);")]
    [InlineData("_ = [|Task.Run|](async () => { await _hub.Clients.All.SendAsync(\"price\", 1); await File.WriteAllTextAsync(\"a\", \"b\"); });")]
    [InlineData("_ = [|PostAsync|](1);")]
    [InlineData("_ = [|AskAsync|]();")]
    public Task PushesBesideOtherWork_AreReported(string push) => Report.Reports(Pushing(push));

    /// <summary>A method that is not async has done its own work, loops and all, when it returns.</summary>
    [Theory]
    [InlineData("_ = TellAll(1);")]
    [InlineData("_ = AskAll();")]
    [InlineData("_ = queue.TellAll(1);")]
    [InlineData("_ = Task.Delay(5000).ContinueWith(_ => { foreach (var one in _waiting) _last[0] = 1; });")]
    [InlineData("_ = Task.Run(async () => { await Task.Delay(5000); _waiting.Clear(); });")]
    public Task WorkThatIsOverWhenTheMethodReturns_OrChangesMemoryOnly_IsSilent(string body) => Report.IsSilent(Asking(body));

    [Theory]
    [InlineData("_ = [|RunAll|]();")]
    [InlineData("_ = [|queue.KeepAsync|](1);")]
    [InlineData("_ = [|TellAll|](1).ContinueWith(async _ => { await Task.Yield(); await File.WriteAllTextAsync(\"a\", \"b\"); });")]
    [InlineData("_ = [|Task.Delay|](5000).ContinueWith(async _ => await File.WriteAllTextAsync(\"a\", \"b\"));")]
    [InlineData("_ = [|Task.Run|](async () => { while (true) { await Task.Delay(5000); _waiting.Clear(); } });")]
    public Task WorkThatGoesOnBehindAMethodThatIsNotAsync_IsReported(string body) => Report.Reports(Asking(body));

    /// <summary>The end of the process closes what is open as well.</summary>
    [Theory]
    [InlineData("_ = RetireAsync(new Timer(_ => { }));")]
    [InlineData("_ = Task.Run(async () => { await Task.Delay(5000); _stream.Dispose(); });")]
    public Task WorkThatOnlyDisposes_IsSilent(string body) => Report.IsSilent(Retiring(body));

    [Theory]
    [InlineData("_ = [|Task.Run|](async () => { await File.WriteAllTextAsync(\"a\", \"b\"); await _stream.DisposeAsync(); });")]
    [InlineData("_ = [|Task.Run|](async () => { await _stream.FlushAsync(); await _stream.DisposeAsync(); });")]
    public Task WorkThatAlsoDisposes_IsReported(string body) => Report.Reports(Retiring(body));

    private static string Retiring(string body) =>
        $$"""
        class Worker(ILogger<Worker> log) : BackgroundService
        {
            private readonly Stream _stream = new MemoryStream();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    {{body}}
                    await Task.Delay(1000, stop);
                }
            }

            private async Task RetireAsync(IAsyncDisposable old)
            {
                try
                {
                    await Task.Delay(5000).ConfigureAwait(false);
                    await old.DisposeAsync().ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    log.LogError(e, "not disposed");
                }
            }
        }
        """;

    private static string Asking(string body) =>
        $$"""
        using System.Collections.Generic;
        interface IQueue { Task TellAll(int what); Task KeepAsync(int what); }
        class Queue : IQueue
        {
            public Task TellAll(int what) { for (var i = 0; i < what; i++) Console.WriteLine(i); return Task.FromResult(what); }
            public async Task KeepAsync(int what) => await File.WriteAllTextAsync("a", "b");
        }
        class Worker(IQueue queue) : BackgroundService
        {
            private readonly List<TaskCompletionSource<bool>> _waiting = new();
            private readonly int[] _last = new int[1];

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    {{body}}
                    await Task.Delay(1000, stop);
                }
            }

            private Task TellAll(int what)
            {
                if (what == 0) return Task.CompletedTask;
                foreach (var one in _waiting) one.TrySetCanceled();
                return Task.CompletedTask;
            }

            private Task AskAll()
            {
                var tasks = new List<Task>();
                for (var i = 0; i < 3; i++) tasks.Add(Ask());
                return Task.WhenAll(tasks);
            }

            private Task Ask()
            {
                var answer = new TaskCompletionSource<bool>();
                _waiting.Add(answer);
                return answer.Task;
            }

            private Task RunAll()
            {
                var tasks = new List<Task>();
                for (var i = 0; i < 3; i++) tasks.Add(SaveAsync());
                return Task.WhenAll(tasks);
            }

            private static async Task SaveAsync() => await File.WriteAllTextAsync("a", "b");
        }
        """;

    [Fact]
    public Task AsyncVoidHandlerThatOnlyPushes_IsSilent() => Report.IsSilent(Pushing("_mail.Changed += async (_, _) => await PushAsync(1);"));

    [Fact]
    public Task AsyncVoidHandlerThatPushesAndSends_IsReported() => Report.Reports(
        Pushing("_mail.Changed += [|async|] (_, _) => { await PushAsync(1); await mail.SendAsync(\"x\"); };"));

    private static string Pushing(string push) =>
        $$"""
        using System.Collections.Concurrent;
        using System.Net.WebSockets;
        using System.Text.Json;
        using Microsoft.AspNetCore.SignalR;

        interface IWatcher { Task PriceChanged(int price); }
        class PriceHub : Hub { }
        class ChatHub : Hub<IWatcher> { }
        interface IMail { Task SendAsync(string text); }

        class Worker(IHubContext<PriceHub> hub, IHubContext<ChatHub, IWatcher> chat, IMail mail, HttpClient client, ILogger<Worker> log)
            : BackgroundService
        {
            private readonly IHubContext<PriceHub> _hub = hub;
            private readonly IHubContext<ChatHub, IWatcher> _chat = chat;
            private readonly ConcurrentDictionary<string, WebSocket> _sockets = new();
            private readonly SemaphoreSlim _gate = new(1);
            private readonly FileSystemWatcher _mail = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    {{push}}
                    await Task.Delay(1000, stop);
                }
            }

            private async Task PushAsync(int price)
            {
                try { await _hub.Clients.All.SendAsync("price", price); }
                catch (Exception e) { log.LogWarning(e, "push failed"); }
            }

            private async Task BroadcastAsync(string text)
            {
                var bytes = JsonSerializer.SerializeToUtf8Bytes(new { text });
                foreach (var socket in _sockets.Values.Where(socket => socket.State == WebSocketState.Open).ToList())
                {
                    await _gate.WaitAsync();
                    try { await socket.SendAsync(bytes, WebSocketMessageType.Text, true, CancellationToken.None); }
                    finally { _gate.Release(); }
                }
            }

            private async Task KeepAndPushAsync(int price) { await mail.SendAsync("x"); await PushAsync(price); }
            private async Task PostAsync(int price) => await client.PostAsync("http://x", new StringContent(price.ToString()));
            private async Task AskAsync() { await Task.Yield(); await mail.SendAsync("x"); }
        }
        """;

    [Fact]
    public Task ALaterTurn_ThatOnlyGoesBackIntoTheQueue_IsNoWork() => Report.IsSilent("""
        using System.Threading.Channels;

        class Launcher(IServiceProvider services) : BackgroundService
        {
            private readonly Channel<string> jobs = Channel.CreateBounded<string>(100);

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await foreach (var job in jobs.Reader.ReadAllAsync(stop))
                {
                    await RunAsync(job, stop);
                    _ = AgainAsync(job, stop);
                    _ = Task.Run(async () => { await Task.Delay(1000, stop); await jobs.Writer.WriteAsync(job, stop); });
                }
            }

            private async Task AgainAsync(string job, CancellationToken stop)
            {
                await Task.Delay(60_000, stop);
                while (await jobs.Writer.WaitToWriteAsync(stop))
                    if (jobs.Writer.TryWrite(job)) break;
            }

            private static Task RunAsync(string job, CancellationToken stop) => File.WriteAllTextAsync(job, job, stop);
        }
        """);

    [Fact]
    public Task ALaterTurn_ThatDoesSomethingFirst_IsWork() => Report.Reports("""
        using System.Threading.Channels;

        class Launcher(IServiceProvider services) : BackgroundService
        {
            private readonly Channel<string> jobs = Channel.CreateBounded<string>(100);

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await foreach (var job in jobs.Reader.ReadAllAsync(stop))
                    _ = [|AgainAsync|](job, stop);
            }

            private async Task AgainAsync(string job, CancellationToken stop)
            {
                await File.WriteAllTextAsync(job, job, stop);
                await jobs.Writer.WriteAsync(job, stop);
            }
        }
        """);

    [Fact]
    public Task TimersAndWatchersOfAnActor_ThatOnlySendItACommand_AreNoWork() => Report.IsSilent("""
        using System.Threading.Channels;
        using System.Diagnostics;

        class Actor(ILogger<Actor> logger) : BackgroundService
        {
            private readonly Channel<int> commands = Channel.CreateUnbounded<int>();
            private CancellationTokenSource? timeout;

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await foreach (var command in commands.Reader.ReadAllAsync(stop))
                {
                    using var child = Process.Start("server", command.ToString());
                    Monitor(child, stop);
                    StartTimeout();
                }
            }

            private async void StartTimeout()
            {
                timeout?.Cancel();
                timeout = new CancellationTokenSource();
                try
                {
                    await Task.Delay(60_000, timeout.Token);
                    await commands.Writer.WriteAsync(1);
                }
                catch (OperationCanceledException)
                {
                    logger.LogTrace("it lives");
                }
            }

            private async void Monitor(Process child, CancellationToken stop)
            {
                try
                {
                    await child.WaitForExitAsync(stop);
                    Debug.Assert(child.HasExited);
                    await commands.Writer.WriteAsync(child.ExitCode, stop);
                }
                catch (Exception e)
                {
                    logger.LogError(e, "gone");
                }
            }
        }
        """);

    /// <summary>The process's end ends a connection, too, unless the parting keeps something of the client's.</summary>
    [Theory]
    [InlineData("_ = client.DisconnectAsync();")]
    [InlineData("_ = Task.Run(() => client.KickAsync(\"late\"));")]
    [InlineData("_ = Task.Delay(9000).ContinueWith(async _ => { if (client.Late) await client.DisconnectAsync(); });")]
    [InlineData("_ = Task.Run(async () => { await Task.Delay(9); Serilog.Log.Information(\"late\"); await client.DisconnectAsync(); });")]
    public Task PartingFromAClient_IsSilent(string parting) => Report.IsSilent(Server(parting, "await Task.Yield();"));

    [Theory]
    [InlineData("_ = [|client.DisconnectAsync|]();", "await store.SaveAsync(1);")]
    [InlineData("_ = [|Task.Run|](() => client.KickAsync(\"late\"));", "await store.SaveAsync(1);")]
    [InlineData("_ = [|client.WelcomeAsync|]();", "await Task.Yield();")]
    public Task PartingThatKeepsSomething_IsReported(string parting, string end) => Report.Reports(Server(parting, end));

    private static string Server(string parting, string end) =>
        $$"""
        using Serilog;
        interface IStore { Task SaveAsync(int client); }
        class Client(IStore store)
        {
            public event EventHandler? Leaving;
            public bool Late;
            public async Task DisconnectAsync()
            {
                if (Late) return;
                await Task.Delay(2000);
                Leaving?.Invoke(this, EventArgs.Empty);
                await LeaveAsync();
            }
            public async Task KickAsync(string reason) { Console.WriteLine(reason); await DisconnectAsync(); }
            public async Task WelcomeAsync() { await Task.Yield(); Leaving?.Invoke(this, EventArgs.Empty); }
            private async Task LeaveAsync() { {{end}} }
        }
        class Server(Client client) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    {{parting}}
                    await Task.Delay(1000, stop);
                }
            }
        }
        """;

    [Theory]
    [InlineData("waiting.Record(1);")]
    [InlineData("Last = 1;")]
    [InlineData("Plain = 1;")]
    public Task MeterOrPropertyThatIsChangedLater_IsSilent(string change) => Report.IsSilent(Later(change));

    [Theory]
    [InlineData("Kept = 1;")]
    [InlineData("Told = 1;")]
    public Task PropertyThatDoesSomething_IsReported(string change) => Report.Reports(
        Later(change).Replace("Task.Run", "[|Task.Run|]", StringComparison.Ordinal));

    private static string Later(string change) =>
        $$"""
        class Worker(System.Diagnostics.Metrics.Histogram<int> waiting) : BackgroundService
        {
            private int _last;
            public int Last { get; set; }
            public int Plain { get => _last; set => _last = value; }
            public int Kept { get => _last; set { _last = value; File.WriteAllText("last", value.ToString()); } }
            public int Told { get => _last; set { Plain = value; Kept = value; } }

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    _ = Task.Run(async () => { await Task.Delay(600_000); {{change}} });
                    await Task.Delay(1000, stop);
                }
            }
        }
        """;
}
