using Aspire.Hosting;

var builder = DistributedApplication.CreateBuilder(args);
builder.AddContainer("cache", "redis", "7");
builder.AddContainer("api", "debian", "12").WithEntrypoint("sh").WithArgs("-c", "/app/api | cat");
var web = builder.AddContainer("web", "registry.example/web", "1").WithHttpEndpoint(targetPort: 8080)
    .WithArgs("gunicorn", "--graceful-timeout", "60", "app:app");
web.WithContainerRuntimeArgs("--stop-timeout", "20");
builder.AddDockerfile("jobs", "jobs").WithContainerRuntimeArgs("--init").WithEnvironment("LEVEL", "debug");
builder.AddContainer("unknown", "debian", "12").WithEntrypoint("sh").WithArgs("-c", args[0]);
builder.AddDockerfile("mail", "mail", "docker/mail.Dockerfile").WithEnvironment("CACHE", $"redis://{args[0]}");
builder.Build().Run();
