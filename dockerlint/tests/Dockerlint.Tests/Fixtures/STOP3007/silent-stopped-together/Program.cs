var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<HostOptions>(options => options.ServicesStopConcurrently = true);
builder.Services.AddHostedService<Feed>();
builder.Services.AddHostedService<Sink>();
builder.Build().Run();
