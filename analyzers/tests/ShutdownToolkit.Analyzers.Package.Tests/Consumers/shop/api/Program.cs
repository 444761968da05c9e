var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(Drain.Seconds));
builder.Build().Run();

internal static class Drain
{
    public const int Seconds = 45;
}
