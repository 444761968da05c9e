using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.AckWithStopTokenAnalyzer, ShutdownToolkit.CodeFixes.Rules.AckWithStopTokenFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.AckWithStopTokenAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class AckWithStopTokenTests
{
    [Fact]
    public Task DeletedQueueMessage_IsDeletedInAnyCase() => Verify.Fixes(
        Worker("await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, [|stop|]);"),
        Worker("await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);"));

    [Fact]
    public Task NamedArgument_KeepsItsName() => Verify.Fixes(
        Worker("await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken: [|stop|]);"),
        Worker("await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken: CancellationToken.None);"));

    [Fact]
    public Task ConditionOnWhatTheTokenHelpedToReceive_IsNotAboutTheToken() => Report.Reports(
        Worker("if (message is not null) await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, [|stop|]);"));

    [Fact]
    public Task TokenPassedToAHelper_IsFollowed() => Report.Reports("""
        using Azure.Messaging.ServiceBus;

        class Worker(ServiceBusReceiver receiver) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested) await Handle(await receiver.ReceiveMessageAsync(null, stop), stop);
            }

            private async Task Handle(ServiceBusReceivedMessage message, CancellationToken token) =>
                await receiver.CompleteMessageAsync(message, [|token|]);
        }
        """, message: "CompleteMessageAsync gets 'token'");

    [Fact]
    public Task OwnSourceThatStopAsyncCancels_IsTheStop() => Report.Reports("""
        using RabbitMQ.Client;

        class Worker(IChannel channel) : IHostedService
        {
            private readonly CancellationTokenSource source = new();

            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public async Task Acknowledge(ulong tag) => await channel.BasicAckAsync(tag, false, [|source.Token|]);

            public Task StopAsync(CancellationToken token) => source.CancelAsync();
        }
        """);

    [Theory]
    [InlineData("await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);")]
    [InlineData("await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);")]
    [InlineData(
        "using var grace = new CancellationTokenSource(5000); await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, grace.Token);")]
    [InlineData("if (!stop.IsCancellationRequested) await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, stop);")]
    [InlineData("await File.WriteAllTextAsync(message.MessageId, message.PopReceipt, stop);")]
    [InlineData("await queue.ReceiveMessageAsync(null, stop);")]
    public Task OtherTokenOrOtherCall_IsSilent(string acknowledge) => Report.IsSilent(Worker(acknowledge));

    [Fact]
    public Task HandlersOwnToken_IsUnknown() => Report.IsSilent("""
        using Azure.Messaging.ServiceBus;

        class Worker : IHostedService
        {
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public Task Handle(ProcessMessageEventArgs args) => args.CompleteMessageAsync(args.Message, args.CancellationToken);

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task AbandonedMessage_MayBeLeft() => Report.IsSilent("""
        using Azure.Messaging.ServiceBus;

        class Worker(ServiceBusReceiver receiver) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop) =>
                await receiver.AbandonMessageAsync(await receiver.ReceiveMessageAsync(null, stop), null, stop);
        }
        """);

    private static string Worker(string acknowledge) => $$"""
        using Azure.Storage.Queues;

        class Worker(QueueClient queue) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var message = (await queue.ReceiveMessageAsync(null, stop)).Value;
                    {{acknowledge}}
                }
            }
        }
        """;
}
