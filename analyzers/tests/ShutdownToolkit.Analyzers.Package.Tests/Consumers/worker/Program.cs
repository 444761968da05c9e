var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Loop>();
builder.Services.AddHostedService<Poller>();
await builder.Build().RunAsync();
