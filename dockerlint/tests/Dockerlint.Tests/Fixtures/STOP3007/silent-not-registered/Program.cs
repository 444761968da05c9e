var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Feed>();
builder.Build().Run();
