using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.StopAsyncWithoutBaseAnalyzer, ShutdownToolkit.CodeFixes.Rules.StopAsyncWithoutBaseFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.StopAsyncWithoutBaseAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class StopAsyncWithoutBaseTests
{
    private const string Loop = "protected override Task ExecuteAsync(CancellationToken stop) => Task.Delay(-1, stop);";

    [Fact]
    public Task AsyncBody_StartsWithTheBase() => Verify.Fixes(
        Worker("""
            public override async Task [|StopAsync|](CancellationToken deadline)
            {
                // flush
                await Task.Yield();
            }
            """),
        Worker("""
            public override async Task StopAsync(CancellationToken deadline)
            {
                await base.StopAsync(deadline);
                // flush
                await Task.Yield();
            }
            """));

    /// <summary>ExecuteAsync hears of nothing but what the override does: the base, first, would wait for it in vain.</summary>
    [Fact]
    public Task WorkThatIgnoresTheToken_IsWaitedForAtTheEnd() => Verify.Fixes(
        Deaf("public override async Task [|StopAsync|](CancellationToken deadline)\n    {\n        await ending();\n    }"),
        Deaf("public override async Task StopAsync(CancellationToken deadline)\n    {\n        await ending();\n"
            + "        await base.StopAsync(deadline);\n    }"));

    private static string Deaf(string stop) =>
        $$"""
        class Runner(Func<Task> running, Func<Task> ending) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop) => await running();

            {{stop}}
        }
        """;

    [Fact]
    public Task CompletedTask_BecomesTheBaseCall() => Verify.Fixes(
        Worker("public override Task [|StopAsync|](CancellationToken token) => Task.CompletedTask;"),
        Worker("public override Task StopAsync(CancellationToken token) => base.StopAsync(token);"));

    [Fact]
    public Task ReturnOfACompletedTask_BecomesAsync() => Verify.Fixes(
        Worker("""
            public override Task [|StopAsync|](CancellationToken token)
            {
                Console.WriteLine("closed");
                return Task.CompletedTask;
            }
            """),
        Worker("""
            public override async Task StopAsync(CancellationToken token)
            {
                await base.StopAsync(token);
                Console.WriteLine("closed");
            }
            """));

    [Fact]
    public Task ReturnedTask_IsAwaitedAfterTheBase() => Verify.Fixes(
        Worker("""
            public override Task [|StopAsync|](CancellationToken token)
            {
                Console.WriteLine("closing");
                return Task.Delay(1, token);
            }
            """),
        Worker("""
            public override async Task StopAsync(CancellationToken token)
            {
                await base.StopAsync(token);
                Console.WriteLine("closing");
                await Task.Delay(1, token);
            }
            """));

    [Fact]
    public Task ExpressionBody_BecomesABlock() => Verify.Fixes(
        Worker("public override Task [|StopAsync|](CancellationToken token) => Task.Delay(1, token);"),
        Worker("""
            public override async Task StopAsync(CancellationToken token)
            {
                await base.StopAsync(token);
                await Task.Delay(1, token);
            }
            """));

    [Theory]
    [InlineData("_drains ? Task.Delay(1, token) : Task.CompletedTask")]
    [InlineData("_drains ? Task.CompletedTask : Task.Delay(1, token)")]
    [InlineData("_flushed ?? Task.CompletedTask")]
    [InlineData("_drains switch { true => Task.Delay(1, token), _ => Task.CompletedTask }")]
    public async Task WorkBesideACompletedTask_IsKept(string work)
    {
        const string Fields = "private readonly bool _drains = true; private readonly Task? _flushed = null;\n";
        await Verify.Fixes(
            Worker($"{Fields}public override Task [|StopAsync|](CancellationToken token) => {work};"),
            Worker($$"""
                {{Fields}}public override async Task StopAsync(CancellationToken token)
                {
                    await base.StopAsync(token);
                    await ({{work}});
                }
                """));
        await Verify.Fixes(
            Worker($$"""
                {{Fields}}public override Task [|StopAsync|](CancellationToken token)
                {
                    Console.WriteLine("closing");
                    return {{work}};
                }
                """),
            Worker($$"""
                {{Fields}}public override async Task StopAsync(CancellationToken token)
                {
                    await base.StopAsync(token);
                    Console.WriteLine("closing");
                    await ({{work}});
                }
                """));
    }

    [Fact]
    public Task QualifiedCompletedTask_BecomesTheBaseCall() => Verify.Fixes(
        Worker("public override Task [|StopAsync|](CancellationToken token) => System.Threading.Tasks.Task.CompletedTask;"),
        Worker("public override Task StopAsync(CancellationToken token) => base.StopAsync(token);"));

    [Fact]
    public Task ThrowBehindTheArrow_IsLeftToTheReader() => Verify.OffersNothing(
        Worker("public override Task [|StopAsync|](CancellationToken token) => throw new NotSupportedException();"));

    [Fact]
    public Task CommentBehindTheArrow_IsNotLost() => Verify.OffersNothing(
        Worker("""
            public override Task [|StopAsync|](CancellationToken token) => // what is left
                Task.Delay(1, token);
        """));

    [Fact]
    public Task SeveralReturns_AreLeftToTheReader() => Verify.OffersNothing(
        Worker("""
            public override Task [|StopAsync|](CancellationToken token)
            {
                if (token.IsCancellationRequested) return Task.CompletedTask;
                return Task.Delay(1, token);
            }
            """));

    [Fact]
    public Task OwnBaseClass_IsReportedToo() => Report.Reports(
        $$"""
        abstract class Base : BackgroundService { {{Loop}} }
        class Worker : Base
        {
            public override Task [|StopAsync|](CancellationToken token) => Task.CompletedTask;
        }
        """, message: "StopAsync of 'Worker'");

    [Theory]
    [InlineData("public override Task StopAsync(CancellationToken token) => base.StopAsync(token);")]
    [InlineData(
        "public override async Task StopAsync(CancellationToken token) { try { await Task.Yield(); } finally { await base.StopAsync(token); } }")]
    [InlineData(
        "public override Task StopAsync(CancellationToken token) => FinishAsync(token); "
            + "async Task FinishAsync(CancellationToken t) { await base.StopAsync(t); }")]
    [InlineData("public override Task StopAsync(CancellationToken token) => Task.WhenAll(base.StopAsync(token), Task.Delay(1, token));")]
    [InlineData(
        "readonly CancellationTokenSource _cts = new(); public override async Task StopAsync(CancellationToken token) { _cts.Cancel(); "
            + "if (ExecuteTask is not null) await ExecuteTask.WaitAsync(token); }")]
    [InlineData(
        "readonly TaskCompletionSource _done = new(); readonly CancellationTokenSource _cts = new(); Task _loop = Task.CompletedTask; "
            + "public override async Task StopAsync(CancellationToken token) { await _cts.CancelAsync(); await _loop; }")]
    [InlineData("public Task StopAsync(string other) => Task.CompletedTask;")]
    [InlineData("public new Task StopAsync(CancellationToken token) => Task.CompletedTask;")]
    public Task BaseIsCalledOrItsWorkDone_IsSilent(string member) => Report.IsSilent(Worker(member));

    [Theory]
    [InlineData("Task ExecuteAsync(CancellationToken stop) => Task.CompletedTask;")]
    [InlineData("async Task ExecuteAsync(CancellationToken stop) { }")]
    public Task NothingToStop_IsSilent(string execute) => Report.IsSilent(
        $$"""
        class Worker : BackgroundService
        {
            protected override {{execute}}

            public override Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task AbstractOverride_IsSilent() => Report.IsSilent(
        $$"""
        abstract class Worker : BackgroundService
        {
            {{Loop}}
            public abstract override Task StopAsync(CancellationToken token);
        }
        """);

    [Fact]
    public Task PlainHostedService_IsSilent() => Report.IsSilent(
        """
        class Service : IHostedService
        {
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task OverrideThatStopsAProcessor_CallsTheBaseLast() => Verify.Fixes(
        Listener("while (!stop.IsCancellationRequested) await Task.Delay(1000, stop);", "[|StopAsync|]", ""),
        Listener("while (!stop.IsCancellationRequested) await Task.Delay(1000, stop);", "StopAsync", "        await base.StopAsync(token);\n"));

    [Fact]
    public Task ExecuteAsyncThatOnlyStartsTheProcessor_HasEndedByItself() =>
        Report.IsSilent(Listener("", "StopAsync", ""));

    [Fact]
    public Task RestOfTheMethod_StaysAsItIsWritten() => Verify.Fixes(
        Worker("""
            private int _x;
                public override Task [|StopAsync|](CancellationToken token)
                {
            #if DEBUG
                    System.Console.WriteLine( this._x );
            #endif
                    // Odd on purpose.
                    if(this._x==1){ System.String   name="a" ; Console.WriteLine( name ); }
                    return Task.CompletedTask; // kept
                }
            """),
        Worker("""
            private int _x;
                public override async Task StopAsync(CancellationToken token)
                {
                    await base.StopAsync(token);
            #if DEBUG
                    System.Console.WriteLine( this._x );
            #endif
                    // Odd on purpose.
                    if(this._x==1){ System.String   name="a" ; Console.WriteLine( name ); }
                    return; // kept
                }
            """));

    private static string Listener(string wait, string stopAsync, string last) =>
        $$"""
        using Azure.Messaging.ServiceBus;

        class Listener(ServiceBusClient client) : BackgroundService
        {
            private readonly ServiceBusProcessor _processor = client.CreateProcessor("orders");

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                _processor.ProcessMessageAsync += message => message.CompleteMessageAsync(message.Message, stop);
                await _processor.StartProcessingAsync(stop);
                {{wait}}
            }

            public override async Task {{stopAsync}}(CancellationToken token)
            {
                await _processor.StopProcessingAsync( token );
        {{last}}    }
        }
        """;

    private static string Worker(string member) =>
        $$"""
        class Worker : BackgroundService
        {
            {{Loop}}

            {{member.ReplaceLineEndings("\n    ")}}
        }
        """;
}
