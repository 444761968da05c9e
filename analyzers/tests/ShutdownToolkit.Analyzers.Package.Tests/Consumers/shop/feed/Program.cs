var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<Drain>();
builder.Build().Run();
