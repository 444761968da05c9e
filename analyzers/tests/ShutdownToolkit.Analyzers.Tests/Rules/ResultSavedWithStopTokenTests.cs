using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.ResultSavedWithStopTokenAnalyzer, ShutdownToolkit.CodeFixes.Rules.ResultSavedWithStopTokenFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ResultSavedWithStopTokenAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ResultSavedWithStopTokenTests
{
    [Theory]
    [InlineData("await shop.ChargeAsync(1); await shop.SaveChangesAsync([|stop|]);")]
    [InlineData("await shop.ChargeAsync(1); shop.State = \"Done\"; await shop.SaveChangesAsync([|stop|]);")]
    [InlineData("var receipt = await shop.PayAsync(1); await shop.UpdateAsync(receipt, [|stop|]);")]
    [InlineData("var id = await shop.NextAsync(stop); await shop.ChargeAsync(id); await shop.SaveChangesAsync([|stop|]);")]
    [InlineData("await shop.SendAsync(1); await shop.MarkSentAsync(1, [|stop|]).ConfigureAwait(false);")]
    public Task SaveAfterWorkThatIsFinishedAnyway_IsReported(string turn) => Report.Reports(Worker(turn), message: "done again");

    [Theory]
    [InlineData("await shop.ChargeAsync(1); await shop.SaveChangesAsync(CancellationToken.None);")]
    [InlineData("await shop.SendAsync(1, stop); await shop.SaveChangesAsync(stop);")]
    [InlineData("var found = await shop.GetAsync(1); await shop.UpdateAsync(found, stop);")]
    [InlineData("await Task.Delay(1); await shop.SaveChangesAsync(stop);")]
    [InlineData("await shop.UpdateAsync(1); await shop.SaveChangesAsync(stop);")]
    [InlineData("await shop.SaveChangesAsync(stop); await shop.ChargeAsync(1);")]
    [InlineData("await shop.ChargeAsync(1); if (shop.State == \"x\") return; await shop.SaveChangesAsync(stop);")]
    public Task OtherOrder_IsSilent(string turn) => Report.IsSilent(Worker(turn));

    [Fact]
    public Task TurnInAMethodOfItsOwn_IsReported() => Report.Reports(
        Worker(
            "await TurnAsync(stop);",
            "async Task TurnAsync(CancellationToken stop) { await shop.ChargeAsync(1); await shop.SaveChangesAsync([|stop|]); }"));

    [Fact]
    public Task WorkThatIsDoneOnce_IsSilent() => Report.IsSilent(Worker(
        "await Task.Delay(1, stop);",
        "async Task OnceAsync(CancellationToken stop) { await shop.ChargeAsync(1); await shop.SaveChangesAsync(stop); }", "await OnceAsync(stop);"));

    [Fact]
    public Task Token_IsReplaced() => Verify.Fixes(
        Worker("await shop.ChargeAsync(1); await shop.SaveChangesAsync([|stop|]);"),
        Worker("await shop.ChargeAsync(1); await shop.SaveChangesAsync(CancellationToken.None);"));

    private static string Worker(string turn, string members = "", string first = "") => $$"""
        class Shop
        {
            public string State = "";
            public Task ChargeAsync(int id) => Task.Delay(id);
            public Task<int> PayAsync(int id) => Task.FromResult(id);
            public Task<int> NextAsync(CancellationToken token) => Task.FromResult(1);
            public Task<int> GetAsync(int id) => Task.FromResult(id);
            public Task SendAsync(int id, CancellationToken token = default) => Task.Delay(id, token);
            public Task MarkSentAsync(int id, CancellationToken token) => Task.Delay(id, token);
            public Task UpdateAsync(int id, CancellationToken token = default) => Task.Delay(id, token);
            public Task SaveChangesAsync(CancellationToken token) => Task.Delay(1, token);
        }

        class Worker(Shop shop) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop) { {{first}} while (!stop.IsCancellationRequested) { {{turn}} } }

            {{members}}
        }
        """;
}
