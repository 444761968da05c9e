using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.LongWaitWithoutStopTokenAnalyzer, ShutdownToolkit.CodeFixes.Rules.LongWaitWithoutStopTokenFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.LongWaitWithoutStopTokenAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class LongWaitWithoutStopTokenTests
{
    [Fact]
    public Task Delay_GetsTheToken() => Verify.Fixes(
        Worker("while (!stop.IsCancellationRequested) await [|Task.Delay|](TimeSpan.FromSeconds(5));"),
        Worker("while (!stop.IsCancellationRequested) await Task.Delay(TimeSpan.FromSeconds(5), stop);"));

    [Fact]
    public Task ChannelAndTimer_AreFixedTogether() => Verify.Fixes(
        Worker(
            "using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1)); "
                + "while (await [|timer.WaitForNextTickAsync|]()) Console.WriteLine(await [|_items.Reader.ReadAsync|]());"),
        Worker(
            "using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1)); "
                + "while (await timer.WaitForNextTickAsync(stop)) Console.WriteLine(await _items.Reader.ReadAsync(stop));"));

    [Fact]
    public Task AwaitForeach_GetsTheToken() => Verify.Fixes(
        Worker("await foreach (var item in [|_items.Reader.ReadAllAsync|]()) Console.WriteLine(item);"),
        Worker("await foreach (var item in _items.Reader.ReadAllAsync(stop)) Console.WriteLine(item);"));

    [Fact]
    public Task HelperWithoutToken_IsReportedWithoutFix() => Verify.OffersNothing(
        Worker("while (!stop.IsCancellationRequested) await TurnAsync();", "static async Task TurnAsync() { await [|Task.Delay|](5000); }"));

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) await [|Task.Delay|](1000);")]
    [InlineData("while (!stop.IsCancellationRequested) await [|Task.Delay|](Environment.TickCount * 60);")]
    [InlineData("while (!stop.IsCancellationRequested) { try { await Task.Yield(); } catch (IOException) { await [|Task.Delay|](5000); } }")]
    [InlineData("await [|Task.Delay|](TimeSpan.FromSeconds(30));")]
    [InlineData("await [|Task.Delay|](TimeSpan.FromSeconds(60 - DateTime.UtcNow.Second));")]
    [InlineData("await [|Task.Delay|](TimeSpan.FromHours(24 - DateTimeOffset.Now.Hour));")]
    [InlineData("await [|Task.Delay|](Timeout.Infinite);")]
    [InlineData("""while (!stop.IsCancellationRequested) { using var child = Process.Start("sync"); await [|child.WaitForExitAsync|](); }""")]
    [InlineData("while (!stop.IsCancellationRequested) await [|Task.Delay|](5000).ConfigureAwait(false);")]
    public Task WaitThatIsFelt_IsReported(string body) => Report.Reports(Worker(body));

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) await PauseAsync();", "Task PauseAsync() => [|Task.Delay|](5000);")]
    [InlineData("while (!stop.IsCancellationRequested) await PauseAsync().ConfigureAwait(false);", "static Task PauseAsync() { return "
        + "[|Task.Delay|](TimeSpan.FromMinutes(1)); }")]
    [InlineData("while (!stop.IsCancellationRequested) await PauseAsync(); Task PauseAsync() => [|Task.Delay|](5000);", "")]
    public Task WaitThatAHelperReturns_IsReported(string body, string helper) => Report.Reports(Worker(body, helper));

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) await Task.WhenAny(PauseAsync(), Task.Delay(-1, stop));", "Task PauseAsync() => "
        + "Task.Delay(5000);")]
    [InlineData("while (!stop.IsCancellationRequested) { _ = PauseAsync(); await Task.Delay(9, stop); }", "Task PauseAsync() => Task.Delay(5000);")]
    [InlineData("while (!stop.IsCancellationRequested) await PauseAsync(); Task PauseAsync() => Task.Delay(200);", "")]
    [InlineData("while (!stop.IsCancellationRequested) await PauseAsync(stop);", "Task PauseAsync(CancellationToken t) => Task.Delay(5000, t);")]
    [InlineData("while (!stop.IsCancellationRequested) await PauseAsync().WaitAsync(stop);", "Task PauseAsync() => Task.Delay(5000);")]
    public Task WaitThatNobodyIsHeldBy_IsSilent(string body, string helper) => Report.IsSilent(Worker(body, helper));

    [Fact]
    public Task SemaphoreUsedAsASignal_IsReported() => Report.Reports(
        Worker(
            "while (!stop.IsCancellationRequested) await [|_signal.WaitAsync|]();",
            "private readonly SemaphoreSlim _signal = new(0); public void Enqueue() => _signal.Release();"),
        message: "waits its whole ShutdownTimeout (30 s by default); pass 'stop'");

    [Theory]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(500);")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(5000, stop);")]
    [InlineData("while (!stop.IsCancellationRequested) { var pause = TimeSpan.FromMilliseconds(100); await Task.Delay(pause); }")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(Random.Shared.Next(50, 500));")]
    [InlineData("await Task.Delay(1000);")]
    [InlineData("while (true) await Task.Delay(5000);")]
    [InlineData("while (true) await TurnAsync(); static async Task TurnAsync() => await Task.Delay(5000);")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.WhenAny(Task.Delay(5000), Task.Delay(-1, stop));")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(5000).WaitAsync(stop);")]
    [InlineData("while (!stop.IsCancellationRequested) { await _gate.WaitAsync(); try { await Task.Yield(); } finally { _gate.Release(); } }")]
    [InlineData("while (!stop.IsCancellationRequested) { try { await Task.Yield(); } finally { await Task.Delay(5000); } }")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(100, stop); for (var i = 0; i < 3; i++) await Task.Delay(2000);")]
    [InlineData("while (!stop.IsCancellationRequested) if (stop.IsCancellationRequested) { await Task.Delay(5000); }")]
    [InlineData(
        "while (!stop.IsCancellationRequested) { using var timeout = new CancellationTokenSource(1000); await Task.Delay(5000, timeout.Token); }")]
    [InlineData("while (!stop.IsCancellationRequested) await Task.Delay(5000, CancellationToken.None);")]
    [InlineData(
        "using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200)); "
            + "while (await timer.WaitForNextTickAsync()) stop.ThrowIfCancellationRequested();")]
    [InlineData("await foreach (var item in _items.Reader.ReadAllAsync().WithCancellation(stop)) Console.WriteLine(item);")]
    [InlineData(
        """while (!stop.IsCancellationRequested) { using var child = Process.Start("sync"); """
            + "using var kill = stop.Register(() => child.Kill()); await child.WaitForExitAsync(); }")]
    [InlineData("while (!stop.IsCancellationRequested) Thread.Sleep(5000);")]
    public Task WaitThatEndsOrIsShort_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Theory]
    [InlineData("public override Task StopAsync(CancellationToken token) { _items.Writer.Complete(); return base.StopAsync(token); }")]
    [InlineData("public void Finish() => _items.Writer.TryComplete();")]
    public Task ChannelThatTheTypeCompletes_IsSilent(string member) => Report.IsSilent(
        Worker("await foreach (var item in _items.Reader.ReadAllAsync()) Console.WriteLine(item);", member));

    [Fact]
    public Task StartToken_IsNeverPassed() => Verify.OffersNothing(
        """
        class Service : IHostedService
        {
            private volatile bool _stopping;
            private Task? _work;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _work = Task.Run(async () => { while (!_stopping) await [|Task.Delay|](5000); });
                return Task.CompletedTask;
            }

            public async Task StopAsync(CancellationToken cancellationToken)
            {
                _stopping = true;
                await _work!.WaitAsync(cancellationToken);
            }
        }
        """);

    [Fact]
    public Task SourceCancelledByStopAsync_IsPassed() =>
        Verify.Fixes(Service("await [|Task.Delay|](5000);"), Service("await Task.Delay(5000, _stopping.Token);"));

    [Fact]
    public Task UnsubscribingInStopAsync_IsNoCallOfTheHandler() => Report.Reports(
        Worker("AppDomain.CurrentDomain.DomainUnload += OnUnload; while (!stop.IsCancellationRequested) await TurnAsync();",
            "public override Task StopAsync(CancellationToken token) { AppDomain.CurrentDomain.DomainUnload -= OnUnload; "
                + "return base.StopAsync(token); } void OnUnload(object? a, EventArgs b) => _ = TurnAsync(); "
                + "static async Task TurnAsync() { await [|Task.Delay|](5000); }"));

    private static string Service(string wait) =>
        $$"""
        class Service : IHostedService
        {
            private readonly CancellationTokenSource _stopping = new();
            private Task? _work;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _work = Task.Run(async () => { while (!_stopping.IsCancellationRequested) {{wait}} });
                return Task.CompletedTask;
            }

            public async Task StopAsync(CancellationToken cancellationToken)
            {
                await _stopping.CancelAsync();
                await _work!.WaitAsync(cancellationToken);
            }
        }
        """;

    [Fact]
    public Task ExplicitWaitInStopAsync_IsSilent() => Report.IsSilent(
        Worker(
            "await Task.Delay(100, stop);",
            "public override async Task StopAsync(CancellationToken token) { for (var i = 0; i < 9; i++) await Task.Delay(5000); }"));

    [Theory]
    [InlineData("_ = Task.Run(async () => { while (!stop.IsCancellationRequested) await Task.Delay(20_000); }); await Task.Delay(-1, stop);")]
    [InlineData("_ = PollAsync(); await Task.Delay(-1, stop);")]
    public Task WaitInADroppedTask_IsStop1201s(string body) => Report.IsSilent(
        Worker(body, "private volatile bool _end; private async Task PollAsync() { while (!_end) await Task.Delay(20_000); } "
            + "public override void Dispose() { _end = true; base.Dispose(); }"));

    [Fact]
    public Task WaitOfADroppedTaskThatTellsItsEnd_IsReported() => Report.Reports(
        Worker(
            "_ = Task.Run(async () => { while (!stop.IsCancellationRequested) await [|Task.Delay|](20_000); _done.TrySetResult(); }); "
                + "await _done.Task;",
            "private readonly TaskCompletionSource _done = new();"));

    private static string Worker(string body, string members = "") =>
        $$"""
        using System.Threading.Channels;
        using System.Diagnostics;

        class Worker(ILogger<Worker> logger) : BackgroundService
        {
            private readonly Channel<int> _items = Channel.CreateUnbounded<int>();
            private readonly SemaphoreSlim _gate = new(1);
            {{members}}
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                {{body}}
                await Task.Yield();
                logger.LogInformation("{Items}", _items.Reader.Count + _gate.CurrentCount);
            }
        }
        """;

    [Fact]
    public Task LockThatOthersGiveBack_IsNoWaitForTheStop() => Report.IsSilent("""
        class Rooms : BackgroundService
        {
            private readonly SemaphoreSlim gate = new(1);

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    if (!await gate.WaitAsync(TimeSpan.FromSeconds(5))) throw new TimeoutException();
                    await Task.Delay(100, stop);
                }
            }

            public void Leave() => gate.Release();
        }
        """);

    [Fact]
    public Task SignalThatBeginsAtZero_IsReported() => Report.Reports("""
        class Queue : BackgroundService
        {
            private readonly SemaphoreSlim available = new(0);

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    await [|available.WaitAsync|]();
                    await Task.Delay(100, stop);
                }
            }

            public void Enqueue() => available.Release();
        }
        """);

    /// <summary>Nobody can wait for the tick, so that nobody waits with it either: STOP1203 says what is wrong.</summary>
    [Fact]
    public Task WaitsOfAnAsyncVoidTick_HereAndInAnotherClass_AreSilent() => Report.IsSilent(
        """
        class Upload
        {
            public async Task RunAsync()
            {
                while (Random.Shared.Next() > 0) { await Task.Delay(60000); }
            }
        }

        class Worker(Upload upload) : IHostedService
        {
            private Timer? _timer;

            public Task StartAsync(CancellationToken token)
            {
                _timer = new Timer(Tick, null, 0, 1000);
                return Task.CompletedTask;
            }

            private async void Tick(object? state)
            {
                await upload.RunAsync();
                while (Random.Shared.Next() > 0) { await Task.Delay(60000); }
            }

            public Task StopAsync(CancellationToken token) => _timer!.DisposeAsync().AsTask();
        }
        """);

    [Fact]
    public Task ListenerWithoutAnOverload_IsEndedByWaitAsync() => Verify.Fixes(
        Listening("var context = await [|listener.GetContextAsync|]();"),
        Listening("var context = await listener.GetContextAsync().WaitAsync(stop);"));

    [Theory]
    [InlineData("var context = await listener.GetContextAsync().WaitAsync(stop);", "")]
    [InlineData("var context = await listener.GetContextAsync();", "stop.Register(listener.Stop);")]
    [InlineData("var context = await listener.GetContextAsync();", "stop.Register(() => listener.Close());")]
    [InlineData("var context = await _own.GetContextAsync();", "_own.Start();")]
    public Task ListenerThatTheStopEnds_IsSilent(string turn, string first) => Report.IsSilent(Listening(turn, first));

    private static string Listening(string turn, string first = "") =>
        $$"""
        using System.Net;

        class Worker : BackgroundService
        {
            private readonly HttpListener _own = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                using var listener = new HttpListener();
                listener.Start();
                {{first}}
                while (!stop.IsCancellationRequested)
                {
                    {{turn}}
                    context.Response.Close();
                }
            }

            public override Task StopAsync(CancellationToken token)
            {
                _own.Stop();
                return base.StopAsync(token);
            }
        }
        """;

    /// <summary>One step passes the token, one does not: whichever are registered, all of them run.</summary>
    [Fact]
    public Task StepsOfASequence_AreAllLookedInto() => Report.Reports(
        """
        interface IStep { Task RunAsync(CancellationToken token); }
        class Quick : IStep { public Task RunAsync(CancellationToken token) => Task.Delay(30_000, token); }
        class Slow : IStep { public async Task RunAsync(CancellationToken token) { await [|Task.Delay|](30_000); } }
        class Pipeline(IEnumerable<IStep> steps) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    foreach (var step in steps) { await step.RunAsync(stop); }
                }
            }
        }
        """);

    /// <summary>Which of the two is registered nobody can see here.</summary>
    [Fact]
    public Task OneOfSeveralImplementations_IsSilent() => Report.IsSilent(
        """
        interface IStep { Task RunAsync(CancellationToken token); }
        class Quick : IStep { public Task RunAsync(CancellationToken token) => Task.Delay(30_000, token); }
        class Slow : IStep { public async Task RunAsync(CancellationToken token) { await Task.Delay(30_000); } }
        class Pipeline(IStep step) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) { await step.RunAsync(stop); }
            }
        }
        """);

    [Theory]
    [InlineData("RepeatAsync(async () => { await [|Task.Delay|](30_000); }, stop)")]
    [InlineData("Repeating.ForeverAsync(async token => { await [|Task.Delay|](30_000); }, stop)")]
    public Task LambdaThatAHelperRepeats_IsReported(string call) => Report.Reports(Repeater(call));

    [Theory]
    [InlineData("RepeatAsync(async () => { await Task.Delay(30_000, stop); }, stop)")]
    [InlineData("OnceAsync(async () => { await Task.Delay(3_000); })")]
    // Another parameter is called in the loop.
    [InlineData("Repeating.BesideAsync(() => Task.Delay(1, stop), async () => { await Task.Delay(3_000); }, stop)")]
    public Task LambdaThatNobodyRepeatsOrThatHears_IsSilent(string call) => Report.IsSilent(Repeater(call));

    private static string Repeater(string call) =>
        $$"""
        static class Repeating
        {
            public static async Task ForeverAsync(Func<CancellationToken, Task> turn, CancellationToken token)
            {
                while (!token.IsCancellationRequested) { await turn(token); }
            }
            public static async Task BesideAsync(Func<Task> turn, Func<Task> once, CancellationToken token)
            {
                await once();
                while (!token.IsCancellationRequested) { await turn(); }
            }
        }
        class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) => {{call}};
            static async Task RepeatAsync(Func<Task> turn, CancellationToken token)
            {
                while (!token.IsCancellationRequested) { await turn(); }
            }
            static async Task OnceAsync(Func<Task> turn) { await turn(); }
        }
        """;

    [Fact]
    public Task WaitOfAHelper_ThatIsAlsoRaced_IsSilent() => Report.IsSilent(
        """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                var first = true;
                while (!stop.IsCancellationRequested)
                {
                    if (first) { await Task.WhenAny(PauseAsync(), Task.Delay(-1, stop)); } else { await PauseAsync(); }
                    first = false;
                }
            }
            Task PauseAsync() => Task.Delay(30_000);
        }
        """);
}
