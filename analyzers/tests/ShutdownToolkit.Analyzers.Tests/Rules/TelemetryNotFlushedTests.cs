using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.TelemetryNotFlushedAnalyzer, ShutdownToolkit.CodeFixes.Rules.TelemetryNotFlushedFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.TelemetryNotFlushedAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class TelemetryNotFlushedTests
{
    [Fact]
    public Task DroppedProvider_IsHeld() => Verify.Fixes(
        """
        using OpenTelemetry;
        using OpenTelemetry.Trace;

        Sdk.CreateTracerProviderBuilder().AddSource("work").[|Build|]();
        await Task.Delay(1000);
        """,
        """
        using OpenTelemetry;
        using OpenTelemetry.Trace;

        using var tracerProvider = Sdk.CreateTracerProviderBuilder().AddSource("work").Build();
        await Task.Delay(1000);
        """);

    [Fact]
    public Task FactoryThatExports_IsHeld() => Verify.Fixes(
        Logging("var factory = LoggerFactory.[|Create|]"), Logging("using var factory = LoggerFactory.Create"));

    [Theory]
    [InlineData("AddOpenTelemetry", "factory.Dispose();")]
    [InlineData("AddConsole", "")]
    [InlineData("AddOpenTelemetry", "Console.WriteLine(factory);")]
    public Task FactoryThatIsDisposedOrWritesAtOnce_IsSilent(string sink, string end) =>
        Report.IsSilent(Logging("var factory = LoggerFactory.Create").Replace("AddOpenTelemetry", sink, StringComparison.Ordinal) + end);

    private static string Logging(string create) => $"""
        using Microsoft.Extensions.Logging;
        using OpenTelemetry.Logs;

        {create}(logging => logging.AddOpenTelemetry());
        factory.CreateLogger("job").LogInformation("done");

        """;

    [Fact]
    public Task UnusedLocal_IsHeld() => Verify.Fixes(
        """
        using OpenTelemetry;
        using OpenTelemetry.Metrics;

        var meters = Sdk.CreateMeterProviderBuilder().AddMeter("work").[|Build|]();
        await Task.Delay(1000);
        """,
        """
        using OpenTelemetry;
        using OpenTelemetry.Metrics;

        using var meters = Sdk.CreateMeterProviderBuilder().AddMeter("work").Build();
        await Task.Delay(1000);
        """);

    [Fact]
    public Task Discard_IsHeld() => Verify.Fixes(
        "using OpenTelemetry; using OpenTelemetry.Trace;\n_ = Sdk.CreateTracerProviderBuilder().[|Build|]();\n",
        "using OpenTelemetry; using OpenTelemetry.Trace;\nusing var tracerProvider = Sdk.CreateTracerProviderBuilder().Build();\n");

    [Fact]
    public Task SetupMethod_IsLeftToYou() => Verify.OffersNothing("""
        using OpenTelemetry; using OpenTelemetry.Trace;
        Setup.Telemetry();
        static class Setup { public static void Telemetry() { Sdk.CreateTracerProviderBuilder().[|Build|](); } }
        """);

    [Theory]
    [InlineData("using var tracing = Sdk.CreateTracerProviderBuilder().Build();")]
    [InlineData("using (Sdk.CreateTracerProviderBuilder().Build()) { }")]
    [InlineData("using (var tracing = Sdk.CreateTracerProviderBuilder().Build()) { }")]
    [InlineData("var tracing = Sdk.CreateTracerProviderBuilder().Build(); try { } finally { tracing.Dispose(); }")]
    [InlineData("var tracing = Sdk.CreateTracerProviderBuilder().Build(); tracing.ForceFlush();")]
    [InlineData("var tracing = Sdk.CreateTracerProviderBuilder().Build(); AppDomain.CurrentDomain.ProcessExit += (_, _) => tracing.Dispose();")]
    [InlineData("Setup.Keep(Sdk.CreateTracerProviderBuilder().Build());")]
    [InlineData("Setup.Tracing = Sdk.CreateTracerProviderBuilder().Build(); Setup.Tracing.Dispose();")]
    public Task DisposedOrHandedOn_IsSilent(string body) => Report.IsSilent(
        "using OpenTelemetry; using OpenTelemetry.Trace; " + body
            + " static class Setup { public static IDisposable? Tracing; public static void Keep(IDisposable tracing) => Tracing = tracing; }");

    [Theory]
    [InlineData("static class Setup { static readonly TracerProvider _tracing = Sdk.Make().[|Build|](); }")]
    [InlineData("static class Setup { static TracerProvider? _t; static void On() => _t = Sdk.Make().[|Build|](); }")]
    [InlineData("static class Setup { static TracerProvider? _t; static void On() => _t ??= Sdk.Make().[|Build|](); }")]
    [InlineData("static class Setup { static TracerProvider? _t; static void On() { if (_t == null) _t = Sdk.Make().[|Build|](); } }")]
    [InlineData("static class Setup { public static TracerProvider Tracing { get; } = Sdk.Make().[|Build|](); }")]
    [InlineData("class Setup { TracerProvider? _t; public void On() { this._t = Sdk.Make().[|Build|](); } }")]
    public Task FieldThatNothingDisposes_IsReported(string setup) =>
        Report.Reports(
        "using OpenTelemetry; using OpenTelemetry.Trace; await Task.Delay(1); "
            + setup.Replace("Make", "CreateTracerProviderBuilder", StringComparison.Ordinal));

    [Theory]
    [InlineData("static class Setup { static readonly TracerProvider _t = Sdk.Make().Build(); static void Off() => _t.Dispose(); }")]
    [InlineData("static class Setup { static TracerProvider? _t = Sdk.Make().Build(); static void Off() => _t?.Shutdown(); }")]
    [InlineData(
        "static class Setup { public static TracerProvider T { get; } = Sdk.Make().Build(); } "
        + "class U : IDisposable { public void Dispose() => Setup.T.Dispose(); }")]
    public Task FieldThatIsDisposed_IsSilent(string setup) =>
        Report.IsSilent(
        "using OpenTelemetry; using OpenTelemetry.Trace; await Task.Delay(1); "
            + setup.Replace("Make", "CreateTracerProviderBuilder", StringComparison.Ordinal));

    [Fact]
    public Task Library_IsSilent() => Report.IsSilent(
        "using OpenTelemetry; using OpenTelemetry.Trace; class Setup { void Telemetry() { Sdk.CreateTracerProviderBuilder().Build(); } }");
}
