using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.LogsNotFlushedAnalyzer, ShutdownToolkit.CodeFixes.Rules.LogsNotFlushedFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.LogsNotFlushedAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class LogsNotFlushedTests
{
    private const string Seq = "new LoggerConfiguration().WriteTo.Seq(\"http://seq\").CreateLogger()";

    [Fact]
    public Task TopLevelStatements_AreGuarded() => Verify.Fixes(
        $$"""
        using Serilog;

        [|Log.Logger = {{Seq}}|];
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddSerilog();
        await builder.Build().RunAsync();
        """,
        $$"""
        using Serilog;

        Log.Logger = {{Seq}};
        try
        {
            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddSerilog();
            await builder.Build().RunAsync();
        }
        finally
        {
            Log.CloseAndFlush();
        }
        """);

    [Fact]
    public Task ExistingTry_GetsAFinally() => Verify.Fixes(
        WithMain($$"""
                    [|Serilog.Log.Logger = {{Seq}}|];
                    try
                    {
                        Host.CreateDefaultBuilder().UseSerilog().Build().Run();
                    }
                    catch (Exception)
                    {
                        Console.WriteLine("failed");
                    }
            """),
        WithMain($$"""
                    Serilog.Log.Logger = {{Seq}};
                    try
                    {
                        Host.CreateDefaultBuilder().UseSerilog().Build().Run();
                    }
                    catch (Exception)
                    {
                        Console.WriteLine("failed");
                    }
                    finally
                    {
                        Serilog.Log.CloseAndFlush();
                    }
            """));

    [Fact]
    public Task LocalFunctionsBelow_AreLeftToYou() => Verify.OffersNothing($$"""
        using Serilog;
        [|Log.Logger = {{Seq}}|];
        Run();
        void Run() => Host.CreateDefaultBuilder().UseSerilog().Build().Run();
        """);

    [Theory]
    [InlineData("WriteTo.File(\"log.txt\", buffered: true)", "'File'")]
    [InlineData("WriteTo.Console().WriteTo.Seq(\"http://seq\")", "'Seq'")]
    public Task SinkThatKeepsLines_IsNamed(string sinks, string name) => Report.Reports(
        $"using Serilog; [|Log.Logger = new LoggerConfiguration().{sinks}.CreateLogger()|]; "
            + "Host.CreateDefaultBuilder().UseSerilog().Build().Run();", message: name);

    [Theory]
    [InlineData("Log.Logger = SEQ; try { Host.CreateDefaultBuilder().UseSerilog().Build().Run(); } finally { Log.CloseAndFlush(); }")]
    [InlineData("Log.Logger = SEQ; await Host.CreateDefaultBuilder().UseSerilog().Build().RunAsync(); await Log.CloseAndFlushAsync();")]
    [InlineData("Log.Logger = SEQ; Host.CreateDefaultBuilder().UseSerilog((context, logging) => logging.WriteTo.Seq(\"x\")).Build().Run();")]
    [InlineData("Log.Logger = SEQ; Host.CreateDefaultBuilder().UseSerilog(dispose: true).Build().Run();")]
    [InlineData(
        "Log.Logger = SEQ; var builder = Host.CreateApplicationBuilder(args); builder.Services.AddSerilog(logging => logging.WriteTo.Seq(\"x\")); "
            + "builder.Build().Run();")]
    [InlineData("Log.Logger = new LoggerConfiguration().WriteTo.Console().CreateLogger(); Host.CreateDefaultBuilder().UseSerilog().Build().Run();")]
    [InlineData(
        "Log.Logger = new LoggerConfiguration().WriteTo.File(\"log.txt\").CreateLogger(); Host.CreateDefaultBuilder().UseSerilog().Build().Run();")]
    [InlineData("using var logger = SEQ; Host.CreateDefaultBuilder().UseSerilog(logger).Build().Run();")]
    public Task FlushedOrSynchronous_IsSilent(string body) => Report.IsSilent("using Serilog; " + body.Replace("SEQ", Seq, StringComparison.Ordinal));

    [Fact]
    public Task Library_IsSilent() => Report.IsSilent($"using Serilog; class Setup {{ static void Main() => Log.Logger = {Seq}; }}");

    private static string WithMain(string body) => $$"""
        using Serilog;

        Program.Main();

        partial class Program
        {
            static void Main()
            {
        {{body}}
            }
        }
        """;
}
