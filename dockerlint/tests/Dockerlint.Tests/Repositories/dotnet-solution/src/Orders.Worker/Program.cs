using Orders.Worker;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Shipping>();
builder.Build().Run();
