using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.WorkAwaitedInStartAsyncAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class WorkAwaitedInStartAsyncTests
{
    [Theory]
    [InlineData("public async Task StartAsync(CancellationToken token) { [|while (true)|] await Task.Delay(100); }")]
    [InlineData(
        "public async Task StartAsync(CancellationToken token) { await [|LoopAsync()|]; } async Task LoopAsync() { while (true) await "
            + "Task.Delay(100); }")]
    [InlineData("public Task StartAsync(CancellationToken token) => [|LoopAsync()|]; async Task LoopAsync() { for (;;) await Task.Delay(100); }")]
    [InlineData("public async Task StartAsync(CancellationToken token) => await [|Task.Delay(Timeout.Infinite)|];")]
    public Task DeafWork_IsAWarning(string member) => Report.Reports(Service(member), severity: DiagnosticSeverity.Warning, message: "SIGKILL");

    [Theory]
    [InlineData("public async Task StartAsync(CancellationToken token) { [|while (!token.IsCancellationRequested)|] await Task.Delay(100, token); }")]
    [InlineData("public async Task StartAsync(CancellationToken token) => await [|Task.Delay(-1, token)|];")]
    [InlineData(
        "public async Task StartAsync(CancellationToken token) { using var t = new PeriodicTimer(TimeSpan.FromSeconds(1)); "
            + "[|while (await t.WaitForNextTickAsync(token))|] Console.WriteLine(); }")]
    [InlineData(
        "public Task StartAsync(CancellationToken token) => [|LoopAsync(token)|]; "
            + "async Task LoopAsync(CancellationToken t) { while (!t.IsCancellationRequested) await Task.Delay(100, t); }")]
    public Task WorkThatListensToTheToken_IsAnInfo(string member) =>
        Report.Reports(Service(member), severity: DiagnosticSeverity.Info, message: "never start");

    [Fact]
    public Task StartedAsync_IsAStartToo() => Report.Reports(
        """
        class Service : IHostedLifecycleService
        {
            public Task StartingAsync(CancellationToken token) => Task.CompletedTask;
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;
            public async Task StartedAsync(CancellationToken token) { [|while (true)|] await Task.Delay(100); }
            public Task StoppingAsync(CancellationToken token) => Task.CompletedTask;
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
            public Task StoppedAsync(CancellationToken token) => Task.CompletedTask;
        }
        """, message: "'Service.StartedAsync'");

    [Theory]
    [InlineData(
        "public async Task StartAsync(CancellationToken token) { while (true) { try { await Task.Delay(1, token); "
            + "break; } catch (IOException) { await Task.Delay(1000, token); } } }")]
    [InlineData(
        "public async Task StartAsync(CancellationToken token) { while (!token.IsCancellationRequested) { if (await TryAsync()) return; "
            + "await Task.Delay(1000, token); } } Task<bool> TryAsync() => Task.FromResult(true);")]
    [InlineData("public async Task StartAsync(CancellationToken token) { for (var i = 0; i < 10; i++) await Task.Delay(1000, token); }")]
    [InlineData("bool _ready; public async Task StartAsync(CancellationToken token) { while (!_ready) await Task.Delay(10, token); }")]
    [InlineData(
        "Task? _run; public Task StartAsync(CancellationToken token) { _run = LoopAsync(); "
            + "return Task.CompletedTask; } async Task LoopAsync() { while (true) await Task.Delay(100); }")]
    [InlineData(
        "Task? _run; public Task StartAsync(CancellationToken token) { _run = Task.Run(async () => { while (true) await Task.Delay(100); }); "
            + "return Task.CompletedTask; }")]
    [InlineData(
        "public async Task StartAsync(CancellationToken token) { foreach (var file in Directory.GetFiles(\".\")) await File.ReadAllTextAsync(file, "
            + "token); }")]
    [InlineData(
        "public async Task StartAsync(CancellationToken token) { var c = System.Threading.Channels.Channel.CreateUnbounded<int>(); "
            + "c.Writer.Complete(); await foreach (var i in c.Reader.ReadAllAsync(token)) Console.WriteLine(i); }")]
    [InlineData(
        "public async Task StartAsync(CancellationToken token) { var run = Task.Delay(-1, token); await Task.WhenAny(run, Task.Delay(10, token)); }")]
    public Task WorkThatEndsOrIsNotAwaited_IsSilent(string member) => Report.IsSilent(Service(member));

    [Fact]
    public Task OpenChannel_IsReported() => Report.Reports(Service(
        "readonly System.Threading.Channels.Channel<int> _c = System.Threading.Channels.Channel.CreateUnbounded<int>(); "
            + "public async Task StartAsync(CancellationToken token) { await [|foreach (var i in _c.Reader.ReadAllAsync())|] Console.WriteLine(i); "
            + "}"));

    [Theory]
    [InlineData("if (token.IsCancellationRequested) break; await Task.Delay(1000);")]
    [InlineData("if (token.IsCancellationRequested) { Console.WriteLine(1); return; } await Task.Delay(1000, token);")]
    public Task LoopThatIsLeftForTheTokenOnly_IsASuggestion(string turn) => Report.Reports(
        Service($"public async Task StartAsync(CancellationToken token) {{ [|while (true)|] {{ {turn} }} }}"), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("if (token.IsCancellationRequested) break; if (File.Exists(\"ready\")) break; await Task.Delay(1000, token);")]
    [InlineData("if (token.IsCancellationRequested || File.Exists(\"ready\")) break; await Task.Delay(1000, token);")]
    [InlineData("if (!token.IsCancellationRequested) break; await Task.Delay(1000, token);")]
    [InlineData("if (token.IsCancellationRequested) { await Task.Yield(); } else { break; }")]
    public Task LoopWithAnotherWayOut_IsSilent(string turn) => Report.IsSilent(
        Service($"public async Task StartAsync(CancellationToken token) {{ while (true) {{ {turn} }} }}"));

    [Fact]
    public Task LoopOfExecuteAsync_IsSilent() => Report.IsSilent(
        "class W : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stop) { while (true) await Task.Delay(1); } }");

    [Theory]
    [InlineData(
        "public async Task StartAsync(CancellationToken token) { [|while (true)|] { try { await ConnectAsync(); return; } "
            + "catch (Exception e) { Console.WriteLine(e); Thread.Sleep(5000); } } } Task ConnectAsync() => Task.CompletedTask;")]
    [InlineData(
        "public async Task StartAsync(CancellationToken token) { var connected = false; [|while (!connected)|] { try { await ConnectAsync(); "
            + "connected = true; } catch (IOException) { await Task.Delay(TimeSpan.FromSeconds(2)); } } } "
            + "Task ConnectAsync() => Task.CompletedTask;")]
    [InlineData(
        "public Task StartAsync(CancellationToken token) => [|ConnectAsync()|]; async Task ConnectAsync() { var attempt = 0; while (true) { try { "
            + "await File.ReadAllTextAsync(\"a\"); break; } catch (Exception) { attempt++; } await Task.Delay(5000); } }")]
    public Task RetryThatHearsNothing_IsAWarning(string member) =>
        Report.Reports(Service(member), severity: DiagnosticSeverity.Warning, message: "for as long as it fails the host is not started");

    [Theory]
    [InlineData("try { await ConnectAsync(); return; } catch (Exception) { await Task.Delay(5000, token); }")]
    [InlineData("token.ThrowIfCancellationRequested(); try { await ConnectAsync(); return; } catch (Exception) { await Task.Delay(5000); }")]
    [InlineData("try { await ConnectAsync(); return; } catch (Exception) { if (++attempt > 5) throw; await Task.Delay(5000); }")]
    [InlineData("try { await ConnectAsync(); return; } catch (Exception) { await Task.Delay(100); }")]
    [InlineData("try { await ConnectAsync(); return; } catch (Exception) { throw; }")]
    [InlineData("if (attempt++ > 10) return; try { await ConnectAsync(); return; } catch (Exception) { } Thread.Sleep(2000);")]
    public Task RetryThatGivesUpOrListens_IsSilent(string turn) => Report.IsSilent(Service(
        $"public async Task StartAsync(CancellationToken token) {{ var attempt = 0; while (true) {{ {turn} }} }} "
            + "Task ConnectAsync() => Task.CompletedTask;"));

    private static string Service(string member) =>
        $$"""
        class Service : IHostedService
        {
            {{member}}

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """;
}
