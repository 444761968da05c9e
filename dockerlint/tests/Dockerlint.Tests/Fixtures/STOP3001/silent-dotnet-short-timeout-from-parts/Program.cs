var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseShutdownTimeout(new TimeSpan(0, 0, 8));
builder.Build().Run();
