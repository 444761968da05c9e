var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<Feed>();
builder.Build().Run();
