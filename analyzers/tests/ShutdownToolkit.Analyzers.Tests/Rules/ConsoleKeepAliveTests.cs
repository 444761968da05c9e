using Microsoft.CodeAnalysis;
using Verify = ShutdownToolkit.Analyzers.Tests.Verification.Verify<
    ShutdownToolkit.Analyzers.Rules.ConsoleKeepAliveAnalyzer, ShutdownToolkit.CodeFixes.Rules.ConsoleKeepAliveFixer>;
using Report = ShutdownToolkit.Analyzers.Tests.Verification.Verify<ShutdownToolkit.Analyzers.Rules.ConsoleKeepAliveAnalyzer>;

namespace ShutdownToolkit.Analyzers.Tests.Rules;

public sealed class ConsoleKeepAliveTests
{
    private const string Listener = "var server = new Server(); server.Start();";
    private const string ServerType = "class Server { public void Start() { } public void Stop() { } }";

    [Theory]
    [InlineData("Console.ReadLine();")]
    [InlineData("_ = Console.ReadKey(true);")]
    public Task StartedHost_IsWaitedForInstead(string read) => Verify.Fixes(
        $$"""
        using var host = Host.CreateApplicationBuilder(args).Build();
        await host.StartAsync();
        [|{{read}}|]
        """,
        """
        using var host = Host.CreateApplicationBuilder(args).Build();
        await host.StartAsync();
        await host.WaitForShutdownAsync();
        """);

    [Theory]
    [InlineData("[|while (Console.ReadKey(true).Key != ConsoleKey.Q) { }|]")]
    [InlineData("[|do { } while (Console.ReadKey().Key != ConsoleKey.Enter);|]")]
    public Task LoopOverTheConsole_IsAKeepAlive(string read) => Report.Reports("var host = new HostBuilder().Build(); host.Start(); " + read);

    [Theory]
    [InlineData("await _done.Task;")]
    [InlineData("await _done.Task.ConfigureAwait(false);")]
    [InlineData("_done.Task.Wait();")]
    [InlineData("await new TaskCompletionSource().Task;")]
    [InlineData("var never = new TaskCompletionSource<int>(); await never.Task;")]
    public Task SourceThatNoSignalCompletes_IsAKeepAlive(string wait) => Report.Reports(
        Application(wait.Insert(wait.IndexOf("await", StringComparison.Ordinal) is > 0 and var at ? at : 0, "[|") + "|]"), TestProject.Executable,
        DiagnosticSeverity.Info, ".Task keeps the process alive");

    [Theory]
    [InlineData("_work.Done += (_, _) => _done.SetResult(); await _done.Task;")]
    [InlineData("_ = Task.Run(() => _done.TrySetResult()); await _done.Task;")]
    [InlineData("_work.Run(_done); await _done.Task;")]
    [InlineData("Console.CancelKeyPress += (_, _) => Environment.Exit(0); await _done.Task;")]
    [InlineData("var app = WebApplication.Create(); await app.StartAsync(); await _done.Task;")]
    public Task SourceThatTheWorkCompletes_IsSilent(string body) => Report.IsSilent(Application(body), TestProject.Executable);

    private static string Application(string body) =>
        $$"""
        class Work { public event EventHandler? Done; public void Run(TaskCompletionSource done) => Done?.Invoke(done, EventArgs.Empty); }

        static class Start
        {
            private static readonly TaskCompletionSource _done = new();
            private static readonly Work _work = new();

            static async Task Main()
            {
                await Task.Yield();
                {{body}}
                Console.WriteLine("disposing");
            }

            public static void Shutdown() => _done.TrySetResult();
        }
        """;

    [Fact]
    public Task Dialogue_IsNoKeepAlive() => Report.IsSilent(
        "var host = new HostBuilder().Build(); host.Start(); while (Console.ReadLine() is { } line) { Console.WriteLine(line); }");

    [Fact]
    public Task HostOutOfScope_IsReportedWithoutFix() => Verify.OffersNothing(
        "Start(); [|Console.ReadLine();|] void Start() { var host = new HostBuilder().Build(); host.Start(); }");

    [Fact]
    public Task HostThatIsStoppedAfterwards_IsInformation() => Report.Reports(
        "var host = new HostBuilder().Build(); host.Start(); [|Console.ReadKey();|] await host.StopAsync();", severity: DiagnosticSeverity.Info,
        message: "throws at once");

    [Theory]
    [InlineData("Console.WriteLine(\"Press Enter to exit\"); [|Console.ReadLine();|]")]
    [InlineData("Console.Write(\"Hit any key ...\"); [|Console.ReadKey(true);|]")]
    [InlineData("Console.WriteLine(\"Press key to exit\"); Console.WriteLine(); await Task.Yield(); [|Console.ReadKey();|]")]
    public async Task SampleThatAsksForAKey_IsInformation(string read)
    {
        await Report.Reports("var host = new HostBuilder().Build(); host.Start(); " + read, severity: DiagnosticSeverity.Info);
        await Report.Reports(
            "var host = new HostBuilder().Build(); host.Start(); " + read, TestProject.Default.With("ContainerRepository", "server"),
            DiagnosticSeverity.Warning);
    }

