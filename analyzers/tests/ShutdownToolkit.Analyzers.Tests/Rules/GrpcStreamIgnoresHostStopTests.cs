using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.GrpcStreamIgnoresHostStopAnalyzer, ShutdownToolkit.CodeFixes.Rules.GrpcStreamIgnoresHostStopFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.GrpcStreamIgnoresHostStopAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class GrpcStreamIgnoresHostStopTests
{
    private const string Linked =
        "CancellationTokenSource.CreateLinkedTokenSource("
        + "context.CancellationToken, context.GetHttpContext().RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping)";

    [Fact]
    public Task ServerStream_IsLinked() => Verify.Fixes(
        Service("""
                public async Task Ticks(Request request, IServerStreamWriter<Reply> replies, ServerCallContext context)
                {
                    [|while (!context.CancellationToken.IsCancellationRequested)|]
                    {
                        await replies.WriteAsync(new Reply());
                        await Task.Delay(1000, context.CancellationToken);
                    }
                }
            """),
        Service($$"""
                public async Task Ticks(Request request, IServerStreamWriter<Reply> replies, ServerCallContext context)
                {
                    using var stopping = {{Linked}};
                    while (!stopping.Token.IsCancellationRequested)
                    {
                        await replies.WriteAsync(new Reply());
                        await Task.Delay(1000, stopping.Token);
                    }
                }
            """));

    [Fact]
    public Task EndlessLoopWithoutAToken_HasNothingToReplace() => Verify.OffersNothing(Service("""
            public async Task Ticks(Request request, IServerStreamWriter<Reply> replies, ServerCallContext context)
            {
                [|while (true)|] await replies.WriteAsync(new Reply());
            }
            """));

    [Theory]
    [InlineData("await [|foreach (var request in requests.ReadAllAsync(context.CancellationToken))|] await replies.WriteAsync(new Reply());")]
    [InlineData("[|while (await requests.MoveNext(context.CancellationToken))|] await replies.WriteAsync(new Reply());")]
    [InlineData("[|while (await requests.MoveNext(CancellationToken.None))|] { for (;;) await replies.WriteAsync(new Reply()); }")]
    public Task DuplexStream_IsReported(string body) => Report.Reports(Service($$"""
            public async Task Chat(IAsyncStreamReader<Request> requests, IServerStreamWriter<Reply> replies, ServerCallContext context)
            {
                {{body}}
            }
            """), message: "'Chat'");

    [Theory]
    [InlineData(
        "using var both = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, Stopping); "
            + "while (!both.Token.IsCancellationRequested) await replies.WriteAsync(new Reply());")]
    [InlineData("while (!Stopping.IsCancellationRequested) await replies.WriteAsync(new Reply());")]
    [InlineData("for (var i = 0; i < 3; i++) await replies.WriteAsync(new Reply());")]
    [InlineData("foreach (var reply in new[] { new Reply() }) await replies.WriteAsync(reply, context.CancellationToken);")]
    [InlineData("while (true) { if (await Finished()) break; await replies.WriteAsync(new Reply()); }")]
    [InlineData("await Hub.Stream(replies, context.CancellationToken);")]
    [InlineData("while (!context.CancellationToken.IsCancellationRequested) await Task.Delay(1, context.CancellationToken);")]
    public Task FiniteOrHeardOrElsewhere_IsSilent(string body) => Report.IsSilent(Service($$"""
            private static CancellationToken Stopping => Hub.Token;

            private static Task<bool> Finished() => Task.FromResult(true);

            public async Task Ticks(Request request, IServerStreamWriter<Reply> replies, ServerCallContext context) { {{body}} }
            """));

    [Fact]
    public Task ServiceWithTheLifetime_IsSilent() => Report.IsSilent(Service("""
            public async Task Ticks(Request request, IServerStreamWriter<Reply> replies, ServerCallContext context)
            {
                while (!context.CancellationToken.IsCancellationRequested) await replies.WriteAsync(new Reply());
            }
            """, "(IHostApplicationLifetime lifetime)") + " partial class Ticker { void Use() => lifetime.StopApplication(); }");

    private static string Service(string members, string parameters = "") => $$"""
        using Grpc.Core;

        record Request; record Reply;
        static class Hub
        {
            public static CancellationToken Token;
            public static Task Stream(IServerStreamWriter<Reply> replies, CancellationToken token) => Task.CompletedTask;
        }

        partial class Ticker{{parameters}}
        {
        {{members}}
        }
        """;
}
