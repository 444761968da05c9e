var quit = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    quit.Cancel();
};
var app = WebApplication.Create(args);
await app.StartAsync(quit.Token); //! STOP1401
quit.Token.WaitHandle.WaitOne();
await app.StopAsync();
