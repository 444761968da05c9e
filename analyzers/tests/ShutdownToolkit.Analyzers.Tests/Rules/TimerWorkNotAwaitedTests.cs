using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.TimerWorkNotAwaitedAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class TimerWorkNotAwaitedTests
{
    [Theory]
    [InlineData("_timer = [|new Timer|](async _ => await TickAsync(), null, 0, 1000);")]
    [InlineData("_timer = [|new|](Tick, null, 0, 1000);")]
    [InlineData("_timer = [|new Timer|](Tick, null, TimeSpan.Zero, TimeSpan.FromSeconds(5));")]
    [InlineData("var timer = new System.Timers.Timer(1000); [|timer.Elapsed|] += async (_, _) => await TickAsync(); timer.Start();")]
    public Task AsyncVoidCallback_IsAWarning(string body) =>
        Report.Reports(Service(body), severity: DiagnosticSeverity.Warning, message: "is async void");

    [Theory]
    [InlineData("_timer = [|new Timer|](_ => TickAsync().GetAwaiter().GetResult(), null, 0, 1000);")]
    [InlineData("_timer = [|new Timer|](_ => Task.WaitAll(TickAsync(), TickAsync()), null, 0, 1000);")]
    [InlineData("_timer = [|new Timer|](_ => { while (Environment.TickCount % 9 > 0) Console.WriteLine(); }, null, 0, 1000);")]
    public Task LongSynchronousCallback_IsASuggestion(string body) => Report.Reports(
        Service(body), severity: DiagnosticSeverity.Info, message: "await the timer's DisposeAsync");

    [Theory]
    [InlineData("_timer = new Timer(_ => Console.WriteLine(), null, 0, 1000);", "_timer?.Dispose();")]
    [InlineData("_timer = new Timer(_ => TickAsync().Wait(), null, 0, 1000);", "if (_timer is not null) await _timer.DisposeAsync();")]
    [InlineData(
        "_timer = new Timer(async _ => { await _busy.WaitAsync(); try { await TickAsync(); } finally { _busy.Release(); } }, null, 0, 1000);",
        "await _busy.WaitAsync(cancellationToken);")]
    [InlineData("_timer = new Timer(Keep, null, 0, 1000);", "await _tick;")]
    [InlineData("_timer = new Timer(_ => { _ = TickAsync(); }, null, 0, 1000);", "")]
    [InlineData("_ = new PeriodicTimer(TimeSpan.FromSeconds(1));", "")]
    [InlineData("_timer = new Timer(Tick, null, 0, 1000);", "while (IsBusy) await Task.Delay(50);")]
    public Task ShortOrAwaitedTick_IsSilent(string start, string stop) => Report.IsSilent(Service(start, stop));

    [Theory]
    [InlineData("_made = [|Made.Create|](async _ => await TickAsync(), null);")]
    [InlineData("_made = [|Made.Create|](Tick, null);")]
    [InlineData("_all.AddRange(new[] { 5, 30 }.Select(s => [|Made.Create|](async _ => await TickAsync(), null)));")]
    [InlineData("_made = [|Made.Every|](TimeSpan.FromSeconds(s), async () => await TickAsync());")]
    [InlineData("_made = [|Made.Every|](TimeSpan.FromSeconds(s), async () => { await TickAsync(); Console.WriteLine(); });")]
    [InlineData("_made = [|new Repeating|](async () => await TickAsync());")]
    [InlineData("_made = [|TimeProvider.System.CreateTimer|](async _ => await TickAsync(), null, TimeSpan.Zero, TimeSpan.FromSeconds(s));")]
    [InlineData("_made = [|time.CreateTimer|](Tick, null, TimeSpan.Zero, TimeSpan.FromSeconds(s));")]
    public Task TimerMadeInAHelper_IsAWarning(string start) =>
        Report.Reports(WithHelper(start, "_made?.Dispose();"), severity: DiagnosticSeverity.Warning, message: "is async void");

    [Theory]
    [InlineData("_made = Made.Create(_ => Console.WriteLine(), null);", "_made?.Dispose();")]
    [InlineData("_made = Made.Create(_ => _tick = TickAsync(), null);", "await _tick;")]
    [InlineData("_made = Made.Create(async _ => await (_tick = TickAsync()), null);", "await _tick;")]
    // Not a timer: what the helper does with it is its own.
    [InlineData("Made.Once(async () => await TickAsync());", "")]
    [InlineData("new List<int>().ForEach(async _ => await TickAsync());", "")]
    public Task HelperWithShortOrAwaitedTick_IsSilent(string start, string stop) => Report.IsSilent(WithHelper(start, stop));

    private static string WithHelper(string start, string stop) =>
        $$"""
        static class Made
        {
            public static Timer Create(TimerCallback callback, object? state)
            {
                using (ExecutionContext.SuppressFlow())
                    return new Timer(callback, state, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            }

            public static Timer Every(TimeSpan period, Action work) => new(_ => work(), null, period, period);

            public static void Once(Action work) => work();
        }

        class Repeating : IDisposable
        {
            private readonly Timer _timer;

            public Repeating(Action tick) => _timer = new Timer(_ => tick(), null, 0, 1000);

            public void Dispose() => _timer.Dispose();
        }

        class Service(TimeProvider time, int s) : IHostedService
        {
            private readonly List<IDisposable> _all = [];
            private Task _tick = Task.CompletedTask;
            private IDisposable? _made;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                {{start}}
                return Task.CompletedTask;
            }

            public async Task StopAsync(CancellationToken cancellationToken)
            {
                await Task.Yield();
                {{stop}}
            }

            private async void Tick(object? state) => await TickAsync();

            private static async Task TickAsync() => await Task.Delay(100);

            public override string ToString() => $"{time} {s} {_all.Count} {_tick} {_made}";
        }
        """;

    [Fact]
    public Task OutsideAHostedType_IsSilent() => Report.IsSilent(
        "class Cache { private Timer _timer = new(async _ => await Task.Yield(), null, 0, 1000); public void End() => _timer.Dispose(); }");

    private static string Service(string start, string stop = "_timer?.Dispose();") =>
        $$"""
        class Service : IHostedService
        {
            private readonly SemaphoreSlim _busy = new(1);
            private Task _tick = Task.CompletedTask;
            private Timer? _timer;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                {{start}}
                return Task.CompletedTask;
            }

            public async Task StopAsync(CancellationToken cancellationToken)
            {
                _timer?.Change(Timeout.Infinite, 0);
                await Task.Yield();
                {{stop}}
            }

            private async void Tick(object? state) => await TickAsync();

            private void Keep(object? state) => _tick = TickAsync();

            private static async Task TickAsync() => await Task.Delay(100);

            public bool IsBusy => _busy.CurrentCount == 0 || !_tick.IsCompleted;
        }
        """;
}
