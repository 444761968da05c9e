var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "ok");
await app.StartAsync(); //! STOP1401
Console.WriteLine("listening");
await Task.Delay(Timeout.InfiniteTimeSpan);
