using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.CancelledTokenInCleanupAnalyzer, ShutdownToolkit.CodeFixes.Rules.CancelledTokenInCleanupFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.CancelledTokenInCleanupAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class CancelledTokenInCleanupTests
{
    /// <summary>In place of WORK.</summary>
    private const string Work = "while (!stop.IsCancellationRequested) await store.WorkAsync(stop);";

    [Theory]
    // In the handler.
    [InlineData("try { await store.WorkAsync(stop); } catch (OperationCanceledException) { await store.MarkAsync(1, [|stop|]); throw; }")]
    [InlineData("try { await store.WorkAsync(stop); } catch (TaskCanceledException) { await store.SaveChangesAsync([|stop|]); }")]
    [InlineData(
        "try { await store.WorkAsync(stop); } catch (OperationCanceledException) when (stop.IsCancellationRequested) { "
            + "await store.SendAsync(1, [|stop|]); }")]
    [InlineData("try { await store.WorkAsync(stop); } catch (Exception) when (stop.IsCancellationRequested) { await store.ReleaseAsync([|stop|]); }")]
    [InlineData(
        "while (true) { try { await store.WorkAsync(stop); } catch (OperationCanceledException) { await "
            + "store.MarkAsync(1, [|stop|]); break; } }")]
    // In a local function that only these call.
    [InlineData(
        "try { await store.WorkAsync(stop); } catch (OperationCanceledException) { await EndAsync(); } async Task EndAsync() { await "
            + "store.MarkAsync(1, default); await store.ReleaseAsync([|stop|]); }")]
    [InlineData("try { WORK } finally { await EndAsync(); } Task EndAsync() => store.FlushAsync([|stop|]);")]
    // In the finally around the work.
    [InlineData("try { WORK } finally { await store.FlushAsync([|stop|]); }")]
    [InlineData(
        "try { while (true) await store.WorkAsync(stop); } catch (OperationCanceledException) { } finally { await "
            + "File.AppendAllTextAsync(\"x\", \"y\", [|stop|]); }")]
    [InlineData("try { await Task.Delay(Timeout.Infinite, stop); } finally { await store.CloseAsync([|stop|]); }")]
    // Behind it.
    [InlineData("try { WORK } catch (OperationCanceledException) { } await store.FlushAsync([|stop|]);")]
    [InlineData(
        "while (!stop.IsCancellationRequested) { try { await Task.Delay(9, stop); } catch (OperationCanceledException) "
            + "{ break; } } await store.FlushAsync([|stop|]);")]
    [InlineData("while (!stop.IsCancellationRequested) { Thread.Sleep(9); } if (store.Count > 0) await store.FlushAsync([|stop|]);")]
    [InlineData("try { await Task.Delay(-1, stop); } catch (OperationCanceledException) { } await store.StopAsync([|stop|]);")]
    [InlineData("await Task.Delay(-1, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); await store.StopAsync([|stop|]);")]
    [InlineData(
        "try { await foreach (var i in queue.Reader.ReadAllAsync(stop)) store.Add(i); } catch "
            + "(OperationCanceledException) { } await store.FlushAsync([|stop|]);")]
    [InlineData("try { WORK } catch (OperationCanceledException) { } foreach (var i in new[] { 1 }) await store.SendAsync(i, [|stop|]);")]
    // Guarded by what is never true there.
    [InlineData(
        "try { WORK } catch (OperationCanceledException) { } if (store.Count > 0 && [|!stop.IsCancellationRequested|]) await "
            + "store.FlushAsync(stop);")]
    [InlineData(
        "while (!stop.IsCancellationRequested) Thread.Sleep(9); if ([|!stop.IsCancellationRequested|]) { await "
            + "store.SaveChangesAsync(default); }")]
    public Task CancelledToken_IsReported(string body) =>
        Report.Reports(Worker(body), severity: DiagnosticSeverity.Warning, message: "already cancelled");

    [Theory]
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { } await FlushAsync([|stop|]);")]
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { } if (store.Count > 0) { await FlushAsync([|stop|]); }")]
    [InlineData("try { await Task.Delay(9, stop); } catch { } try { await FlushAsync([|stop|]); } catch (IOException) { }")]
    [InlineData("await Task.Delay(9, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); await FlushAsync([|stop|]);")]
    [InlineData("var tick = Task.Delay(9, stop); await Task.WhenAny(tick, store.WorkAsync(default)); await FlushAsync([|stop|]);")]
    [InlineData("await Task.WhenAny(Task.Delay(9, stop), store.WorkAsync(default)); store.Add(1); await FlushAsync([|stop|]);")]
    public Task BufferEmptiedBehindAQuietWait_IsReported(string turn) =>
        Report.Reports(Worker("while (!stop.IsCancellationRequested) { " + turn + " }"), message: "without an exception");

    [Theory]
    // It leaves, throws, or asks first.
    [InlineData("await Task.Delay(9, stop); await FlushAsync(stop);")]
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { break; } await FlushAsync(stop);")]
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { } if (stop.IsCancellationRequested) "
        + "break; await FlushAsync(stop);")]
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { } if (!stop.IsCancellationRequested) "
        + "await FlushAsync(stop);")]
    [InlineData("var tick = Task.Delay(9, stop); var done = await Task.WhenAny(tick, store.WorkAsync(default)); await done; await FlushAsync(stop);")]
    [InlineData("await Task.WhenAny(Task.Delay(9, default), store.WorkAsync(default)); await FlushAsync(stop);")]
    // Its own token, a plain turn, work that may be left out.
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { } await FlushAsync(CancellationToken.None);")]
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { } await store.WorkAsync(stop);")]
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { } await store.FlushAsync(stop);")]
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { } await store.SaveChangesAsync(stop);")]
    [InlineData("try { await Task.Delay(9, stop); } catch (OperationCanceledException) { } await store.WorkAsync(stop); await FlushAsync(stop);")]
    public Task OtherTurn_IsSilent(string turn) => Report.IsSilent(Worker("while (!stop.IsCancellationRequested) { " + turn + " }"));

    [Fact]
    public Task FinallyOfEachTurn_IsInfo() => Report.Reports(
        Worker("while (!stop.IsCancellationRequested) { try { await store.WorkAsync(stop); } finally { await store.ReleaseAsync([|stop|]); } }"),
        severity: DiagnosticSeverity.Info, message: "in the middle of the turn");

    [Theory]
    [InlineData(
        "try { await store.WorkAsync(stop); } catch (OperationCanceledException) { await store.MarkAsync(1, "
            + "CancellationToken.None); throw; }")]
    [InlineData(
        "try { await store.WorkAsync(stop); } catch (OperationCanceledException) when (!stop.IsCancellationRequested) "
            + "{ await store.MarkAsync(1, stop); }")]
    [InlineData("try { await store.WorkAsync(stop); } catch (Exception) { await store.MarkAsync(1, stop); }")]
    [InlineData("try { await store.WorkAsync(stop); } catch (TimeoutException) { await store.MarkAsync(1, stop); }")]
    // A time-out is tried again; to wait, ask and log is no clean-up.
    [InlineData("while (true) { try { await store.WorkAsync(stop); } catch (OperationCanceledException) { await store.SendAsync(1, stop); } }")]
    [InlineData("while (true) { try { await store.WorkAsync(stop); } catch (OperationCanceledException) { await Task.Delay(9, stop); } }")]
    [InlineData("while (true) { try { await store.WorkAsync(stop); } catch (OperationCanceledException) { await store.LogAsync(stop); } }")]
    [InlineData("while (true) { try { await store.WorkAsync(stop); } finally { await Task.Delay(1000, stop); } }")]
    [InlineData("while (!stop.IsCancellationRequested) { await store.WorkAsync(stop); await store.SaveChangesAsync(stop); }")]
    // It may end without the stop.
    [InlineData("while (!stop.IsCancellationRequested) { if (store.Count == 3) break; Thread.Sleep(1); } await store.FlushAsync(stop);")]
    [InlineData("for (var i = 0; i < 3; i++) await store.WorkAsync(stop); await store.FlushAsync(stop);")]
    [InlineData("try { for (var i = 0; i < 3; i++) await store.WorkAsync(stop); } finally { await store.FlushAsync(stop); }")]
    [InlineData("try { await store.WorkAsync(stop); } finally { await store.FlushAsync(stop); }")]
    [InlineData(
        "try { await foreach (var i in queue.Reader.ReadAllAsync(stop)) store.Add(i); } catch "
            + "(OperationCanceledException) { } queue.Writer.Complete(); await store.FlushAsync(stop);")]
    // Decided by the token.
    [InlineData("try { WORK } finally { if (!stop.IsCancellationRequested) await store.ReconnectAsync(stop); }")]
    [InlineData("try { WORK } catch (Exception) { } if (!stop.IsCancellationRequested) Console.WriteLine(\"failed\");")]
    // A method of one's own that only looks.
    [InlineData(
        "try { WORK } finally { await SaveAsync(stop); } async Task SaveAsync(CancellationToken t) { if (t.CanBeCanceled) await "
            + "Task.Yield(); }")]
    public Task OtherTokenOrPlace_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Fact]
    public Task StopAsyncsOwnWait_IsTheOtherRules() => Report.IsSilent("""
        class Service : IHostedService
        {
            private readonly CancellationTokenSource _cts = new();
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;
            public async Task StopAsync(CancellationToken hurry) { try { _cts.Cancel(); } finally { await Stream.Null.FlushAsync(_cts.Token); } }
        }
        """);

    [Theory]
    [InlineData(
        "try { await store.WorkAsync(stop); } catch (OperationCanceledException) { await store.MarkAsync(1, [|stop|]); throw; }",
        "try { await store.WorkAsync(stop); } catch (OperationCanceledException) { await store.MarkAsync(1, CancellationToken.None); throw; }")]
    [InlineData(
        "try { WORK } catch (OperationCanceledException) { } if (store.Count > 0 && [|!stop.IsCancellationRequested|]) await store.FlushAsync(stop);",
        "try { WORK } catch (OperationCanceledException) { } if (store.Count > 0) await store.FlushAsync(CancellationToken.None);")]
    public Task Token_IsReplaced(string before, string after) => Verify.Fixes(Worker(before), Worker(after));

    private static string Worker(string body) => Around(body.Replace("WORK", Work, StringComparison.Ordinal));

    private static string Around(string body) => $$"""
        interface IStore
        {
            int Count { get; }
            void Add(int item);
            Task WorkAsync(CancellationToken token);
            Task MarkAsync(int id, CancellationToken token);
            Task SendAsync(int id, CancellationToken token);
            Task SaveChangesAsync(CancellationToken token);
            Task FlushAsync(CancellationToken token);
            Task CloseAsync(CancellationToken token);
            Task StopAsync(CancellationToken token);
            Task LogAsync(CancellationToken token);
            Task ReleaseAsync(CancellationToken token);
            Task ReconnectAsync(CancellationToken token);
        }

        class Worker(IStore store, System.Threading.Channels.Channel<int> queue) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop) { {{body}} }

            private async Task FlushAsync(CancellationToken token)
            {
                var batch = new List<int>();
                while (queue.Reader.TryRead(out var item)) batch.Add(item);
                await store.SendAsync(batch.Count, token);
            }

            public override string ToString() => $"{queue}{FlushAsync(default)}";
        }
        """;
}