    [Theory]
    [InlineData("await [|system.WhenTerminated|];")]
    [InlineData("[|system.WhenTerminated|].Wait();")]
    [InlineData("system.ActorOf(Props.Empty); [|system.WhenTerminated|].GetAwaiter().GetResult();")]
    public Task ActorSystemThatNothingTerminates_IsReported(string wait) => Report.Reports(
        "using Akka.Actor; var system = ActorSystem.Create(\"s\"); " + wait, message: "as PID 1");

    [Theory]
    [InlineData("await system.WhenTerminated;", "net9.0")]
    [InlineData("Console.CancelKeyPress += (_, e) => { e.Cancel = true; system.Terminate(); }; await system.WhenTerminated;", "net10.0")]
    [InlineData("await system.Terminate(); await system.WhenTerminated;", "net10.0")]
    [InlineData("await Host.CreateApplicationBuilder(args).Build().RunAsync(); await system.WhenTerminated;", "net10.0")]
    public Task ActorSystemThatIsTerminated_IsSilent(string wait, string framework) => Report.IsSilent(
        "using Akka.Actor; var system = ActorSystem.Create(\"s\"); " + wait, TestProject.Default.With("TargetFramework", framework));

    [Fact]
    public Task ServerOfOneself_IsInformation() => Report.Reports(
        $"{Listener} [|Console.ReadLine();|] {ServerType}", severity: DiagnosticSeverity.Info,
        message: "Console.ReadLine keeps the process alive: in a container");

    [Fact]
    public Task ActorsOfOneProcess_AreNoServiceByThemselves() => Report.Reports(
        """
        using Akka.Actor;
        var system = ActorSystem.Create("s");
        system.EventStream.Subscribe(system.DeadLetters, typeof(string));
        [|Console.ReadLine();|]
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task ServerInAContainer_IsAWarning() => Report.Reports(
        $"{Listener} [|Console.ReadLine();|] {ServerType}", TestProject.Default.With("ContainerRepository", "server"), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("Task.Delay(Timeout.InfiniteTimeSpan).Wait();")]
    public Task EndlessWait_IsReported(string wait) => Report.Reports($"{Listener} [|{wait}|] {ServerType}", message: "as PID 1");

    [Fact]
    public Task EventThatNothingSets_IsAWarningInAnyClass() => Report.Reports(
        """
        new Queue().Listen();
        class Queue
        {
            private static readonly ManualResetEvent _never = new(false);

            public void Listen()
            {
                [|_never.WaitOne()|];
                Console.WriteLine("closed");
            }
        }
        """, severity: DiagnosticSeverity.Warning, message: "WaitOne() on an event that nothing sets");

    [Theory]
    [InlineData("var never = new ManualResetEvent(false); [|never.WaitOne()|];")]
    [InlineData("[|new AutoResetEvent(false).WaitOne()|];")]
    [InlineData("var never = new ManualResetEventSlim(); [|never.Wait()|];")]
    public Task EventInMain_IsReportedOnce(string source) => Report.Reports(source, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Net9_DoesNotSpeakOfPid1() => Report.Reports(
        "[|Thread.Sleep(-1);|]", TestProject.Default.With("TargetFramework", "net9.0"),
        message: "in the middle of its work (143), and what follows never runs");

    [Theory]
    [InlineData("Console.WriteLine(\"done, press a key\"); Console.ReadKey();")]
    [InlineData("Console.ReadLine(); var server = new Server(); server.Start();")]
    [InlineData("var server = new Server(); server.Start(); var line = Console.ReadLine(); Console.WriteLine(line);")]
    [InlineData("var server = new Server(); server.Start(); while (Console.ReadLine() != \"q\") { }")]
    [InlineData("var server = new Server(); server.Start(); Console.ReadLine(); await Task.Delay(5000); Work(); void Work() { }")]
    [InlineData("if (args.Length > 0) { var server = new Server(); server.Start(); Console.ReadLine(); }")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); watch.Start(); Console.ReadLine();")]
    [InlineData("await Task.Delay(1000);")]
    [InlineData("var done = new ManualResetEvent(false); new Thread(() => done.Set()).Start(); done.WaitOne();")]
    [InlineData("var done = new ManualResetEvent(true); done.WaitOne();")]
    [InlineData("using var cts = new CancellationTokenSource(1000); await Task.Delay(-1, cts.Token);")]
    [InlineData(
        "using var r = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => "
            + "Environment.Exit(0)); Thread.Sleep(-1);")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => { }; Thread.Sleep(-1);")]
    [InlineData("Console.CancelKeyPress += (_, e) => { }; Thread.Sleep(-1);")]
    [InlineData("_ = WebApplication.Create().RunAsync(); Console.ReadLine();")]
    [InlineData("var host = new HostBuilder().Build(); host.Start(); Thread.Sleep(-1);")]
    public Task PromptsValuesAndOtherStopPaths_AreSilent(string source) => Report.IsSilent(
        source.Contains("class Server", StringComparison.Ordinal) ? source : source + "\n" + ServerType);

    [Theory]
    [InlineData("PackAsTool")]
    [InlineData("IsTestProject")]
    [InlineData("UseWindowsForms")]
    public Task ToolsTestsAndWindows_AreSilent(string property) =>
        Report.IsSilent($"{Listener} Console.ReadLine(); {ServerType}", TestProject.Default.With(property, "true"));

    [Fact]
    public Task EventInALibraryOrHostedService_IsSilent() => Report.IsSilent(
        "class Queue { private readonly ManualResetEvent _never = new(false); public void Listen() => _never.WaitOne(); }");
}
