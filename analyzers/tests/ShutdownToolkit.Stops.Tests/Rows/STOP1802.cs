// a tracer provider that nobody disposes
// broken: exit 0, at once, never says "exported"
// fixed: exit 0, at once, says "exported"
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

#if BROKEN
Sdk.CreateTracerProviderBuilder().AddSource("orders")
    .AddProcessor(new BatchActivityExportProcessor(new Printer(), scheduledDelayMilliseconds: 60_000)).Build();
#else
using var tracerProvider = Sdk.CreateTracerProviderBuilder().AddSource("orders")
    .AddProcessor(new BatchActivityExportProcessor(new Printer(), scheduledDelayMilliseconds: 60_000)).Build();
#endif
using var source = new ActivitySource("orders");
source.StartActivity("order")?.Dispose();
Row.Run<Worker>();

class Printer : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch)
    {
        Console.WriteLine("exported");
        return ExportResult.Success;
    }
}

class Worker : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Row.Ready();
        return Task.Delay(60_000, stoppingToken);
    }
}
