namespace ShutdownToolkit.DotNetFacts;

/// <summary>The names by which source code says what ends its process.</summary>
internal static class HostNames
{
    /// <summary>Types and methods that build or are a host, of any age.</summary>
    public static readonly string[] Hosts =
    [
        "IHost", "IHostBuilder", "IHostApplicationBuilder", "HostBuilder", "HostApplicationBuilder", "WebApplication", "WebApplicationBuilder",
        "IWebHost", "IWebHostBuilder", "WebHost", "WebHostBuilder", "CreateDefaultBuilder", "CreateApplicationBuilder",
        "CreateEmptyApplicationBuilder", "DistributedApplication", "FunctionsApplication", "MauiApp", "HostFactory", "ServiceBase",
    ];

    /// <summary>Unlike a Generic Host with a web server in it, it reads the environment of ASPNETCORE_ for everything.</summary>
    public const string WebApplication = "WebApplication";

    /// <summary>The calls after which a built host runs until SIGTERM.</summary>
    public static readonly string[] Runs =
        ["Run", "RunAsync", "RunConsoleAsync", "WaitForShutdown", "WaitForShutdownAsync", "UseConsoleLifetime"];

    /// <summary>Calls by which an options type gets its values, from a method or from the settings.</summary>
    public static readonly string[] Bindings = ["Configure", "Bind", "BindConfiguration"];

    /// <summary>PosixSignalRegistration of .NET, UnixSignal of Mono.Unix.</summary>
    public static readonly string[] Signals = ["PosixSignalRegistration", "UnixSignal", "SIGTERM"];

    /// <summary>Events of the process that SIGTERM raised up to .NET 9.</summary>
    public static readonly string[] ProcessExits = ["ProcessExit", "Unloading"];

    /// <summary>
    /// Namespaces of command lines, and packages: System.CommandLine takes SIGTERM by itself, of the others it is not known to us.
    /// </summary>
    public static readonly string[] CommandLines =
    [
        "System.CommandLine", "Spectre.Console.Cli", "Cocona", "McMaster.Extensions.CommandLineUtils", "CliFx", "ConsoleAppFramework",
        "CommandLine", "CommandLineParser",
    ];

    /// <summary>A test or benchmark in an executable of its own.</summary>
    public static readonly string[] TestHosts = ["UseTestServer", "TestServer", "WebApplicationFactory", "BenchmarkRunner", "BenchmarkSwitcher"];

    /// <summary>Packages (by the start of their names) whose own entry point is a host, or may be.</summary>
    public static readonly string[] HostingPackages =
    [
        "Microsoft.Extensions.Hosting", "Microsoft.AspNetCore", "MassTransit", "NServiceBus", "Topshelf", "Akka", "Microsoft.Orleans",
        "Microsoft.Azure.Functions", "Amazon.Lambda", "Quartz", "Hangfire", "Wolverine", "Coravel", "Steeltoe", "Dapr", "Aspire.Hosting",
    ];
}
