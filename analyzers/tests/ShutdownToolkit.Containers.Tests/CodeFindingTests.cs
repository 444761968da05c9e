using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>What spans code and deployment.</summary>
public sealed class CodeFindingTests
{
    private const string Dockerfile = "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n";

    private const string Compose = "services:\n  api:\n    build: .\n    stop_grace_period: 20s\n";

    private const string Pod = """
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
        """;

    [Theory]
    [InlineData("TimeSpan.FromSeconds(45)")]
    [InlineData("new TimeSpan(0, 0, 45)")]
    [InlineData("TimeSpan.FromMinutes(Limits.Minutes)")]
    [InlineData("TimeSpan.FromMilliseconds(1000 * 45)")]
    [InlineData("Limits.Stop")]
    public async Task ShutdownTimeout_LongerThanTheGrace_IsToldAtTheCodeAndShownAtTheFile(string timeout)
    {
        var findings = await Hosted($"builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = {timeout});")
            .With("compose.yaml", Compose).Findings();

        Assert.Equal(["api/Program.cs(2,52): Warning STOP3001", "api/compose.yaml(4,24): Info STOP3001"], findings.Select(Consumer.Place));
        Assert.Equal("api/compose.yaml", Consumer.Short(Assert.Single(findings[0].AdditionalLocations).GetLineSpan().Path));
        Assert.Equal("api/Program.cs", Consumer.Short(Assert.Single(findings[1].AdditionalLocations).GetLineSpan().Path));
        Assert.Contains("20 s of grace left, and the application may take 45 s", findings[0].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShutdownTimeout_IsMeasuredAgainstThePod() => Assert.Equal(
        ["api/Program.cs(2,52): Warning STOP3001", "api/k8s/api.yaml(9,38): Info STOP3001"],
        (await Hosted("builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45));")
            .With("k8s/api.yaml", Pod).Findings())
            .Where(static finding => finding.Id == "STOP3001").Select(Consumer.Place));

    [Theory]
    [InlineData("builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));")]
    [InlineData("builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Parse(args[0]));")]
    [InlineData("builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Limits.Computed);")]
    [InlineData("builder.Services.Configure<HostOptions>(builder.Configuration.GetSection(\"HostOptions\"));")]
    [InlineData("builder.Services.AddOptions<HostOptions>().BindConfiguration(\"HostOptions\");")]
    [InlineData("builder.Services.AddOptions<HostOptions>().Bind(builder.Configuration.GetSection(\"HostOptions\"));")]
    [InlineData("builder.Services.Configure<HostOptions>(options => { builder.Configuration.GetSection(\"HostOptions\").Bind(options); });")]
    [InlineData("builder.Services.Configure<Own>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45)); "
        + "builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));")]
    [InlineData("""
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = args.Length > 0 ? TimeSpan.FromSeconds(45) : TimeSpan.Zero);
        """)]
    public async Task ShutdownTimeout_ThatFitsOrIsNotKnown_IsSilent(string statement) =>
        Assert.Empty(await Hosted(statement).With("compose.yaml", Compose).Findings());

    [Theory]
    [InlineData("")]
    [InlineData("builder.Services.Configure<Own>(builder.Configuration.GetSection(\"Own\"));")]
    [InlineData("builder.Services.Configure<HostOptions>(options => options.ServicesStopConcurrently = true);")]
    public async Task Default_OfAHostThatNothingBinds_IsShown(string statement) => Assert.Equal(
        ["api/compose.yaml(4,24): Info STOP3001"],
        (await Hosted(statement).With("compose.yaml", Compose).Findings()).Select(Consumer.Place));

    [Fact]
    public async Task UseShutdownTimeout_Counts() => Assert.Equal(
        ["api/Program.cs(2,17): Warning STOP3001", "api/compose.yaml(4,24): Info STOP3001"],
        (await Hosted("builder.WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(45));").With("compose.yaml", Compose).Findings())
            .Select(Consumer.Place));

    [Fact]
    public async Task Settings_AreAsGoodAsCode() => Assert.Equal(
        ["api/compose.yaml(4,24): Warning STOP3001"],
        (await Hosted("").With("appsettings.json", """{ "shutdownTimeoutSeconds": 45 }""").With("compose.yaml", Compose).Findings())
            .Select(Consumer.Place));

    /// <summary>From the strongest, as measured with Hosting 10.</summary>
    [Theory]
    [InlineData("", 21)]
    [InlineData("DOTNET_SHUTDOWNTIMEOUTSECONDS: 40", 21)]
    [InlineData("SHUTDOWNTIMEOUTSECONDS: 22", 22)]
    [InlineData("DOTNET_ENVIRONMENT: Staging", 45)]
    [InlineData("ASPNETCORE_ENVIRONMENT: Staging", 45)]
    [InlineData("ASPNETCORE_ENVIRONMENT: Other", 21)]
    [InlineData("{ DOTNET_ENVIRONMENT: Other, ASPNETCORE_ENVIRONMENT: Staging }", 21)]
    public async Task Settings_AreThoseOfTheContainersEnvironment(string variables, int seconds) => Assert.Contains(
        $"may take {seconds} s",
        Assert.Single(await Configured(variables).Findings()).GetMessage(), StringComparison.Ordinal);

    [Theory]
    [InlineData("DOTNET_ENVIRONMENT: Quick")]
    [InlineData("SHUTDOWNTIMEOUTSECONDS: 3")]
    public async Task Settings_ThatFitInTheContainersEnvironment_AreSilent(string variables) => Assert.Empty(await Configured(variables).Findings());

    [Fact]
    public async Task Argument_GoesBeforeSettings() => Assert.Contains(
        "may take 50 s",
        Assert.Single(await Configured("", Dockerfile.Replace("dll\"]", "dll\", \"--shutdownTimeoutSeconds=50\"]", StringComparison.Ordinal))
            .Findings()).GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public async Task DefaultTimeout_IsInformationAtTheFile() => Assert.Equal(
        ["api/compose.yaml(4,24): Info STOP3001"], (await Hosted("").With("compose.yaml", Compose).Findings()).Select(Consumer.Place));

    [Fact]
    public async Task Pragma_SilencesTheCode() => Assert.DoesNotContain(
        "Program.cs",
        string.Concat((await Hosted(
            "#pragma warning disable STOP3001\nbuilder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(45));\n")
            .With("compose.yaml", Compose).Findings()).Select(Consumer.Place)),
        StringComparison.Ordinal);

    [Fact]
    public async Task IgnoreCommentInTheFile_SilencesBothEnds() => Assert.Empty(
        await Hosted("builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45));")
            .With("compose.yaml", Compose.Replace("    stop_grace", "    # dockerlint ignore=STOP3001 the rest may be cut\n    stop_grace",
                StringComparison.Ordinal))
            .Findings());

    [Fact]
    public async Task ConsoleWithoutHandler_IsToldAtMainAndShownAtTheDockerfile()
    {
        var findings = await new Consumer().With("Program.cs", "while (true) { await Task.Delay(500); }\n").With("Dockerfile", Dockerfile).Findings();

        Assert.Equal(["api/Dockerfile(4,13): Info STOP2008", "api/Program.cs(1,1): Warning STOP2008"], findings.Select(Consumer.Place));
        Assert.Equal(["api/Program.cs"], findings[0].AdditionalLocations.Select(static place => Consumer.Short(place.GetLineSpan().Path)));
        Assert.Contains("Dockerfile", string.Concat(findings[1].AdditionalLocations), StringComparison.Ordinal);
    }

    /// <summary>A service alone, with no Dockerfile of its own to be seen: the Compose file is the other end.</summary>
    [Fact]
    public async Task ConsoleWithoutHandler_HasTheComposeFileAsAdditionalLocation() => Assert.Contains(
        "compose.yaml",
        string.Concat((await new Consumer().With("Program.cs", "while (true) { await Task.Delay(500); }\n")
            .With("compose.yaml", "services:\n  api:\n    image: debian:12\n    entrypoint: [\"/app/Api\"]\n").Findings())
            .Single(static finding => finding.Location.IsInSource).AdditionalLocations),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create("
        + "System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => { }); while (true) { await Task.Delay(500); }")]
    [InlineData("await Host.CreateDefaultBuilder(args).Build().RunAsync();")]
    [InlineData("var app = WebApplication.CreateBuilder(args).Build(); app.Run();")]
    [InlineData("Console.WriteLine(1);")]
    public async Task ProgramThatHandlesTheSignalOrEnds_IsSilent(string program) => Assert.Empty(
        await new Consumer().With("Program.cs", program).With("Dockerfile", Dockerfile).Findings());

    [Fact]
    public async Task HostOfAnotherName_IsNoHost() => Assert.Equal(
        ["api/Program.cs(1,1): Warning STOP2008"],
        (await new Consumer()
            .With(
                "Program.cs",
                "while (true) { Own.Host.Create(); await Task.Delay(500); }\nnamespace Own { static class Host { public static void Create() { } } }")
            .With("Dockerfile", Dockerfile).Findings())
            .Where(static finding => finding.Severity == DiagnosticSeverity.Warning).Select(Consumer.Place));

    /// <summary>net10.0 speaks, and an image of .NET 8 starts what the same project builds for net8.0.</summary>
    [Theory]
    [InlineData("10.0-alpine", "true", 2)]
    [InlineData("8.0", "true", 0)]
    [InlineData("8.0", "", 2)]
    [InlineData("$VERSION", "true", 2)]
    public async Task ImageOfAnotherTargetFramework_IsNotThisBuilds(string tag, string hasFrameworks, int findings) => Assert.Equal(
        findings,
        (await new Consumer().With("Program.cs", "while (true) { await Task.Delay(500); }\n").Where("ShutdownToolkitHasFrameworks", hasFrameworks)
            .With("Dockerfile", $"ARG VERSION\nFROM mcr.microsoft.com/dotnet/runtime:{tag}\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n")
            .Findings()).Length);

    [Fact]
    public async Task AssemblyOfAnotherProject_IsUnknown() => Assert.Empty(
        await new Consumer().With("Program.cs", "while (true) { await Task.Delay(500); }\n")
            .With("Dockerfile", Dockerfile.Replace("Api.dll", "Other.dll", StringComparison.Ordinal)).Findings());

    private static Consumer Configured(string variables, string dockerfile = Dockerfile) => Hosted("", dockerfile)
        .With("appsettings.json", """{ "shutdownTimeoutSeconds": 21 }""")
        .With("appsettings.Staging.json", """{ "shutdownTimeoutSeconds": 45 }""")
        .With("appsettings.Quick.json", """{ "shutdownTimeoutSeconds": 4 }""")
        .With("compose.yaml", variables.Length == 0 ? Compose
            : $"{Compose}    environment:\n      {variables}\n".Replace("environment:\n      {", "environment: {", StringComparison.Ordinal));

    private static Consumer Hosted(string statement, string dockerfile = Dockerfile) => new Consumer()
        .With(
            "Program.cs",
            $$"""
            var builder = WebApplication.CreateBuilder(args);
            {{statement}}
            builder.Build().Run();

            internal static class Limits
            {
                public const double Minutes = 0.75;
                public static readonly TimeSpan Stop = TimeSpan.FromMinutes(Minutes);
                public static readonly TimeSpan Computed = TimeSpan.Parse("00:00:45");
            }

            internal sealed class Own
            {
                public TimeSpan ShutdownTimeout { get; set; }
            }
            """)
        .With("Dockerfile", dockerfile);
}
