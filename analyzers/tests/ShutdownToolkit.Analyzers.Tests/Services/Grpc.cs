using System.Threading.Channels;
using Grpc.Core;

public sealed class Tick
{
    public int Number { get; set; }
}

// what Grpc.Tools generates
public static partial class Clock
{
    public abstract partial class ClockBase
    {
        public virtual Task Watch(Tick request, IServerStreamWriter<Tick> responseStream, ServerCallContext context) =>
            throw new RpcException(new Status(StatusCode.Unimplemented, ""));

        public virtual Task Chat(IAsyncStreamReader<Tick> requestStream, IServerStreamWriter<Tick> responseStream, ServerCallContext context) =>
            throw new RpcException(new Status(StatusCode.Unimplemented, ""));
    }
}

public sealed class Until : Clock.ClockBase
{
    public override async Task Watch(Tick request, IServerStreamWriter<Tick> responseStream, ServerCallContext context)
    {
        while (!context.CancellationToken.IsCancellationRequested) //! STOP1703
        {
            await responseStream.WriteAsync(new Tick());
            await Task.Delay(1000);
        }
    }

    public override async Task Chat(
        IAsyncStreamReader<Tick> requestStream, IServerStreamWriter<Tick> responseStream, ServerCallContext context)
    {
        await foreach (var tick in requestStream.ReadAllAsync(context.CancellationToken)) //! STOP1703
        {
            await responseStream.WriteAsync(tick);
        }
    }
}

public sealed class OverAChannel(Channel<Tick> ticks) : Clock.ClockBase
{
    public override async Task Watch(Tick request, IServerStreamWriter<Tick> responseStream, ServerCallContext context)
    {
        await foreach (var tick in ticks.Reader.ReadAllAsync(context.CancellationToken)) //! STOP1703
        {
            await responseStream.WriteAsync(tick, context.CancellationToken);
        }
    }

    public override async Task Chat(
        IAsyncStreamReader<Tick> requestStream, IServerStreamWriter<Tick> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext()) //! STOP1703
        {
            await responseStream.WriteAsync(requestStream.Current);
        }
    }
}

// subscribers are kept; the call waits until its client leaves
public sealed class Subscribed : Clock.ClockBase
{
    private readonly List<IServerStreamWriter<Tick>> _subscribers = [];

    public override async Task Watch(Tick request, IServerStreamWriter<Tick> responseStream, ServerCallContext context)
    {
        _subscribers.Add(responseStream);
        var gone = new TaskCompletionSource<object?>();
        using var registration = context.CancellationToken.Register(() => gone.SetResult(null));
        await gone.Task; //! STOP1703
        _subscribers.Remove(responseStream);
    }

    public override async Task Chat(
        IAsyncStreamReader<Tick> requestStream, IServerStreamWriter<Tick> responseStream, ServerCallContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken); //! STOP1703
        }
        catch (TaskCanceledException)
        {
            await requestStream.MoveNext();
            _subscribers.Remove(responseStream);
        }
    }
}

// an export comes to its end
public sealed class Export(IReadOnlyList<Tick> all) : Clock.ClockBase
{
    public override async Task Watch(Tick request, IServerStreamWriter<Tick> responseStream, ServerCallContext context)
    {
        foreach (var tick in all)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await responseStream.WriteAsync(tick);
        }
    }
}

public sealed class HearsTheStop(IHostApplicationLifetime lifetime) : Clock.ClockBase
{
    public override async Task Watch(Tick request, IServerStreamWriter<Tick> responseStream, ServerCallContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        while (!either.IsCancellationRequested)
        {
            await responseStream.WriteAsync(new Tick());
            await Task.Delay(1000, either.Token);
        }
    }
}
