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

    /// <summary>What stop code looks at again and again may be this work.</summary>
    [Theory]
    [InlineData("while (_all.Count > 0) await Task.Delay(50);")]
    [InlineData("while (!_work.IsCompleted) { Thread.Sleep(50); }")]
    public Task WorkThatStopCodeMayPoll_IsSilent(string stop) => Report.IsSilent(Service("_ = LoopAsync();", stop));

    [Theory]
    [InlineData("while (!cancellationToken.IsCancellationRequested) await Task.Delay(50);")]
    [InlineData("var end = DateTime.UtcNow.AddSeconds(3); while (DateTime.UtcNow < end) await Task.Delay(50);")]
    public Task StopCodeThatOnlyWaits_TracksNothing(string stop) => Report.Reports(Service("_ = [|LoopAsync|]();", stop));

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
    public Task PermitsThatNobodyTakesBack_AreNoDrain() => Report.Reports(Dispatcher("[|Task.Run|]", ""));

    [Fact]
    public Task PermitsThatAreTakenBack_AreADrain() =>
        Report.IsSilent(Dispatcher("Task.Run", "for (var i = 0; i < 4; i++) await slots.WaitAsync();"));

    private static string Dispatcher(string run, string behind) =>
        $$"""
        class Dispatcher : BackgroundService
        {
            private readonly Dictionary<string, SemaphoreSlim> _perTenant = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                using var slots = new SemaphoreSlim(4, 4);
                while (!stop.IsCancellationRequested)
                {
                    await slots.WaitAsync(stop);
                    _ = {{run}}(async () =>
                    {
                        try
                        {
                            await RunAsync();
                        }
                        finally
                        {
                            slots.Release();
                        }
                    });
                }

                {{behind}}
            }

            private async Task RunAsync()
            {
                var tenant = _perTenant["a"];
                await tenant.WaitAsync();
                try
                {
                    await File.WriteAllTextAsync("a", "b");
                }
                finally
                {
                    tenant.Release();
                }
            }
        }
        """;

    [Fact]
    public Task LockOfTheWorkThatTheStopTakes_IsADrain() => Report.IsSilent("""
        class Dispatcher : BackgroundService
        {
            private readonly SemaphoreSlim _gate = new(1);

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    _ = RunAsync();
                    await Task.Delay(1000, stop);
                }
            }

            public override async Task StopAsync(CancellationToken token)
            {
                await base.StopAsync(token);
                await _gate.WaitAsync(token);
            }

            private async Task RunAsync()
            {
                await _gate.WaitAsync();
                try
                {
                    await File.WriteAllTextAsync("a", "b");
                }
                finally
                {
                    _gate.Release();
                }
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

    /// <summary>One for each client, perhaps: it has no StopAsync, and nobody here knows what is lost.</summary>
    [Fact]
    public Task WorkOfAnObjectThatAWorkerUses_IsASuggestion() => Report.Reports(
        """
        class Connection
        {
            public async Task RunAsync()
            {
                while (true) { _ = [|SaveAsync|](); await Task.Delay(100); }
            }

            private static async Task SaveAsync() => await File.WriteAllTextAsync("a", "b");
        }
        class Server(Connection connection) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) { await connection.RunAsync(); await Task.Delay(1000, stop); }
            }
        }
        """, severity: DiagnosticSeverity.Info,
        message: "with exit code 0; keep the task, and await it where the service stops that has 'Connection' do its work");
}
