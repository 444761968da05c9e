using Microsoft.CodeAnalysis;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ProcessorNotStoppedAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ProcessorNotStoppedTests
{
    private const string Nothing = "public Task StopAsync(CancellationToken token) => Task.CompletedTask;";

    [Fact]
    public Task ServiceBusProcessor_ThatNobodyStops_IsReported() =>
        Report.Reports(ServiceBus(Nothing, mark: true), message: "'Listener' starts a Service Bus processor");

    [Fact]
    public Task EventHubsProcessor_ThatNobodyStops_IsReported() => Report.Reports("""
        using Azure.Messaging.EventHubs;

        class Listener(EventProcessorClient processor) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await [|processor.StartProcessingAsync(stop)|];
                await Task.Delay(Timeout.Infinite, stop);
            }
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Bus_ThatNobodyStops_IsReported() => Report.Reports($$"""
        using MassTransit;

        class Listener : IHostedService
        {
            private readonly IBusControl bus = Bus.Factory.CreateUsingRabbitMq(_ => { });

            public Task StartAsync(CancellationToken token) => [|bus.StartAsync(token)|];

            {{Nothing}}
        }
        """, message: "await StopAsync of the bus");

    [Theory]
    [InlineData("_system = [|ActorSystem.Create(\"orders\")|];", Nothing)]
    [InlineData("_system = [|ActorSystem.Create(\"orders\")|]; _system.ActorOf(Props.Empty, \"root\");", Nothing)]
    public Task ActorSystem_ThatNobodyTerminates_IsInfo(string start, string stop) =>
        Report.Reports(Actors(start, stop), severity: DiagnosticSeverity.Info, message: "await Terminate");

    [Theory]
    [InlineData("public Task StopAsync(CancellationToken token) => _system!.Terminate();")]
    [InlineData("public Task StopAsync(CancellationToken token) => "
        + "CoordinatedShutdown.Get(_system!).Run(CoordinatedShutdown.ClrExitReason.Instance);")]
    [InlineData("public Task StopAsync(CancellationToken token) { _system?.Dispose(); return Task.CompletedTask; }")]
    public Task ActorSystem_ThatIsTerminated_IsSilent(string stop) => Report.IsSilent(Actors("_system = ActorSystem.Create(\"orders\");", stop));

    private static string Actors(string start, string stop) =>
        $$"""
        using Akka.Actor;

        class Actors : IHostedService
        {
            private ActorSystem? _system;

            public Task StartAsync(CancellationToken token)
            {
                {{start}}
                return Task.CompletedTask;
            }

            {{stop}}

            public override string ToString() => _system?.Name ?? "";
        }
        """;

    [Theory]
    [InlineData("using MassTransit; var bus = Bus.Factory.CreateUsingRabbitMq(_ => { }); await [|bus.StartAsync()|]; Console.ReadLine();")]
    [InlineData("using MassTransit; var bus = Bus.Factory.CreateUsingRabbitMq(_ => { }); [|bus.Start()|]; "
        + "await Host.CreateApplicationBuilder(args).Build().RunAsync();")]
    [InlineData("using Akka.Actor; var system = [|ActorSystem.Create(\"s\")|]; await Host.CreateApplicationBuilder(args).Build().RunAsync();")]
    public Task StartedByTheProgram_IsReported(string main) => Report.Reports(main, message: "a finally of Main");

    [Theory]
    [InlineData("using MassTransit; var bus = Bus.Factory.CreateUsingRabbitMq(_ => { }); await bus.StartAsync(); Console.ReadLine(); await "
        + "bus.StopAsync();")]
    [InlineData("using Akka.Actor; var system = ActorSystem.Create(\"s\"); Console.ReadLine();")]
    [InlineData("using Akka.Actor; using var system = ActorSystem.Create(\"s\"); await Host.CreateApplicationBuilder(args).Build().RunAsync();")]
    public Task StoppedByTheProgramOrNoHost_IsSilent(string main) => Report.IsSilent(main);

    [Fact]
    public Task RabbitConsumer_ThatNobodyCancels_IsInfo() => Report.Reports(Rabbit(Nothing, "[|", "|]"), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("public Task StopAsync(CancellationToken token) => processor!.StopProcessingAsync(token);")]
    [InlineData("public async Task StopAsync(CancellationToken token) { if (processor is not null) await processor.CloseAsync(token); }")]
    [InlineData("public async Task StopAsync(CancellationToken token) => await processor!.DisposeAsync();")]
    [InlineData("public async Task StopAsync(CancellationToken token) => await client.DisposeAsync();")]
    [InlineData("public Task StopAsync(CancellationToken token) => Processors.StopAll(processor);")]
    public Task StoppedClosedDisposedOrHandedOn_IsSilent(string stop) => Report.IsSilent(ServiceBus(stop));

    [Fact]
    public Task ProcessorOfTheContainer_IsDisposedByIt() => Report.IsSilent($$"""
        using Azure.Messaging.ServiceBus;

        class Listener(ServiceBusProcessor processor) : IHostedService
        {
            public Task StartAsync(CancellationToken token) => processor.StartProcessingAsync(token);

            {{Nothing}}
        }
        """);

    [Fact]
    public Task BaseOfTheProject_MayStopIt() => Report.IsSilent("""
        using Azure.Messaging.ServiceBus;

        abstract class Base : BackgroundService { protected abstract ServiceBusProcessor Make(); }

        class Listener : Base
        {
            protected override ServiceBusProcessor Make() => new ServiceBusClient("").CreateProcessor("orders");

            protected override Task ExecuteAsync(
                CancellationToken stop) { var processor = new ServiceBusClient("").CreateProcessor("x");
                return processor.StartProcessingAsync(stop); }
        }
        """);

    [Theory]
    [InlineData("public async Task StopAsync(CancellationToken token) { await channel!.CloseAsync(token); }")]
    [InlineData("public Task StopAsync(CancellationToken token) => channel!.BasicCancelAsync(\"tag\", false, token);")]
    [InlineData("public Task StopAsync(CancellationToken token) { channel?.Dispose(); return Task.CompletedTask; }")]
    [InlineData("public Task StopAsync(CancellationToken token) { connection.Dispose(); return Task.CompletedTask; }")]
    public Task ClosedChannel_IsSilent(string stop) => Report.IsSilent(Rabbit(stop));

    [Fact]
    public Task NoHostedService_IsSilent() => Report.IsSilent(
        "using Azure.Messaging.ServiceBus; class Listener { Task Run() { var processor = new ServiceBusClient(\"\").CreateProcessor(\"x\"); "
            + "return processor.StartProcessingAsync(); } }");

    private static string ServiceBus(string stop, bool mark = false) => $$"""
        using Azure.Messaging.ServiceBus;

        static class Processors { public static Task StopAll(params ServiceBusProcessor?[] processors) => Task.CompletedTask; }

        class Listener : IHostedService
        {
            private readonly ServiceBusClient client = new("");
            private ServiceBusProcessor? processor;

            public async Task StartAsync(CancellationToken token)
            {
                processor = client.CreateProcessor("orders");
                await {{(mark ? "[|" : "")}}processor.StartProcessingAsync(token){{(mark ? "|]" : "")}};
            }

            {{stop}}
        }
        """;

    [Theory]
    [InlineData("[|new BackgroundJobServer()|]", "_server?.SendStop();", true)]
    [InlineData("new BackgroundJobServer()", "_server?.Dispose();", false)]
    [InlineData("new BackgroundJobServer()", "_server?.SendStop(); _server?.WaitForShutdown(TimeSpan.FromSeconds(5));", false)]
    public Task HangfireServer_IsDisposed(string created, string stop, bool isReported)
    {
        var code = $$"""
            using Hangfire;
            class Service : IHostedService
            {
                private BackgroundJobServer? _server;
                public Task StartAsync(CancellationToken token) { _server = {{created}}; return Task.CompletedTask; }
                public Task StopAsync(CancellationToken token) { {{stop}} return Task.CompletedTask; }
            }
            """;
        return isReported ? Report.Reports(code, message: "a Hangfire server") : Report.IsSilent(code);
    }

    private static string Rabbit(string stop, string open = "", string close = "") => $$"""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        class Listener(IConnection connection) : IHostedService
        {
            private IChannel? channel;

            public async Task StartAsync(CancellationToken token)
            {
                channel = await connection.CreateChannelAsync(cancellationToken: token);
                var consumer = new AsyncEventingBasicConsumer(channel);
                await {{open}}channel.BasicConsumeAsync("orders", autoAck: false, consumer, token){{close}};
            }

            {{stop}}
        }
        """;
}
