using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.BatchLostAtStopAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class BatchLostAtStopTests
{
    [Theory]
    // Full or not, what is left when the loop ends is gone.
    [InlineData("await foreach (var i in _reader.ReadAllAsync(stop)) { [|batch.Add(i)|]; if (batch.Count >= 9) { await SaveAsync(batch); "
        + "batch.Clear(); } }")]
    [InlineData("while (!stop.IsCancellationRequested) { [|batch.Add(await _reader.ReadAsync(stop))|]; if (batch.Count >= 9) { await "
        + "SaveAsync(batch); batch = []; } }")]
    [InlineData("while (await _reader.WaitToReadAsync(stop)) { while (_reader.TryRead(out var i)) { [|batch.Add(i)|]; } if (batch.Count >= "
        + "9) { await SaveAsync(batch); batch.Clear(); } }")]
    [InlineData("while (await _reader.WaitToReadAsync(stop)) { while (_reader.TryRead(out var i)) { [|batch.Add(i)|]; } if (batch.Count < 9) "
        + "continue; await SaveAsync(batch); batch.Clear(); }")]
    [InlineData("foreach (var i in _blocking.GetConsumingEnumerable(stop)) { [|batch.Add(i)|]; if (batch.Count >= 9) { await "
        + "SaveAsync(batch); batch.Clear(); } stop.ThrowIfCancellationRequested(); }")]
    [InlineData("while (!stop.IsCancellationRequested) { if (_queue.TryDequeue(out var i)) [|batch.Add(i)|]; else await Task.Delay(100, "
        + "stop); if (batch.Count >= 9) { await SaveAsync(batch); batch.Clear(); } }")]
    [InlineData("while (!stop.IsCancellationRequested) { [|_kept.Add(await _reader.ReadAsync(stop))|]; if (_kept.Count >= 9) await FlushAsync(); }")]
    [InlineData("try { await foreach (var i in _reader.ReadAllAsync(stop)) { [|batch.Add(i)|]; if (batch.Count >= 9) { await "
        + "SaveAsync(batch); batch.Clear(); } } } catch (OperationCanceledException) { }")]
    // A turn that is cancelled while it collects.
    [InlineData("while (!stop.IsCancellationRequested) { var turn = new List<int>(); while (turn.Count < 9) [|turn.Add(await "
        + "_reader.ReadAsync(stop))|]; await SaveAsync(turn); }")]
    [InlineData("while (!stop.IsCancellationRequested) { var turn = new List<int>(); while (turn.Count < 9 && await "
        + "_reader.WaitToReadAsync(stop)) { while (_reader.TryRead(out var i)) [|turn.Add(i)|]; } await SaveAsync(turn); }")]
    [InlineData("while (true) { try { var turn = new List<int>(); for (var n = 0; n < 9; n++) [|turn.Add(await _reader.ReadAsync(stop))|]; "
        + "await SaveAsync(turn); } catch (OperationCanceledException) { break; } }")]
    public Task RestOfTheBatch_IsReported(string body) => Report.Reports(Worker(body), severity: DiagnosticSeverity.Warning, message: "holds "
        + "when the stop ends");

    [Theory]
    [InlineData("try { await foreach (var i in _reader.ReadAllAsync(stop)) { batch.Add(i); if (batch.Count >= 9) { await SaveAsync(batch); "
        + "batch.Clear(); } } } finally { await SaveAsync(batch); }")]
    [InlineData("try { await foreach (var i in _reader.ReadAllAsync(stop)) { batch.Add(i); if (batch.Count >= 9) { await SaveAsync(batch); "
        + "batch.Clear(); } } } catch (OperationCanceledException) { await SaveAsync(batch); }")]
    [InlineData("try { await foreach (var i in _reader.ReadAllAsync(stop)) { batch.Add(i); if (batch.Count >= 9) { await SaveAsync(batch); "
        + "batch.Clear(); } } } catch (OperationCanceledException) { } await SaveAsync(batch);")]
    // STOP1007's.
    [InlineData("await foreach (var i in _reader.ReadAllAsync(stop)) { batch.Add(i); if (batch.Count >= 9) { await SaveAsync(batch); "
        + "batch.Clear(); } } await SaveAsync(batch);")]
    // Every turn handles what it took.
    [InlineData("while (await _reader.WaitToReadAsync(stop)) { while (_reader.TryRead(out var i)) batch.Add(i); await SaveAsync(batch); "
        + "batch.Clear(); }")]
    [InlineData("while (!stop.IsCancellationRequested) { var turn = new List<int>(); while (_queue.TryDequeue(out var i)) turn.Add(i); await "
        + "SaveAsync(turn); await Task.Delay(100, stop); }")]
    [InlineData("while (await _reader.WaitToReadAsync(stop)) { while (_reader.TryRead(out var i)) batch.Add(i); if (batch.Count == 0) continue; "
        + "await SaveAsync(batch); batch.Clear(); }")]
    [InlineData("while (!stop.IsCancellationRequested) { var turn = new List<int>(); while (_queue.TryDequeue(out var i)) turn.Add(i); "
        + "if (turn.Any()) await SaveAsync(turn); await Task.Delay(100, stop); }")]
    // The pause ends, and the turn goes on to its end.
    [InlineData("while (!stop.IsCancellationRequested) { var turn = new List<int>(); try { while (turn.Count < 9) turn.Add(await "
        + "_reader.ReadAsync(stop)); } catch (OperationCanceledException) { } await SaveAsync(turn); }")]
    // From a broker, which delivers again; or nobody's input at all.
    [InlineData("while (!stop.IsCancellationRequested) { batch.Add(await NextAsync(stop)); if (batch.Count >= 9) { await SaveAsync(batch); "
        + "batch.Clear(); } }")]
    [InlineData("await foreach (var i in _reader.ReadAllAsync(stop)) { batch.Add(i); }")]
    // Running work, not items: it goes on when nobody keeps it in a list.
    [InlineData("var running = new List<Task>(); while (!stop.IsCancellationRequested) { var one = await _reader.ReadAsync(stop); running.Add("
        + "SaveAsync(new List<int> { one })); if (running.Count == 9) running.Remove(await Task.WhenAny(running)); }")]
    // The channel is completed, and its reader comes to an end.
    [InlineData("await foreach (var i in _reader.ReadAllAsync()) { batch.Add(i); if (batch.Count >= 9) { await SaveAsync(batch); batch.Clear(); } }")]
    [InlineData("await foreach (var i in _reader.ReadAllAsync(stop)) { _stopped.Add(i); if (_stopped.Count >= 9) { await "
        + "SaveAsync(_stopped); _stopped.Clear(); } }")]
    [InlineData("try { await foreach (var i in _reader.ReadAllAsync(stop)) { _kept.Add(i); if (_kept.Count >= 9) await FlushAsync(); } } "
        + "finally { await FlushAsync(); }")]
    public Task HandledOrNoRest_IsSilent(string body) => Report.IsSilent(Worker(body));

    [Theory]
    [InlineData("while (await timer.WaitForNextTickAsync(stop)) await FlushAsync();", "lock (_all) { all = _all.ToArray(); [|_all.Clear()|]; }")]
    [InlineData("while (!stop.IsCancellationRequested) { await Task.Delay(900, stop); await FlushAsync(); }", "all = [.. _all]; [|_all.Clear()|];")]
    [InlineData(
        "while (!stop.IsCancellationRequested) { await FlushAsync(); await Task.Delay(900, stop); }",
        "while ([|_queue.TryDequeue(out var one)|]) all = [.. all, one];")]
    public Task WhatWasPutThereSinceTheLastTick_IsASuggestion(string body, string take) => Report.Reports(
        Buffer(body, take), severity: DiagnosticSeverity.Info, message: "that 'Writer.Record' has put there since the last tick");

    [Theory]
    [InlineData("try { while (await timer.WaitForNextTickAsync(stop)) await FlushAsync(); } finally { await FlushAsync(); }", "")]
    [InlineData("try { while (true) { await Task.Delay(9, stop); await FlushAsync(); } } catch (OperationCanceledException) { } "
        + "await FlushAsync();", "")]
    // The wait ends, and its turn goes on to the flush.
    [InlineData("while (!stop.IsCancellationRequested) { try { await Task.Delay(900, stop); } catch (OperationCanceledException) { } "
        + "await FlushAsync(); }", "")]
    [InlineData("while (await timer.WaitForNextTickAsync(stop)) await FlushAsync();", "public override async Task StopAsync(CancellationToken hurry) "
        + "{ await base.StopAsync(hurry); await FlushAsync(); }")]
    // Nothing is done with them.
    [InlineData("while (await timer.WaitForNextTickAsync(stop)) lock (_all) _all.Clear();", "")]
    public Task BufferThatIsFlushedOnceMore_IsSilent(string body, string stop) =>
        Report.IsSilent(Buffer(body, "lock (_all) { all = _all.ToArray(); _all.Clear(); }", stop));

    /// <summary>Who has voted: the turn forgets them and begins anew.</summary>
    [Theory]
    [InlineData("_all.Clear();")]
    [InlineData("if (_all.Count > 3 || _all.Any() && _all.Contains(1)) _all.Clear();")]
    public Task ListThatIsOnlyAskedAndCleared_IsSilent(string take) =>
        Report.IsSilent(Buffer("while (await timer.WaitForNextTickAsync(stop)) await FlushAsync();", take));

    [Fact]
    public Task ListThatTheWorkerFillsItself_IsSilent() => Report.IsSilent(
        Buffer("while (await timer.WaitForNextTickAsync(stop)) { Record(1); await FlushAsync(); }", "all = _all.ToArray(); _all.Clear();"));

    private static string Buffer(string body, string take, string stop = "") =>
        $$"""
        using System.Collections.Concurrent;
        class Writer : BackgroundService
        {
            private readonly List<int> _all = [];
            private readonly ConcurrentQueue<int> _queue = new();

            public void Record(int one) { lock (_all) _all.Add(one); _queue.Enqueue(one); }

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                {{body}}
            }

            private async Task FlushAsync()
            {
                int[] all = [];
                {{take}}
                if (all.Length > 0) await File.AppendAllTextAsync("all", string.Join(' ', all));
            }

            {{stop}}
        }
        """;

    private static string Worker(string body) =>
        $$"""
        using System.Collections.Concurrent;
        using System.Threading.Channels;

        class Worker(ChannelReader<int> _reader, ConcurrentQueue<int> _queue, BlockingCollection<int> _blocking) : BackgroundService
        {
            private readonly List<int> _kept = [];
            private readonly List<int> _stopped = [];

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                var batch = new List<int>();
                {{body}}
            }

            public override async Task StopAsync(CancellationToken hurry)
            {
                await base.StopAsync(hurry);
                await SaveAsync(_stopped);
            }

            private async Task FlushAsync()
            {
                await SaveAsync(_kept);
                _kept.Clear();
            }

            private static Task SaveAsync(List<int> items) => File.WriteAllTextAsync("x", $"{items.Count}");

            private static Task<int> NextAsync(CancellationToken stop) => Task.FromResult(1);

            public override string ToString() => $"{_queue} {_blocking}";
        }
        """;
}
