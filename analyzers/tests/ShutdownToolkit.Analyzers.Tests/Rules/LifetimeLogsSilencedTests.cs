using System.Collections.Immutable;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.LifetimeLogsSilencedAnalyzer, ShutdownToolkit.CodeFixes.Rules.LifetimeLogsSilencedFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.LifetimeLogsSilencedAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class LifetimeLogsSilencedTests
{
    [Fact]
    public Task Filter_GetsAnException() => Verify.Fixes(
        "var builder = Host.CreateApplicationBuilder(args);\n[|builder.Logging.AddFilter(\"Microsoft\", "
            + "LogLevel.Warning)|];\nbuilder.Build().Run();\n",
        "var builder = Host.CreateApplicationBuilder(args);\nbuilder.Logging.AddFilter(\"Microsoft\", "
            + "LogLevel.Warning).AddFilter(\"Microsoft.Hosting.Lifetime\", LogLevel.Information);\nbuilder.Build().Run();\n");

    [Fact]
    public Task SerilogOverride_GetsAnException()
    {
        const string Override = """MinimumLevel.Override("Microsoft", LogEventLevel.Warning)""";
        const string Exception = """MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)""";
        const string Usings = "using Serilog; using Serilog.Events;\n";
        const string Rest = ".WriteTo.Console().CreateLogger();\nHost.CreateDefaultBuilder().UseSerilog().Build().Run();\n";

        return Verify.Fixes(
            $"{Usings}Log.Logger = [|new LoggerConfiguration().{Override}|]{Rest}",
            $"{Usings}Log.Logger = new LoggerConfiguration().{Override}\n    .{Exception}{Rest}");
    }

    [Theory]
    [InlineData("builder.Logging", "    ")]
    [InlineData("builder.Logging\n        ", "        ")]
    [InlineData("builder.Logging\r\n        ", "        ")]
    public Task LongLine_IsBroken(string receiver, string indent)
    {
        var line = receiver.Contains('\r') ? "\r\n" : "\n";
        const string Filter = ".AddFilter(\"Microsoft\", /* the ones that are of no use to anybody who reads them */ LogLevel.Warning)";
        return Verify.Fixes(
            $"var builder = Host.CreateApplicationBuilder(args);{line}[|{receiver}{Filter}|];{line}builder.Build().Run();{line}",
            $"var builder = Host.CreateApplicationBuilder(args);{line}{receiver}{Filter}{line}{indent}"
                + ".AddFilter(\"Microsoft.Hosting.Lifetime\", /* the ones that are of no use to anybody who reads them */ LogLevel.Information);"
                + $"{line}builder.Build().Run();{line}");
    }

    [Fact]
    public Task SuppressedStatusMessages_AreShown() => Verify.Fixes(
        "var builder = Host.CreateApplicationBuilder(args);\nbuilder.Services.Configure<ConsoleLifetimeOptions>(options => "
            + "[|options.SuppressStatusMessages = true|]);\nbuilder.Build().Run();\n",
        "var builder = Host.CreateApplicationBuilder(args);\nbuilder.Services.Configure<ConsoleLifetimeOptions>(options => "
            + "options.SuppressStatusMessages = false);\nbuilder.Build().Run();\n");

    [Theory]
    [InlineData("builder.Logging.AddFilter(\"Microsoft.AspNetCore\", LogLevel.Warning);")]
    [InlineData("builder.Logging.AddFilter(\"Microsoft\", LogLevel.Information);")]
    [InlineData("builder.Logging.AddFilter(\"Microsoft\", LogLevel.Warning).AddFilter(\"Microsoft.Hosting.Lifetime\", LogLevel.Information);")]
    [InlineData("builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = args.Length > 0);")]
    [InlineData("using var own = LoggerFactory.Create(logging => logging.AddFilter(\"Microsoft\", LogLevel.Warning));")]
    public Task OtherCategoryOrShown_IsSilent(string body) =>
        Report.IsSilent($"var builder = Host.CreateApplicationBuilder(args); {body} builder.Build().Run();");

    [Fact]
    public Task Tool_IsSilent() => Report.IsSilent(
        "var builder = Host.CreateApplicationBuilder(args); builder.Logging.AddFilter(\"Microsoft\", LogLevel.Warning); builder.Build().Run();",
        TestProject.Default.With("PackAsTool", "true"));

    [Fact]
    public Task ProjectWithoutAHost_IsSilent() => Report.IsSilent(
        "var services = new ServiceCollection(); services.AddLogging(logging => logging.AddFilter(\"Microsoft\", LogLevel.Warning));");

    [Theory]
    [InlineData("{ \"Logging\": { \"LogLevel\": { \"Default\": \"Information\", \"Microsoft\": \"Warning\" } } }", "'Microsoft: Warning'")]
    [InlineData("{ // all\n \"logging\": { \"loglevel\": { \"default\": \"Error\", }, }, }", "'Default: Error'")]
    [InlineData("{ \"Logging:LogLevel:Microsoft.Hosting\": \"None\" }", "'Microsoft.Hosting: None'")]
    public async Task Settings_AreReportedAtTheLevel(string json, string entry)
    {
        var finding = Assert.Single(await Settings(("appsettings.json", json)));

        Assert.Contains(entry, finding.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(entry.Split(": ")[1].Trim('\''), json.Substring(finding.Location.SourceSpan.Start + 1, finding.Location.SourceSpan.Length - 2));
    }

    [Theory]
    [InlineData(
        "appsettings.json", "{ \"Logging\": { \"LogLevel\": { \"Microsoft\": \"Warning\", \"Microsoft.Hosting.Lifetime\": \"Information\" } } }")]
    [InlineData("appsettings.json", "{ \"Logging\": { \"LogLevel\": { \"Default\": \"Information\", \"Microsoft.AspNetCore\": \"Warning\" } } }")]
    [InlineData(
        "appsettings.json",
        "{ \"Logging\": { \"LogLevel\": { \"Default\": \"Warning\" }, \"Console\": { \"LogLevel\": { \"Microsoft\": \"Information\" } } } }")]
    [InlineData("appsettings.Development.json", "{ \"Logging\": { \"LogLevel\": { \"Microsoft\": \"Warning\" } } }")]
    [InlineData("appsettings.json", "{ \"ConnectionStrings\": { \"Default\": \"None\" } }")]
    [InlineData("appsettings.json", "{ \"Logging\": { \"LogLevel\": ")]
    [InlineData("appsettings.json", "")]
    public async Task OtherSettings_AreSilent(string file, string json) => Assert.Empty(await Settings((file, json)));

    [Fact]
    public async Task ProductionSettings_MayShowTheLinesAgain() => Assert.Empty(await Settings(
        ("appsettings.json", "{ \"Logging\": { \"LogLevel\": { \"Default\": \"Warning\" } } }"),
        ("appsettings.Production.json", "{ \"Logging\": { \"LogLevel\": { \"Microsoft.Hosting.Lifetime\": \"Information\" } } }")));

    private static async Task<ImmutableArray<Microsoft.CodeAnalysis.Diagnostic>> Settings(params (string File, string Json)[] files)
    {
        var project = TestProject.Default with { AdditionalFiles = files.ToImmutableDictionary(file => file.File, file => file.Json) };
        var document = project.Create("Host.CreateApplicationBuilder(args).Build().Run();");
        return await Analysis.Findings(document, project, [new LifetimeLogsSilencedAnalyzer()]);
    }
}
