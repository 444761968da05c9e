using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ProcessorStoppedInItsHandlerAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ProcessorStoppedInItsHandlerTests
{
    [Theory]
    [InlineData("_processor.ProcessMessageAsync += async args => { await args.CompleteMessageAsync(args.Message); await "
        + "[|_processor.StopProcessingAsync()|]; };")]
    [InlineData("_processor.ProcessMessageAsync += async args => { if (Full) { await [|_processor.CloseAsync()|].ConfigureAwait(false); } };")]
    [InlineData("_processor.ProcessMessageAsync += _ => [|_processor.StopProcessingAsync()|];")]
    [InlineData("_processor.ProcessMessageAsync += _ => { [|_processor.StopProcessingAsync()|].Wait(); return Task.CompletedTask; };")]
    [InlineData("_processor.ProcessErrorAsync += async _ => await [|_processor.StopProcessingAsync()|];")]
    [InlineData("var local = client.CreateProcessor(\"q\"); local.ProcessMessageAsync += async _ => await [|local.StopProcessingAsync()|];")]
    [InlineData("_processor.ProcessMessageAsync += OnMessage; async Task OnMessage(ProcessMessageEventArgs args) => await "
        + "[|_processor.StopProcessingAsync()|];")]
    public Task AwaitedInTheHandler_IsReported(string body) => Report.Reports(Code(body), message: "waits for the running handlers");

    [Fact]
    public Task HandlerMethodAndWhatItAwaits_AreReported() =>
        Report.Reports(Code("_processor.ProcessMessageAsync += Handle;", stop: "await [|_processor.StopProcessingAsync()|];"));

    [Theory]
    // Not awaited: the handler ends, and the stop with it.
    [InlineData("_processor.ProcessMessageAsync += args => { _ = _processor.StopProcessingAsync(); return Task.CompletedTask; };")]
    [InlineData("_processor.ProcessMessageAsync += args => { Task.Run(async () => await _processor.StopProcessingAsync()); return "
        + "Task.CompletedTask; };")]
    [InlineData("_processor.ProcessMessageAsync += async args => { await Task.Yield(); _full.TrySetResult(); }; await _full.Task; await "
        + "_processor.StopProcessingAsync();")]
    [InlineData("_processor.ProcessMessageAsync += async args => await args.CompleteMessageAsync(args.Message);")]
    [InlineData("_processor.ProcessMessageAsync += async args => await using_(args); async Task using_(ProcessMessageEventArgs a) { await "
        + "using var s = client.CreateSender(\"x\"); await s.CloseAsync(); }")]
    public Task StoppedOutside_IsSilent(string body) => Report.IsSilent(Code(body));

    private static string Code(string body, string stop = "") =>
        $$"""
        using Azure.Messaging.ServiceBus;

        class Consumer(ServiceBusClient client)
        {
            private readonly ServiceBusProcessor _processor = client.CreateProcessor("orders");
            private readonly TaskCompletionSource _full = new();

            private bool Full => _full.Task.IsCompleted;

            public async Task RunAsync()
            {
                await Task.Yield();
                {{body}}
            }

            private async Task Handle(ProcessMessageEventArgs args)
            {
                await args.CompleteMessageAsync(args.Message);
                await StopHere();
            }

            private async Task StopHere()
            {
                await Task.Yield();
                {{stop}}
            }
        }
        """;
}
