using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.StartTokenOutlivesStartAnalyzer, ShutdownToolkit.CodeFixes.Rules.StartTokenOutlivesStartFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StartTokenOutlivesStartAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class StartTokenOutlivesStartTests
{
    private const string Cts =
        "private readonly CancellationTokenSource _cts = new(); public Task StopAsync(CancellationToken t) { _cts.Cancel(); return _run; }";
    private const string NoCts = "public Task StopAsync(CancellationToken t) => _run;";

    [Theory]
    [InlineData(
        "_run = Task.Run(() => LoopAsync([|token|])); return Task.CompletedTask;",
        "_run = Task.Run(() => LoopAsync(_cts.Token)); return Task.CompletedTask;")]
    [InlineData("_run = LoopAsync([|token|]); return Task.CompletedTask;", "_run = LoopAsync(_cts.Token); return Task.CompletedTask;")]
    [InlineData("_ = LoopAsync([|token|]); return Task.CompletedTask;", "_ = LoopAsync(_cts.Token); return Task.CompletedTask;")]
    [InlineData(
        "_run = Task.Run(async () => { while (![|token|].IsCancellationRequested) await Task.Delay(1, token); }, token); return Task.CompletedTask;",
        "_run = Task.Run(async () => { while (!_cts.Token.IsCancellationRequested) await Task.Delay(1, _cts.Token); }, token); "
            + "return Task.CompletedTask;")]
    [InlineData(
        "new Thread(() => LoopAsync([|token|]).Wait()).Start(); return Task.CompletedTask;",
        "new Thread(() => LoopAsync(_cts.Token).Wait()).Start(); return Task.CompletedTask;")]
    [InlineData(
        "_timer = new Timer(_ => Once([|token|]), null, 0, 1000); return Task.CompletedTask;",
        "_timer = new Timer(_ => Once(_cts.Token), null, 0, 1000); return Task.CompletedTask;")]
    public async Task LaunchedWork_GetsTheOwnToken(string before, string after)
    {
        await Report.Reports(Service(Cts, before), severity: DiagnosticSeverity.Warning, message: "never fires at SIGTERM");
        await Verify.Fixes(Service(Cts, before), Service(Cts, after));
    }

    [Fact]
    public Task NoSourceYet_IsAddedAndCancelled() => Verify.Fixes(
        """
        class Service : IHostedService
        {
            private Task _run = Task.CompletedTask;

            public Task StartAsync(CancellationToken token)
            {
                _run = Task.Run(() => LoopAsync([|token|]));
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken token) => _run.WaitAsync(token);

            private static async Task LoopAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) await Task.Delay(100, stop);
            }
        }
        """,
        """
        class Service : IHostedService
        {
            private readonly CancellationTokenSource _stopping = new();
            private Task _run = Task.CompletedTask;

            public Task StartAsync(CancellationToken token)
            {
                _run = Task.Run(() => LoopAsync(_stopping.Token));
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken token)
            {
                _stopping.Cancel();
                return _run.WaitAsync(token);
            }

            private static async Task LoopAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) await Task.Delay(100, stop);
            }
        }
        """);

    [Fact]
    public Task LoopThatCallsAnotherLoop_IsAWarning() => Report.Reports(
        """
        class Sentinel(string[] stores) : IHostedService
        {
            private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(5));

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _ = CheckLoop([|cancellationToken|]);
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            private async Task CheckLoop(CancellationToken cancellationToken)
            {
                while (!cancellationToken.IsCancellationRequested)
                {
                    Check();
                    await _timer.WaitForNextTickAsync(cancellationToken);
                }
            }

            private void Check() { foreach (var store in stores) Console.WriteLine(store); }
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("_made = TimeProvider.System.CreateTimer(_ => Once([|token|]), null, default, default); return Task.CompletedTask;")]
    [InlineData("_made = TimeProvider.System.CreateTimer(Tick, [|token|], default, default); return Task.CompletedTask;")]
    [InlineData("_made = Made(_ => Once([|token|])); return Task.CompletedTask;")]
    [InlineData("_timer = new Timer(Tick, [|token|], 0, 1000); return Task.CompletedTask;")]
    [InlineData("_timer = new Timer(Tick, (1, [|token|]), 0, 1000); return Task.CompletedTask;")]
    [InlineData("new Thread(o => LoopAsync((CancellationToken)o!).Wait()).Start([|token|]); return Task.CompletedTask;")]
    [InlineData("var t = new System.Timers.Timer(); t.Elapsed += async (_, _) => await Once([|token|]); t.Start(); return Task.CompletedTask;")]
    [InlineData("lifetime.ApplicationStarted.Register(() => _run = LoopAsync([|token|])); return Task.CompletedTask;")]
    public Task TimersThreadsAndCallbacks_AreReported(string body) => Report.Reports(Made(body), message: "never fires at SIGTERM");

    [Theory]
    [InlineData("Received += (_, _) => Once([|token|]); return Task.CompletedTask;")]
    [InlineData("source.Subscribe(_ => Once([|token|])); return Task.CompletedTask;")]
    public Task Handlers_AreASuggestion(string body) => Report.Reports(Made(body), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("Received += (_, _) => Once(_cts.Token); return Once(token);")]
    [InlineData("new List<int>().ForEach(_ => Once(token).Wait()); return Task.CompletedTask;")]
    [InlineData("Received += (_, _) => Console.WriteLine(); return Once(token);")]
    [InlineData("lifetime.ApplicationStopping.Register(() => Once(_cts.Token)); return Task.CompletedTask;")]
    public Task OtherTokensAndCallbacks_AreSilent(string body) => Report.IsSilent(Made(body));

    private static string Made(string body) =>
        $$"""
        interface ISource { IDisposable Subscribe(Action<int> handler); }

        class Service(IHostApplicationLifetime lifetime, ISource source) : IHostedService
        {
            private readonly CancellationTokenSource _cts = new();
            private Task _run = Task.CompletedTask;
            private IDisposable? _made;
            private Timer? _timer;

            private event EventHandler? Received;

            public Task StartAsync(CancellationToken token) { {{body}} }

            public Task StopAsync(CancellationToken token) { _cts.Cancel(); _made?.Dispose(); _timer?.Dispose(); return _run; }

            private static Timer Made(TimerCallback callback) => new(callback, null, 0, 1000);

            private static void Tick(object? state) => Console.WriteLine(state);

            private static Task Once(CancellationToken stop) => Task.Delay(1, stop);

            private static async Task LoopAsync(CancellationToken stop) { while (!stop.IsCancellationRequested) await Task.Delay(100, stop); }

            public override string ToString() => $"{lifetime} {source} {Received}";
        }
        """;

    [Fact]
    public Task ShortWork_IsAnInfo() => Report.Reports(
        Service(NoCts, "_run = Task.Run(() => Once([|token|])); return Task.CompletedTask;"), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("_kept = [|token|]; _run = Task.Run(() => LoopAsync(_kept)); return Task.CompletedTask;")]
    [InlineData(
        "_linked = [|CancellationTokenSource.CreateLinkedTokenSource(token)|]; _run = Read(); return Task.CompletedTask; "
            + "async Task Read() => await LoopAsync(_linked.Token);")]
    public Task KeptToken_IsReportedWithoutAFix(string start) => Verify.OffersNothing(
        Service(
            "private CancellationToken _kept; private CancellationTokenSource? _linked; CancellationToken Current => _kept; "
                + "CancellationToken Other => _linked!.Token; " + NoCts, start));

    [Theory]
    [InlineData("return LoopAsync(token);")]
    [InlineData("return Task.Run(() => LoopAsync(token));")]
    [InlineData("_run = LoopAsync(token); return Task.WhenAll(_run);")]
    [InlineData("_run = LoopAsync(_cts.Token); return _run.WaitAsync(token);")]
    [InlineData("_run = Task.Run(() => LoopAsync(_cts.Token), token); return Task.CompletedTask;")]
    [InlineData("_own = CancellationTokenSource.CreateLinkedTokenSource(token); _run = LoopAsync(_own.Token); return Task.CompletedTask;")]
    [InlineData("var warm = LoopAsync(token); return warm;")]
    [InlineData("Once(token); return Task.CompletedTask;")]
    [InlineData("var all = new[] { 1 }.Select(i => LoopAsync(token)); return Task.WhenAll(all);")]
    [InlineData("token.ThrowIfCancellationRequested(); _run = LoopAsync(CancellationToken.None); return Task.CompletedTask;")]
    public Task TokenOfTheStartItself_IsSilent(string start) => Report.IsSilent(Service(
        "private CancellationTokenSource? _own; private readonly CancellationTokenSource _cts = new(); "
            + "public Task StopAsync(CancellationToken t) { _own?.Cancel(); _cts.Cancel(); return _run; }", start));

    [Theory]
    [InlineData("Bridge.Report = async () => await File.ReadAllTextAsync(\"a\", [|token|]);")]
    [InlineData("_report = () => File.ReadAllTextAsync(\"a\", [|token|]);")]
    [InlineData("this.Report = () => { using var limit = CancellationTokenSource.CreateLinkedTokenSource([|token|]); return Ask(limit.Token); };")]
    public Task TokenInADelegateThatIsKept_IsASuggestion(string keep) => Report.Reports(
        Keeping(keep), severity: DiagnosticSeverity.Info, message: "the delegate kept in");

    [Theory]
    [InlineData("Func<Task<string>> read = () => File.ReadAllTextAsync(\"a\", token); await read();")]
    [InlineData("var bridge = new Bridge { Ask = () => File.ReadAllTextAsync(\"a\", token) }; await bridge.Ask();")]
    [InlineData("var bridge = new Bridge(); bridge.Ask = () => File.ReadAllTextAsync(\"a\", token); await bridge.Ask();")]
    [InlineData("Bridge.Report = () => File.ReadAllTextAsync(\"a\"); await Task.Delay(1, token);")]
    public Task TokenInADelegateOfTheStart_IsSilent(string start) => Report.IsSilent(Keeping(start));

    private static string Keeping(string start) =>
        $$"""
        class Bridge
        {
            public static Func<Task<string>>? Report { get; set; }
            public Func<Task<string>> Ask { get; set; } = () => Task.FromResult("");
        }

        class Service : IHostedService
        {
            private Func<Task<string>>? _report;
            public Func<Task<string>>? Report { get; set; }

            public async Task StartAsync(CancellationToken token)
            {
                {{start}}
                await Task.Yield();
            }

            public Task StopAsync(CancellationToken token) => _report?.Invoke() ?? Task.CompletedTask;
            private static Task<string> Ask(CancellationToken token) => File.ReadAllTextAsync("a", token);
        }
        """;

    [Fact]
    public Task BackgroundServiceOfOnesOwn_IsSilent() => Report.IsSilent(
        """
        abstract class Base : IHostedService
        {
            private Task? _run;
            private readonly CancellationTokenSource _cts = new();
            public virtual Task StartAsync(CancellationToken token)
            {
                _run = ExecuteAsync(_cts.Token);
                return _run.IsCompleted ? _run : Task.CompletedTask;
            }
            public virtual async Task StopAsync(CancellationToken token)
            {
                _cts.Cancel();
                await Task.WhenAny(_run!, Task.Delay(-1, token));
            }
            protected abstract Task ExecuteAsync(CancellationToken stop);
        }
        """);

    private static string Service(string members, string start) =>
        $$"""
        class Service : IHostedService
        {
            private Task _run = Task.CompletedTask;
            private Timer? _timer;

            public Task StartAsync(CancellationToken token)
            {
                {{start}}
            }

            {{members}}

            private static async Task LoopAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) await Task.Delay(100, stop);
            }

            private static void Once(CancellationToken stop) => Console.WriteLine(stop);
            private static void Tick(object? state) { }
        }
        """;
}
