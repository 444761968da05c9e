var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<HostOptions>(builder.Configuration.GetSection("HostOptions"));
builder.Build().Run();
