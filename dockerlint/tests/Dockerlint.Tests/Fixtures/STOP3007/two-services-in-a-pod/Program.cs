var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<Feed>();
builder.Services.AddHostedService<Sink>();
builder.Build().Run();
