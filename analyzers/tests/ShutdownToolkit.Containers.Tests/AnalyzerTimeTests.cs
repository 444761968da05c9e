using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Projects;
using Xunit.Abstractions;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>What the containers cost a build.</summary>
public sealed partial class AnalyzerTimeTests(ITestOutputHelper output)
{
    private const int Runs = 80;

    /// <summary>This thread's time on a processor, whatever else the machine does.</summary>
    private const int ThreadTime = 3;

    [Fact]
    public async Task ProjectWithoutContainers_RegistersNothing()
    {
        var compilation = await Code().With("stylecop.json", "{}").With("appsettings.json", "{}").Compiled();
        var asked = await compilation.GetAnalyzerTelemetryInfoAsync(compilation.Analyzers.Single(), CancellationToken.None);

        Assert.Equal((1, 0, 0), (asked.CompilationStartActionsCount, asked.AdditionalFileActionsCount, asked.SemanticModelActionsCount));
    }

    /// <summary>The bound is for a debug build on a busy machine; docs/compiler.md has the figure.</summary>
    [Fact]
    public async Task DockerfileComposeAndManifest_CostMilliseconds()
    {
        if (!OperatingSystem.IsLinux())
        {
            output.WriteLine("not measured: the time of a thread is asked as Linux gives it");
            return;
        }

        var times = new double[Runs];
        for (var i = 0; i < Runs; i++)
        {
            times[i] = Check(await Contained().Compiled());
        }

        // The first pays for its code; by half of them what is called often is compiled anew.
        var warm = times[(Runs / 2)..].Order().ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"first {times[0]:0.0} ms; then least {warm[0]:0.00}, median {warm[warm.Count / 2]:0.00}, most {warm[^1]:0.00} ms of a processor"));
        Assert.InRange(warm[0], 0.1, 20);
    }

    private static double Check(CompilationWithAnalyzers compilation)
    {
        var options = compilation.AnalysisOptions.Options!;
        var project = ProjectFacts.Of(compilation.Compilation, options.AnalyzerConfigOptionsProvider.GlobalOptions);
        var check = new ContainerCheck(compilation.Compilation, options, project);

        // To read the framework's metadata and to bind the code is the compiler's own work, whoever asks for it first.
        compilation.Compilation.GetDiagnostics();
        var before = Now();
        Assert.NotEmpty(check.Run(CancellationToken.None));
        return Now() - before;
    }

    private static double Now()
    {
        Assert.Equal(0, ClockGetTime(ThreadTime, out var time));
        return (time.Seconds * 1e3) + (time.Nanoseconds / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockGetTime(int clock, out TimeValue time);

    private struct TimeValue
    {
        public long Seconds;
        public long Nanoseconds;
    }

    private static Consumer Contained() => Code()
        .With("Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n")
        .With("compose.yaml", "services:\n  api:\n    build: .\n    stop_grace_period: 12s\n  cache:\n    image: redis:7\n")
        .With("k8s/api.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: api }
            spec:
              selector: { matchLabels: { app: api } }
              template:
                metadata: { labels: { app: api } }
                spec:
                  terminationGracePeriodSeconds: 30
                  containers: [{ name: api, image: registry.example/api:1 }]
            """);

    /// <summary>A host with a written timeout and fifty classes that have nothing to do with it.</summary>
    private static Consumer Code()
    {
        var classes = new StringBuilder();
        for (var i = 0; i < 50; i++)
        {
            classes.Append(CultureInfo.InvariantCulture, $$"""
                internal sealed class Model{{i}}(ILogger<Model{{i}}> logger)
                {
                    public IEnumerable<int> Even(IEnumerable<int> numbers)
                    {
                        logger.LogInformation("{Count} numbers", numbers.Count());
                        return numbers.Where(number => number % 2 == 0).Select(number => number * {{i}});
                    }
                }

                """);
        }

        return new Consumer()
            .With(
                "Program.cs",
                """
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));
                var app = builder.Build();
                app.MapGet("/", () => "ok");
                app.Run();
                """)
            .With("Models.cs", classes.ToString());
    }
}
