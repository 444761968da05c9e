var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<Drain>();
System.Diagnostics.Process.Start("redis-server", "--port 6400");
builder.Build().Run();
