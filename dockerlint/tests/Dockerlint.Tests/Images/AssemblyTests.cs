using Dockerlint.Containers;
using Dockerlint.Images;
using Dockerlint.Images.Assemblies;
using Dockerlint.JavaScript;
using Dockerlint.Linting;
using Dockerlint.Stops;
using Dockerlint.Tests.Cli;
using Dockerlint.Tests.SignalPath;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dockerlint.Tests.Images;

/// <summary>What is read from a .NET assembly of an image: compiled here, with and without the optimizer, and never run.</summary>
public sealed class AssemblyTests
{
    internal const string Host = """
        using System; using System.Threading; using System.Threading.Tasks; using System.Runtime.InteropServices;
        using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting;

        """;

    private const string Runs = Host + """
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args);
        builder.Services.AddHostedService<Work>();
        await builder.Build().RunAsync();

        """;

    private const string Loop =
        "protected override async Task ExecuteAsync(CancellationToken stopping) { while (true) await Task.Delay(9, stopping); }";

    private static readonly Lazy<MetadataReference[]> _references = new(static () =>
    {
        var shared = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var web = shared.Replace("Microsoft.NETCore.App", "Microsoft.AspNetCore.App", StringComparison.Ordinal);
        return [.. Directory.EnumerateFiles(shared, "*.dll").Concat(Directory.EnumerateFiles(web, "*.dll")).Where(static file =>
            Path.GetFileName(file) is "mscorlib.dll" or "netstandard.dll" || Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)
            && !file.Contains(".Native", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("Microsoft.Ext", StringComparison.Ordinal)
            || Path.GetFileName(file).StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            .Select(static file => MetadataReference.CreateFromFile(file))];
    });

    public static TheoryData<string, string, string?> Services => new()
    {
        { "nothing of its own at the stop", "class Work : BackgroundService { " + Loop + " }", null },
        {
            "StopAsync without its base",
            "class Work : BackgroundService { public override Task StopAsync(CancellationToken token) => Task.CompletedTask; " + Loop + " }",
            "Work overrides StopAsync and does not call its base, which waits for ExecuteAsync"
        },
        {
            "StopAsync with its base, asynchronous",
            "class Work : BackgroundService { public override async Task StopAsync(CancellationToken token) { await Task.Yield(); "
                + "await base.StopAsync(token); } " + Loop + " }",
            null
        },
        {
            "work that nobody waits for",
            "class Work : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stopping) { _ = Job(); "
                + "await Task.Delay(-1, stopping); } static async Task Job() => await Task.Delay(99); }",
            "Work starts Job and does not wait for it"
        },
        {
            "Task.Run that nobody waits for",
            "class Work : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stopping) { "
                + "_ = Task.Run(() => Thread.Sleep(99)); await Task.Delay(-1, stopping); } }",
            "Work starts Run and does not wait for it"
        },
        {
            "a bool that nobody looks at",
            "class Work : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stopping) { "
                + "new System.Collections.Generic.HashSet<int>().Add(1); await Task.Delay(-1, stopping); } }",
            null
        },
        {
            "async void",
            "class Work : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stopping) { Job(); "
                + "await Task.Delay(-1, stopping); } static async void Job() => await Task.Delay(99); }",
            "Work has an async void method, which nobody can wait for"
        },
        {
            "the start's token in a closure",
            "class Work : IHostedService { Task _loop; public Task StartAsync(CancellationToken starting) { _loop = Task.Run(() => Run(starting)); "
                + "return Task.CompletedTask; } public Task StopAsync(CancellationToken token) => _loop; "
                + "static Task Run(CancellationToken token) => Task.Delay(-1, token); }",
            "Work keeps the token of StartAsync, which nobody cancels at the stop"
        },
        {
            "the start's token for the loop",
            "class Work : IHostedService { Task _loop; public Task StartAsync(CancellationToken starting) { _loop = Run(starting); "
                + "return Task.CompletedTask; } public Task StopAsync(CancellationToken token) => _loop; "
                + "static Task Run(CancellationToken token) => Task.Delay(-1, token); }",
            "Work keeps the token of StartAsync, which nobody cancels at the stop"
        },
        {
            "a token of its own for the loop",
            "class Work : IHostedService { Task _loop; readonly CancellationTokenSource _stop = new(); "
                + "public async Task StartAsync(CancellationToken starting) { await Task.Delay(1, starting); "
                + "_loop = Task.Run(() => Run(_stop.Token)); } "
                + "public async Task StopAsync(CancellationToken token) { _stop.Cancel(); await _loop; } "
                + "static Task Run(CancellationToken token) => Task.Delay(-1, token); }",
            null
        },
    };

    public static TheoryData<string, string, string?> Callbacks => new()
    {
        { "a line", "Console.WriteLine(1)", null },
        { "the process' end", "Environment.Exit(0)", "its ApplicationStopping callback ends the process in the middle of the stop" },
        { "the process' end, two calls away", "End.Now()", "its ApplicationStopping callback ends the process in the middle of the stop" },
        { "a pause", "Thread.Sleep(3000)", "its ApplicationStopping callback blocks the stop" },
        { "a task that is waited for", "Task.Delay(9).GetAwaiter().GetResult()", "its ApplicationStopping callback blocks the stop" },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public void HostedService_IsDoubted(string sentence, string service, string? doubt) => AssertDoubt(sentence, Runs + service, doubt);

    [Theory]
    [MemberData(nameof(Callbacks))]
    public void StoppingCallback_IsDoubted(string sentence, string body, string? doubt) => AssertDoubt(
        sentence,
        Host + "var host = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args).Build();\n"
            + $"host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => {body});\nawait host.RunAsync();\n"
            + "static class End { public static void Now() => Really(); static void Really() => Environment.Exit(1); }",
        doubt);

    [Fact]
    public void AsynchronousStoppingCallback_IsDoubted() => AssertDoubt(
        "async lambda",
        Host + "var host = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args).Build();\n"
            + "host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(async () => await Task.Delay(9));\n"
            + "await host.RunAsync();",
        "its ApplicationStopping callback is async void, which the host does not wait for");

    [Fact]
    public void PauseOutsideTheCallback_IsNoDoubt() => AssertDoubt(
        "started",
        Host + "var host = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args).Build();\n"
            + "host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => Thread.Sleep(9));\n"
            + "host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => { });\n"
            + "Thread.Sleep(1);\nawait host.RunAsync();",
        doubt: null);

    [Theory]
    [InlineData("TimeSpan.FromSeconds(45)", 45.0)]
    [InlineData("TimeSpan.FromSeconds(0.5)", 0.5)]
    [InlineData("TimeSpan.FromMilliseconds(1500)", 1.5)]
    [InlineData("TimeSpan.FromMinutes(2)", 120.0)]
    [InlineData("TimeSpan.FromSeconds(args.Length)", null)]
    [InlineData("TimeSpan.FromSeconds(1, 500)", null)]
    [InlineData("Timeout.InfiniteTimeSpan", null)]
    public void ShutdownTimeoutInCode_IsRead(string value, double? seconds)
    {
        var source = Host + "var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args);\n"
            + $"builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = {value});\nawait builder.Build().RunAsync();";
        foreach (var level in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            Assert.Equal(seconds, AssemblyNames.OfCode(Compile(source, level), CodeTimeout.Read));
            var need = Judge(Compile(source, level)).Budget.Need;
            Assert.Equal((seconds, false), (need.Seconds, need.IsDefault));
        }
    }

    [Theory]
    [InlineData("using var kept = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { context.Cancel = true; });", Verdict.Graceful, "")]
    [InlineData("using var kept = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Console.WriteLine());", Verdict.Unknown,
        "what Work does on SIGTERM is not known: its handler for SIGTERM does not set Cancel, so the default action follows")]
    [InlineData("_ = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { context.Cancel = true; });", Verdict.Unknown,
        "what Work does on SIGTERM is not known: nobody keeps its PosixSignalRegistration, which the next garbage collection takes back")]
    public void SignalRegistration_CountsWhereItIsKeptAndCancels(string registration, Verdict expected, string reason)
    {
        foreach (var level in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            var route = Judge(Compile(Host + registration + "\nwhile (true) await Task.Delay(9);", level)).Route;
            Assert.Equal(expected, route.Verdict);
            Assert.True(reason.Length == 0 || route.Reason == reason, route.Reason);
        }
    }

    [Fact]
    public void ConsoleOnDotNet10_IsKilledOrEndsAtOnce()
    {
        var route = Judge(Compile(Host + "while (true) await Task.Delay(9);", OptimizationLevel.Release)).Route;
        Assert.Equal((Verdict.KilledAfterGrace, Verdict.EndedByDefault), (route.Verdict, route.OrElse));
    }

    [Fact]
    public void LibraryOfTheSameBuild_IsLookedInto()
    {
        var library = Compile(Host + "public class Work : BackgroundService { public override Task StopAsync(CancellationToken token) => "
            + "Task.CompletedTask; " + Loop + " }", OptimizationLevel.Release, OutputKind.DynamicallyLinkedLibrary);
        var host = Compile(
            Host + "await Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args).Build().RunAsync();", OptimizationLevel.Release);
        const string List = """{"libraries": {"Work/1.0.0": {"type": "project"}, "Jobs/1.0.0": {"type": "TYPE"}}}""";

        Verdict WhereItIs(string type) => Judge(
            host, ("app/Jobs.dll", library), ("app/Work.deps.json", Bytes(List.Replace("TYPE", type, StringComparison.Ordinal)))).Route.Verdict;

        Assert.Equal((Verdict.Unknown, Verdict.Graceful), (WhereItIs("project"), WhereItIs("package")));
    }

    /// <summary>Measured with .NET 10: exit code 150, "You must install or update .NET to run this application".</summary>
    [Theory]
    [InlineData("it is not there", "frameworks", "usr/share/dotnet/shared/Microsoft.NETCore.App/", Verdict.FailsToStart)]
    [InlineData("it is", "frameworks", "usr/share/dotnet/shared/Microsoft.NETCore.App/ usr/share/dotnet/shared/Microsoft.AspNetCore.App/",
        Verdict.Graceful)]
    [InlineData("under DOTNET_ROOT", "frameworks", "usr/share/dotnet/shared/Microsoft.NETCore.App/ opt/own/shared/Microsoft.NETCore.App/ "
        + "opt/own/shared/Microsoft.AspNetCore.App/", Verdict.Graceful)]
    [InlineData("its own runtime", "includedFrameworks", "usr/share/dotnet/shared/Microsoft.NETCore.App/", Verdict.Graceful)]
    [InlineData("where .NET is is not known", "frameworks", "usr/", Verdict.Graceful)]
    public void FrameworkThatTheImageLacks_DoesNotStart(string sentence, string kind, string folders, Verdict expected)
    {
        var host = Compile(Runs + "class Work : BackgroundService { " + Loop + " }", OptimizationLevel.Release);
        var configuration = $$$"""
            {"runtimeOptions": {"tfm": "net10.0", "{{{kind}}}": [{"name": "Microsoft.NETCore.App"}, {"name": "Microsoft.AspNetCore.App"}]}}
            """;
        var image = new TestImage { Entrypoint = ["dotnet", "Work.dll"], WorkDir = "/app", Env = ["PATH=/usr/bin", "DOTNET_ROOT=/opt/own"] }
            .Layer([("usr/bin/dotnet", "\u007fELF\0"), .. folders.Split(' ').Select(static folder => (folder, ""))])
            .Layer(TestImage.Archive([("app/Work.dll", host), ("app/Work.runtimeconfig.json", Bytes(configuration))]));

        var route = Judge(image).Route;
        Assert.True(expected == route.Verdict, $"{sentence}: {route.Verdict}, {route.Reason}");
        Assert.True(expected == Verdict.Graceful || route.Reason.StartsWith("Work needs Microsoft.AspNetCore.App, which image "), route.Reason);
    }

    [Fact]
    public void DamagedCode_IsNoAnswerAndNoException()
    {
        var content = Compile(Runs + "class Work : BackgroundService { " + Loop + " }", OptimizationLevel.Release);
        for (var i = 0; i < content.Length; i += 7)
        {
            var damaged = (byte[])content.Clone();
            damaged[i] ^= 0xff;
            AssemblyNames.Read(damaged);
            AssemblyNames.OfCode(damaged, StopCode.Doubt);
            AssemblyNames.OfCode<double?>(damaged, CodeTimeout.Read);
        }
    }

    private static void AssertDoubt(string sentence, string source, string? doubt)
    {
        foreach (var level in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            var route = Judge(Compile(source, level)).Route;
            var expected = doubt is null ? (Verdict.Graceful, "Work handles SIGTERM") : (Verdict.Unknown, $"Work handles SIGTERM, but {doubt}");
            Assert.True(expected == (route.Verdict, route.Application!.Reason), $"{sentence}: {route.Verdict}, {route.Application!.Reason}");
        }
    }

    private static Judgement.Stop Judge(byte[] assembly, params (string Path, byte[] Content)[] others) =>
        Judge(Image("dotnet", "Work.dll").Layer(TestImage.Archive(
            [("app/Work.dll", assembly), ("app/Work.runtimeconfig.json", Bytes("""{"runtimeOptions": {"tfm": "net10.0"}}""")), .. others])));

    private static TestImage Image(params string[] entrypoint) => new TestImage { Entrypoint = entrypoint, WorkDir = "/app" }
        .Layer(("usr/", ""), ("usr/bin/", ""), ("usr/bin/dotnet", "\u007fELF\0"));

    internal static Judgement.Stop Judge(TestImage built)
    {
        using var folder = new WorkFolder();
        folder.Write("web.tar", built.DockerArchive());
        var host = new Dockerlint.Cli.CommandHost
        {
            WorkingDirectory = folder.Path, Input = static () => Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null,
        };
        var door = new Dockerlint.Cli.Inputs.ImageDoor(host, new Dockerlint.Cli.Inputs.RepositoryReader(folder.Path));
        var image = Assert.Single(new ImageInputs(door).Read("docker-archive:web.tar", sentence => Assert.Fail(sentence)));
        var sources = new ApplicationSources(new ImageAssemblies(NoDotNetProjects.Instance), new JavaScriptReader());
        return Assert.Single(LintRun.Read([new LintInput.OfImage(image)], new MemoryFiles(new Dictionary<string, string>()), sources).Stops);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    internal static byte[] Compile(string source, OptimizationLevel level, OutputKind kind = OutputKind.ConsoleApplication)
    {
        var compilation = CSharpCompilation.Create(
            "Work", [CSharpSyntaxTree.ParseText(source)], _references.Value, new CSharpCompilationOptions(kind, optimizationLevel: level));
        using var content = new MemoryStream();
        var result = compilation.Emit(content);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
        return content.ToArray();
    }
}
