using Orders.Api;

var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45));
builder.Services.AddSingleton<OrderStore>();

var app = builder.Build();
app.MapGet("/orders/{id:guid}", async (Guid id, OrderStore store, CancellationToken aborted) => await store.Find(id, aborted) is { } order
    ? Results.Ok(order)
    : Results.NotFound());
app.Run();
