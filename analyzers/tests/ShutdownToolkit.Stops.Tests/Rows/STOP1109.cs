// a drain beside the consumer that it drains
// broken: exit 0, at once, says "two at once"
// fixed: exit 0, at once, never says "two at once"
using System.Threading.Channels;

Row.Run<Outbox>();

class Outbox : BackgroundService
{
    private readonly Channel<string> _outbox = Channel.CreateUnbounded<string>();
    private int _sending;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var n = 0; n < 4; n++)
            _outbox.Writer.TryWrite("mail");
        await foreach (var mail in _outbox.Reader.ReadAllAsync(stoppingToken))
            await SendAsync(mail);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
#if BROKEN
        while (_outbox.Reader.TryRead(out var mail))
            await SendAsync(mail);
        await base.StopAsync(cancellationToken);
#else
        await base.StopAsync(cancellationToken);
        while (_outbox.Reader.TryRead(out var mail))
            await SendAsync(mail);
#endif
    }

    private async Task SendAsync(string mail)
    {
        if (Interlocked.Increment(ref _sending) > 1)
            Console.WriteLine("two at once");
        Row.Ready();
        await Task.Delay(800);
        File.AppendAllText("sent.log", mail);
        Interlocked.Decrement(ref _sending);
    }
}
