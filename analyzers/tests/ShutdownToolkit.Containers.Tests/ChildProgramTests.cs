namespace ShutdownToolkit.Containers.Tests;

/// <summary>A second program that the code starts in the container.</summary>
public sealed class ChildProgramTests
{
    private const string Init = "services:\n  api:\n    build: .\n    stop_grace_period: 40s\n    init: true\n";

    [Theory]
    [InlineData("Process.Start(\"redis-server\", \"--port 6400\");", "redis-server")]
    [InlineData("Process.Start(new ProcessStartInfo(\"/usr/sbin/nginx\", \"-g daemon_off;\"));", "nginx")]
    [InlineData("using var child = new Process { StartInfo = new ProcessStartInfo(\"redis-server\") }; child.Start();", "redis-server")]
    public async Task ServerThatNobodyEnds_IsToldAtItsStart(string statement, string program)
    {
        var findings = await Starting(statement).Findings();

        Assert.Equal(["api/Dockerfile(2,13): Info STOP2010", "api/Program.cs(2,"], findings.Select(static finding =>
            Consumer.Place(finding)[..(finding.Location.IsInSource ? "api/Program.cs(2,".Length : ^0)]));
        Assert.StartsWith($"{program} is started here and nothing in the code ends it", findings[1].GetMessage(), StringComparison.Ordinal);
        Assert.Contains("Dockerfile", string.Concat(findings[1].AdditionalLocations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var child = Process.Start(\"redis-server\"); AppDomain.CurrentDomain.ProcessExit += (_, _) => child!.Kill();")]
    [InlineData("Process.Start(\"redis-server\")!.WaitForExit();")]
    [InlineData("Process.Start(\"git\", \"--version\");")]
    [InlineData("Process.Start(args[0]);")]
    [InlineData("Process.Start(\"my-tool\");")]
    [InlineData("Process.Start(\"redis-server\", \"--version\");")]
    [InlineData("if (args.Length > 0) { Process.Start(\"redis-server\"); }")]
    [InlineData("Process.GetCurrentProcess().Dispose();")]
    public async Task ChildThatIsEndedOrEndsOrIsNotKnown_IsSilent(string statement) => Assert.Empty(await Starting(statement).Findings());

    [Fact]
    public async Task Init_DoesNotMakeItSilentForTheImageAlone() => Assert.Equal(
        ["api/Dockerfile(2,13): Info STOP2010", "api/Program.cs(2,1): Warning STOP2010"],
        (await Starting("Process.Start(\"redis-server\");").Findings()).Select(Consumer.Place));

    [Fact]
    public async Task ServiceWithAnInit_IsAnothersMatter() => Assert.DoesNotContain(
        "compose.yaml",
        string.Concat((await Starting("Process.Start(\"redis-server\");").With("compose.yaml", Init).Findings()).Select(Consumer.Place)),
        StringComparison.Ordinal);

    private static Consumer Starting(string statement) => new Consumer()
        .With("Program.cs", $"using System.Diagnostics;\n{statement}\nawait Host.CreateDefaultBuilder(args).Build().RunAsync();\n")
        .With("Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nENTRYPOINT [\"dotnet\", \"Api.dll\"]\n");
}
