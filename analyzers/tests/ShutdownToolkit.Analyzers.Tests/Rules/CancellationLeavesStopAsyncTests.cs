using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.CancellationLeavesStopAsyncAnalyzer, ShutdownToolkit.CodeFixes.Rules.CancellationLeavesStopAsyncFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.CancellationLeavesStopAsyncAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class CancellationLeavesStopAsyncTests
{
    private const string Forever = "while (true) await Task.Delay(1000, end);";

    [Theory]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); [|await _run|];")]
    [InlineData("_run = Task.Run(() => LoopAsync(_cts.Token));", "await _cts.CancelAsync(); [|await _run.WaitAsync(hurry)|];")]
    [InlineData(
        "_run = Task.Run(async () => { while (true) await Task.Delay(9, _cts.Token); }, CancellationToken.None);",
        "_cts.Cancel(); [|await _run|];")]
    [InlineData("_run = Task.Factory.StartNew(() => LoopAsync(_cts.Token)).Unwrap();", "_cts.Cancel(); [|await _run.ConfigureAwait(false)|];")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); [|await Task.WhenAll(_run, Task.Delay(1))|];")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); if (_run != null) [|await _run|];")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); var run = _run; [|await run|];")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); [|await (_run ?? Task.CompletedTask)|];")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); [|_run.Wait(hurry)|]; await Task.Yield();")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); [|_run.GetAwaiter().GetResult()|]; await Task.Yield();")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); try { [|await _run|]; } catch (TimeoutException) { }")]
    [InlineData(
        "_run = LoopAsync(_cts.Token);",
        "_cts.Cancel(); try { [|await _run|]; } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); try { [|await _run|]; } catch (Exception) { Console.WriteLine(); throw; }")]
    [InlineData("_all.Add(LoopAsync(_cts.Token));", "_cts.Cancel(); [|await Task.WhenAll(_all)|];")]
    [InlineData("_all = Enumerable.Range(0, 4).Select(_ => LoopAsync(_cts.Token)).ToList();", "_cts.Cancel(); [|await Task.WhenAll(_all)|];")]
    [InlineData("_run = LoopAsync(_cts.Token);", "await EndAsync(); } private async Task EndAsync() { _cts.Cancel(); [|await _run|];")]
    [InlineData("_run = LoopAsync(lifetime.ApplicationStopping);", "[|await _run|];")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); await Task.Yield(); } public async ValueTask DisposeAsync() { [|await _run|];")]
    public Task CancelThenAwait_IsReported(string start, string stop) => Report.Reports(Service(start, stop, Forever), message: "exit code 134");

    [Theory]
    [InlineData("using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(9)); while (await ticks.WaitForNextTickAsync(end)) Console.WriteLine();")]
    [InlineData("await foreach (var i in _queue.Reader.ReadAllAsync(end)) Console.WriteLine(i);")]
    [InlineData("while (!end.IsCancellationRequested) { await OneAsync(end); } async Task OneAsync(CancellationToken t) => await Task.Delay(9, t);")]
    [InlineData("while (true) { end.ThrowIfCancellationRequested(); await Task.Delay(9); }")]
    [InlineData(
        "while (!end.IsCancellationRequested) { try { await Task.Delay(9, end); } catch (Exception e) when (e is not "
            + "OperationCanceledException) { } }")]
    [InlineData("try { while (true) await Task.Delay(9, end); } finally { Console.WriteLine(); }")]
    [InlineData("while (true) { using var http = new HttpClient(); await http.GetStringAsync(\"http://x\", end); }")]
    [InlineData("try { while (true) await Task.Delay(9, end); } catch (OperationCanceledException) { Console.WriteLine(); throw; }")]
    public Task LoopThatEndsByTheException_IsReported(string loop) =>
        Report.Reports(Service("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); [|await _run|];", loop));

    [Theory]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); try { await _run; } catch (OperationCanceledException) { }")]
    [InlineData(
        "_run = LoopAsync(_cts.Token);",
        "_cts.Cancel(); try { await _run; } catch (OperationCanceledException) when (_cts.IsCancellationRequested) { }")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); try { await _run; } catch (Exception e) { Console.WriteLine(e); }")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); try { await _run; } catch { }")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); await Task.WhenAny(_run, Task.Delay(-1, hurry));")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); await _run.ContinueWith(_ => { });")]
    [InlineData("_run = LoopAsync(_cts.Token).ContinueWith(_ => { });", "_cts.Cancel(); await _run;")]
    [InlineData(
        "_run = LoopAsync(_cts.Token);",
        "_cts.Cancel(); try { await EndAsync(); } catch (TaskCanceledException) { } } private async Task EndAsync() { "
            + "await _run;")]
    [InlineData("_run = LoopAsync(CancellationToken.None);", "_cts.Cancel(); await _run;")]
    [InlineData("_run = Other.RunAsync(_cts.Token);", "_cts.Cancel(); await _run;")]
    [InlineData("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); await Task.Delay(10);")]
    public Task CaughtOrNotAwaited_IsSilent(string start, string stop) => Report.IsSilent(Service(start, stop, Forever));

    [Theory]
    [InlineData("try { while (true) await Task.Delay(9, end); } catch (OperationCanceledException) { }")]
    [InlineData("while (!end.IsCancellationRequested) { try { await Task.Delay(9, end); } catch (Exception) { } }")]
    [InlineData("while (!end.IsCancellationRequested) await Task.Delay(9);")]
    [InlineData("while (!end.IsCancellationRequested) await Task.Delay(9, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);")]
    [InlineData("while (!end.IsCancellationRequested) await Task.WhenAny(Task.Delay(9, end));")]
    [InlineData("await foreach (var i in _queue.Reader.ReadAllAsync()) Console.WriteLine(i);")]
    public Task LoopThatEndsQuietly_IsSilent(string loop) =>
        Report.IsSilent(Service("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); await _run;", loop));

    /// <summary>The source is another object's, and stop code has that object cancel it.</summary>
    [Theory]
    [InlineData("_server.Dispose(); [|await _run|];", "await socket.AcceptAsync(_end.Token);")]
    [InlineData("_server?.Dispose(); if (_run is not null) [|await _run.WaitAsync(hurry)|];", "await Task.Delay(-1, _end.Token);")]
    public Task TaskOfAnObjectThatStopCodeEnds_IsReported(string stop, string loop) => Report.Reports(Listening(stop, loop));

    [Theory]
    [InlineData("await _run;", "await socket.AcceptAsync(_end.Token);")]
    [InlineData("_server.Dispose(); await _run;", "await socket.AcceptAsync();")]
    [InlineData("_server.Dispose(); await _run;", "try { await socket.AcceptAsync(_end.Token); } catch (OperationCanceledException) { return; }")]
    [InlineData("_server.Dispose(); await Task.WhenAny(_run, Task.Delay(-1, hurry));", "await socket.AcceptAsync(_end.Token);")]
    [InlineData("_server.Forget(); await _run;", "await socket.AcceptAsync(_end.Token);")]
    public Task TaskOfAnObjectThatEndsQuietly_IsSilent(string stop, string loop) => Report.IsSilent(Listening(stop, loop));

    private static string Listening(string stop, string loop) =>
        $$"""
        using System.Net.Sockets;
        class Server : IDisposable
        {
            private readonly CancellationTokenSource _end = new();
            public async Task AcceptAsync(Socket socket) { while (!_end.IsCancellationRequested) { {{loop}} } }
            public void Dispose() { _end.Cancel(); _end.Dispose(); }
            public void Forget() { }
        }
        class Service : IHostedService
        {
            private readonly Server _server = new();
            private Task _run;

            public Task StartAsync(CancellationToken token)
            {
                _run = _server.AcceptAsync(new Socket(SocketType.Stream, ProtocolType.Tcp));
                return Task.CompletedTask;
            }

            public async Task StopAsync(CancellationToken hurry) { {{stop}} }
        }
        """;

    [Fact]
    public Task ExecuteTaskAwaited_IsReported() => Report.Reports("""
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop) { while (true) await Task.Delay(1000, stop); }

            public override async Task StopAsync(CancellationToken hurry) { await base.StopAsync(hurry); [|await ExecuteTask!|]; }
        }
        """);

    [Fact]
    public Task BaseStopAsync_IsSilent() => Report.IsSilent("""
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop) { while (true) await Task.Delay(1000, stop); }

            public override async Task StopAsync(CancellationToken hurry) => await base.StopAsync(hurry);
        }
        """);

    [Theory]
    [InlineData(
        "_cts.Cancel();\n        [|await _run|];",
        "_cts.Cancel();\n        try\n        {\n            await _run;\n        }\n"
            + "        catch (OperationCanceledException)\n        {\n        }")]
    [InlineData(
        "_cts.Cancel();\n        if (_run != null)\n            [|await _run.WaitAsync(hurry)|];",
        "_cts.Cancel();\n        if (_run != null)\n            try\n            {\n                await _run.WaitAsync(hurry);\n            }\n"
            + "            catch (OperationCanceledException)\n            {\n            }")]
    [InlineData("_cts.Cancel(); [|await _run|];", "_cts.Cancel(); try { await _run; } catch (OperationCanceledException) { }")]
    public Task Await_IsGuarded(string before, string after) =>
        Verify.Fixes(Formatted(before), Formatted(after));

    [Fact]
    public Task BlockingWait_IsLeftToYou() =>
        Verify.OffersNothing(Service("_run = LoopAsync(_cts.Token);", "_cts.Cancel(); [|_run.Wait()|]; await Task.Yield();", Forever));

    private static string Formatted(string stop) => $$"""
        class Service : IHostedService
        {
            private readonly CancellationTokenSource _cts = new();
            private Task _run = Task.CompletedTask;

            public Task StartAsync(CancellationToken token) { _run = LoopAsync(); return Task.CompletedTask; }

            public async Task StopAsync(CancellationToken hurry)
            {
                {{stop.Replace("\n", "\n", StringComparison.Ordinal)}}
            }

            private async Task LoopAsync() { while (true) await Task.Delay(1000, _cts.Token); }
        }
        """;

    private static string Service(string start, string stop, string loop) => $$"""
        static class Other { public static Task RunAsync(CancellationToken token) => Task.Delay(1, token); }

        class Service(IHostApplicationLifetime lifetime) : IHostedService
        {
            private readonly CancellationTokenSource _cts = new();
            private readonly System.Threading.Channels.Channel<int> _queue = System.Threading.Channels.Channel.CreateUnbounded<int>();
            private Task _run = Task.CompletedTask;
            private List<Task> _all = [];

            public Task StartAsync(CancellationToken token) { {{start}} return Task.CompletedTask; }

            public async Task StopAsync(CancellationToken hurry) { {{stop}} }

            private async Task LoopAsync(CancellationToken end) { {{loop}} }

            public override string ToString() => $"{lifetime} {_queue} {_all}";
        }
        """;
}
