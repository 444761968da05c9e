using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.UntrackedWorkAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class UntrackedWorkTests
{
    [Theory]
    [InlineData("_ = [|LoopAsync|]();")]
    [InlineData("[|Task.Run|](async () => { while (!_stopping) await Task.Delay(100); });")]
    [InlineData("_ = [|Task.Run|](LoopAsync);")]
    [InlineData("_ = [|Task.Run|](() => LoopAsync());")]
    [InlineData("_ = [|Task.Factory.StartNew|](async () => { while (!_stopping) await Task.Delay(100); }, TaskCreationOptions.LongRunning);")]
    [InlineData("_timer = new Timer(_ => [|LoopAsync|](), null, 0, 1000);")]
    [InlineData("for (var i = 0; i < 3; i++) _ = [|OnceAsync|]();")]
    public Task WorkThatNobodyKeeps_IsAWarning(string body) => Report.Reports(Service(body), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("_ = [|OnceAsync|]();")]
    [InlineData("_ = [|Task.Run|](() => OnceAsync());")]
    [InlineData("AppDomain.CurrentDomain.DomainUnload += (_, _) => { _ = [|OnceAsync|](); };")]
    public Task SingleTaskAtTheStart_IsASuggestion(string body) => Report.Reports(Service(body), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task WorkOfACall_IsASuggestion() => Report.Reports(
        """
        using Grpc.Core;
        class Ingest
        {
            public async Task<int> Upload(IAsyncStreamReader<int> samples, ServerCallContext context)
            {
                while (await samples.MoveNext(context.CancellationToken)) { _ = [|Task.Run|](async () => await File.WriteAllTextAsync("x", "y")); }
                return 0;
            }
        }
        class Chat : Microsoft.AspNetCore.SignalR.Hub
        {
            public void Say(string text) { _ = [|KeepAsync|](text); }
            private static async Task KeepAsync(string text) => await File.WriteAllTextAsync("x", text);
        }
        """, severity: DiagnosticSeverity.Info, message: "this request starts here");

    [Fact]
    public Task WorkOfAWorker_IsAWarning() => Report.Reports(
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    _ = [|HandleAsync|]();
                    await Task.Delay(100, stop);
                }
            }

            private static async Task HandleAsync() => await Task.Yield();
        }
        """, severity: DiagnosticSeverity.Warning, message: "'HandleAsync' that 'Worker.ExecuteAsync' starts here");

    [Theory]
    [InlineData("app.MapPost(\"/\", () => { _ = [|Task.Run|](async () => await Task.Delay(1)); return Results.Accepted(); });")]
    [InlineData("app.MapGet(\"/\", () => { [|Task.Run|](async () => await Task.Delay(1)); return 1; });")]
    public Task WorkOfARequest_IsASuggestion(string map) => Report.Reports(
        $"var app = WebApplication.Create(); {map} app.Run();", severity: DiagnosticSeverity.Info, message: "bounded Channel");

    [Fact]
    public Task AwaiterThatNobodyAsks_IsNoWait() => Report.Reports(
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    [|Task.Factory.StartNew|](async () => await File.WriteAllTextAsync("a", "b")).ConfigureAwait(false).GetAwaiter();
                    Task.Run(async () => await Task.Delay(9)).GetAwaiter().GetResult();
                    await Task.Delay(1000, stop);
                }
            }
        }
        """);

    [Theory]
    [InlineData("foreach (var file in Directory.GetFiles(\".\")) await File.ReadAllTextAsync(file);", DiagnosticSeverity.Info)]
    [InlineData("for (var i = 0; i < 9; i++) await Task.Delay(9);", DiagnosticSeverity.Info)]
    [InlineData("await Task.Delay(9);", DiagnosticSeverity.Info)]
    [InlineData("while (true) await Task.Delay(9);", DiagnosticSeverity.Warning)]
    [InlineData("for (;;) await Task.Delay(9);", DiagnosticSeverity.Warning)]
    public Task StartUpWork_IsASuggestionUnlessItLasts(string work, DiagnosticSeverity severity) => Report.Reports(
        $$"""
        class Worker : IHostedService
        {
            public Task StartAsync(CancellationToken token)
            {
                _ = [|Task.Factory.StartNew|](async () => { {{work}} });
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """, severity: severity);

    [Theory]
    [InlineData("app.MapPost(\"/\", () => { _ = [|Mail.SendAsync|](); return Results.Accepted(); });")]
    [InlineData("app.MapPost(\"/\", (Mail mail) => { [|mail.QueueAsync|](); });")]
    public Task OwnMethodThatARequestDrops_IsASuggestion(string map) => Report.Reports(
        $$"""
        var app = WebApplication.Create();
        {{map}}
        app.Run();

        class Mail
        {
            public static async Task SendAsync() { await Task.Delay(100); await File.WriteAllTextAsync("a", "b"); }
            public async Task QueueAsync() => await SendAsync();
        }
        """, severity: DiagnosticSeverity.Info, message: "that this request starts here");

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

    /// <summary>A worker that calls a method of a controller: the request's finding is enough.</summary>
    [Fact]
    public Task ControllerThatAWorkerCalls_IsReportedOnce() => Report.Reports("""
        class Uploads : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public async Task<int> AddAsync() { await Task.Yield(); _ = [|SaveAsync|](); return 1; }
            private static async Task SaveAsync() => await System.IO.File.WriteAllTextAsync("a", "b");
        }
        class Worker(Uploads uploads) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) { await uploads.AddAsync(); await Task.Delay(1000, stop); }
            }
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task PushOfAHub_IsSilent() => Report.IsSilent(Chat("_ = TellAsync(text);", "await Clients.All.SendAsync(\"text\", text);"));

    [Fact]
    public Task PushOfAHubThatKeepsSomething_IsReported() => Report.Reports(
        Chat("_ = [|TellAsync|](text);", "await File.AppendAllTextAsync(\"log\", text); await Clients.All.SendAsync(\"text\", text);"));

    private static string Chat(string call, string work) =>
        $$"""
        using Microsoft.AspNetCore.SignalR;
        class Chat : Hub
        {
            public void Say(string text) { {{call}} }
            private async Task TellAsync(string text) { {{work}} }
        }
        """;

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

    [Theory]
    [InlineData("app.MapPost(\"/\", async () => { await Mail.SendAsync(); });")]
    [InlineData("app.MapPost(\"/\", () => Mail.SendAsync());")]
    [InlineData("app.MapPost(\"/\", () => { _ = Mail.WriteAsync(); });")]
    [InlineData("app.MapPost(\"/\", (IMail mail) => { _ = mail.SendAsync(); });")]
    [InlineData("app.MapPost(\"/\", () => { _ = Mail.NothingAsync(); });")]
    public Task OwnMethodThatARequestAwaits_OrThatDoesNothing_IsSilent(string map) => Report.IsSilent(
        $$"""
        var app = WebApplication.Create();
        {{map}}
        app.Run();

        interface IMail { Task SendAsync(); }

        class Mail
        {
            private static readonly System.Threading.Channels.Channel<int> _items = System.Threading.Channels.Channel.CreateBounded<int>(9);
            public static async Task SendAsync() => await Task.Delay(100);
            public static async Task WriteAsync() => await _items.Writer.WriteAsync(1);
            public static Task NothingAsync() => Task.CompletedTask;
        }
        """);

    [Theory]
    [InlineData("_watcher.Changed += [|async|] (_, e) => await File.AppendAllTextAsync(\"log\", e.Name);", "")]
    [InlineData(
        "_watcher.Changed += [|OnChanged|];",
        "private async void OnChanged(object sender, FileSystemEventArgs e) { await Task.Yield(); await SaveAsync(); }")]
    public Task AsyncVoidHandlerThatActs_IsASuggestion(string subscribe, string handler) => Report.Reports(
        Watcher(subscribe, handler), severity: DiagnosticSeverity.Info, message: "can wait for this async void handler of 'Changed' in 'Worker'");

    [Theory]
    [InlineData("_watcher.Changed += async (_, e) => await Task.Delay(100);", "")]
    [InlineData("_watcher.Changed += (_, e) => File.AppendAllText(\"log\", e.Name);", "")]
    [InlineData("_watcher.Changed -= OnChanged;", "private async void OnChanged(object sender, FileSystemEventArgs e) => await SaveAsync();")]
    [InlineData("_watcher.Changed += async (_, e) => { await SaveAsync(); _done.TrySetResult(); };", "")]
    public Task HandlerThatIsOverOrTellsItsEnd_IsSilent(string subscribe, string handler) => Report.IsSilent(Watcher(subscribe, handler));

    private static string Watcher(string subscribe, string handler) =>
        $$"""
        class Worker : BackgroundService
        {
            private readonly FileSystemWatcher _watcher = new();
            private readonly TaskCompletionSource _done = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{subscribe}}
                await Task.Delay(-1, stop);
                await _done.Task;
            }

            {{handler}}

            private static async Task SaveAsync() => await Task.Yield();
        }
        """;

    [Theory]
    [InlineData("_work = LoopAsync();")]
    [InlineData("_work = Task.Run(LoopAsync);")]
    [InlineData("_all.Add(Task.Run(LoopAsync));")]
    [InlineData("_ = _items.Writer.WriteAsync(1);")]
    [InlineData("_ = Task.Run(() => Console.WriteLine());")]
    [InlineData("_ = Task.Run(async () => { try { await LoopAsync(); } finally { _done.TrySetResult(); } });")]
    [InlineData("_ = Task.Run(async () => { await Task.Delay(9); _lifetime.StopApplication(); });")]
    [InlineData("_lifetime.ApplicationStopping.Register(() => { _ = OnceAsync(); });")]
    [InlineData("_ = _work.ContinueWith(done => Console.WriteLine(done.Status));")]
    [InlineData("_done.TrySetResult();")]
    [InlineData("for (var i = 0; i < 3; i++) { _gate.Wait(cancellationToken); _ = PermittedAsync(); } _gate.Wait(cancellationToken);")]
    public Task WorkThatIsKeptOrOver_IsSilent(string body) => Report.IsSilent(Service(body));

    [Fact]
    public Task CounterThatStopAsyncWaitsFor_IsSilent() => Report.IsSilent(
        Service("for (var i = 0; i < 3; i++) _ = CountedAsync();", "while (_inFlight > 0) await Task.Delay(9, cancellationToken);"));

    [Fact]
    public Task StopCode_IsSilent() => Report.IsSilent(Service("_work = LoopAsync();", "_ = OnceAsync();"));

    [Fact]
    public Task OutsideAHostedTypeAndARequest_IsSilent() => Report.IsSilent(
        "class Job { public void Run() { _ = Task.Run(async () => { while (true) await Task.Delay(1); }); } }");

    [Fact]
    public Task Tool_IsSilent() => Report.IsSilent(Service("_ = LoopAsync();"), TestProject.Default.With("PackAsTool", "true"));

    [Fact]
    public Task CounterThatNobodyWaitsFor_TracksNothing() => Report.Reports("""
        class Service : IHostedService
        {
            private int _running;

            public Task StartAsync(CancellationToken token)
            {
                for (var i = 0; i < 3; i++) _ = [|CountedAsync|]();
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;

            private async Task CountedAsync()
            {
                Interlocked.Increment(ref _running);
                await Task.Delay(9);
                Interlocked.Decrement(ref _running);
            }
        }
        """);

    [Theory]
    [InlineData("_watcher.Changed += (_, _) => { _ = [|HandleAsync|](); };", "")]
    [InlineData("_watcher.Changed += OnChanged;", "private void OnChanged(object? sender, EventArgs e) => _ = [|HandleAsync|]();")]
    public Task EventHandlerOfAWorker_IsASuggestion(string subscribe, string handler) => Report.Reports(
        $$"""
        class Worker : BackgroundService
        {
            private readonly FileSystemWatcher _watcher = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{subscribe}}
                await Task.Delay(-1, stop);
            }

            {{handler}}

            private static async Task HandleAsync() => await Task.Yield();
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task RequestThatReadsTheChannelToItsEnd_WaitsForTheWork() => Report.IsSilent("""
        using System.Threading.Channels;
        var app = WebApplication.Create();
        app.MapGet("/", async (HttpContext http) =>
        {
            var lines = Channel.CreateUnbounded<string>();
            _ = Task.Run(async () =>
            {
                try { await Task.Delay(1); await lines.Writer.WriteAsync("x"); }
                finally { lines.Writer.Complete(); }
            });
            await foreach (var line in lines.Reader.ReadAllAsync(http.RequestAborted)) await http.Response.WriteAsync(line);
        });
        app.Run();
        """);

    private static string Service(string start, string stop = "") =>
        $$"""
        using System.Threading.Channels;

        class Service(IHostApplicationLifetime lifetime) : IHostedService
        {
            private readonly IHostApplicationLifetime _lifetime = lifetime;
            private readonly Channel<int> _items = Channel.CreateUnbounded<int>();
            private readonly List<Task> _all = [];
            private readonly TaskCompletionSource _done = new();
            private Task _work = Task.CompletedTask;
            private Timer? _timer;
            private volatile bool _stopping;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                {{start}}
                return Task.CompletedTask;
            }

            public async Task StopAsync(CancellationToken cancellationToken)
            {
                _stopping = true;
                {{stop}}
                _timer?.Dispose();
                await Task.WhenAny(_work, _done.Task, Task.WhenAll(_all));
                _lifetime.StopApplication();
                Console.WriteLine(_items.Reader.Count);
            }

            private async Task LoopAsync() { while (!_stopping) await Task.Delay(100); }

            private static async Task OnceAsync() => await Task.Delay(100);

            private readonly SemaphoreSlim _gate = new(1);
            private int _inFlight;

            private async Task PermittedAsync() { try { await Task.Delay(100); } finally { _gate.Release(); } }

            private async Task CountedAsync() { try { await Task.Delay(100); } finally { Interlocked.Decrement(ref _inFlight); } }
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
    public Task TaskInALocalThatNothingReads_IsDropped() => Report.Reports("""
        class Producer : IHostedService
        {
            private volatile bool canRun = true;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                var task = [|Task.Run|](LoopAsync);
                var second = [|Task.Factory.StartNew|](() => LoopAsync(), TaskCreationOptions.LongRunning);
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken)
            {
                canRun = false;
                return Task.CompletedTask;
            }

            private async Task LoopAsync()
            {
                while (canRun)
                {
                    await File.AppendAllTextAsync("a", "b");
                    await Task.Delay(50);
                }
            }
        }
        """);

    [Fact]
    public Task TaskInALocalThatIsRead_IsKept() => Report.IsSilent("""
        class Producer : IHostedService
        {
            private readonly List<Task> all = [];
            private Task? both;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                var first = Task.Run(LoopAsync);
                var second = LoopAsync();
                var third = LoopAsync();
                both = Task.WhenAll(first, second);
                all.Add(third);
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAny(both!, Task.Delay(-1, cancellationToken));

            private async Task LoopAsync()
            {
                while (both is null) await File.AppendAllTextAsync("a", "b");
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

    [Theory]
    [InlineData("_running[id] = [|Task.Run|](async () => { try { await Job(stop); } finally { _running.TryRemove(id, out _); } });", "")]
    [InlineData("_running.TryAdd(id, [|Task.Run|](() => Job(stop)));", "private int Count => _running.Count;")]
    [InlineData("_list.Add([|Job|](stop));", "")]
    public Task CollectionNobodyReads_IsReported(string start, string member) =>
        Report.Reports(Keeper(start, member), severity: DiagnosticSeverity.Warning, message: "Nobody waits for the tasks of");

    [Theory]
    [InlineData("_running[id] = Task.Run(() => Job(stop));", "public Task EndAsync() => Task.WhenAll(_running.Values);")]
    [InlineData("_running[id] = Job(stop); if (_running.TryRemove(id, out var last)) await last;", "")]
    [InlineData("_list.Add(Job(stop)); await Task.WhenAll(_list);", "")]
    [InlineData("_list.Add(Job(stop)); Hand(_list);", "private static void Hand(List<Task> all) => all.Clear();")]
    [InlineData("Shared.Add(Job(stop));", "internal List<Task> Shared = [];")]
    public Task CollectionThatIsRead_IsSilent(string start, string member) => Report.IsSilent(Keeper(start, member));

    private static string Keeper(string start, string member) => $$"""
        class Worker : BackgroundService
        {
            private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, Task> _running = new();
            private readonly List<Task> _list = [];

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var id = Guid.NewGuid();
                    {{start}}
                    await Task.Delay(1000, stop);
                }
            }

            private static async Task Job(CancellationToken stop) { await Task.Delay(5000, stop); Console.WriteLine(); }

            {{member}}
        }
        """;
}
