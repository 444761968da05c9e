// a gRPC stream that listens to its client only
// broken: exit 0, after the timeout
// fixed: exit 0, at once
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(options => options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
builder.Services.WithTimeout().AddGrpc();
var app = builder.Build();
app.MapGrpcService<Clock>();
app.ConnectWhenStarted(async url =>
{
    using var channel = GrpcChannel.ForAddress(url);
    using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(Ticks.Watch, null, default, "watch");
    while (await call.ResponseStream.MoveNext(CancellationToken.None))
        Row.Ready();
});
app.Run();

#if BROKEN
class Clock : TicksBase
#else
class Clock(IHostApplicationLifetime lifetime) : TicksBase
#endif
{
    public override async Task Watch(string request, IServerStreamWriter<string> responses, ServerCallContext context)
    {
#if BROKEN
        while (!context.CancellationToken.IsCancellationRequested)
        {
            await responses.WriteAsync("tick");
            await Task.Delay(500, context.CancellationToken);
        }
#else
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        while (!stopping.IsCancellationRequested)
        {
            await responses.WriteAsync("tick");
            await Task.Delay(500, stopping.Token);
        }
#endif
    }
}

// What Grpc.Tools would generate.
[BindServiceMethod(typeof(Ticks), nameof(Ticks.Bind))]
abstract class TicksBase
{
    public abstract Task Watch(string request, IServerStreamWriter<string> responses, ServerCallContext context);
}

static class Ticks
{
    private static readonly Marshaller<string> _text = Marshallers.Create(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);

    public static readonly Method<string, string> Watch = new(MethodType.ServerStreaming, "ticks", "Watch", _text, _text);

    public static void Bind(ServiceBinderBase binder, TicksBase? service) =>
        binder.AddMethod(Watch, service is null ? null : new ServerStreamingServerMethod<string, string>(service.Watch));
}
