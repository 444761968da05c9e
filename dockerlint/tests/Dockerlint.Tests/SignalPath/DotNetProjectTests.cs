using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>Which project builds the assembly that runs, and who in it takes the signal.</summary>
public sealed class DotNetProjectTests
{
    private const string Web = "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>";

    private const string Console = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>"
        + "<OutputType>Exe</OutputType></PropertyGroup>";

    private const string WebProgram = "WebApplication.CreateBuilder(args).Build().Run();";

    [Theory]
    [InlineData("Shop.Api", Verdict.Graceful)]
    [InlineData("Shop.$(MSBuildProjectName)", Verdict.Graceful)]
    [InlineData("$(Prefix).Api", Verdict.Unknown)]
    public void Assembly_ThatIsNotNamedAfterItsFile(string name, Verdict verdict) => Assert.Equal(verdict, Of("Shop.Api",
        ("src/Api.csproj", $"{Web}<PropertyGroup><AssemblyName>{name}</AssemblyName></PropertyGroup></Project>"),
        ("src/Program.cs", WebProgram)));

    [Fact]
    public void AssemblyName_OfTwoProjects_IsNobodys() => Assert.Equal(Verdict.Unknown, Of("Shop.Api",
        ("a/A.csproj", $"{Web}<PropertyGroup><AssemblyName>Shop.Api</AssemblyName></PropertyGroup></Project>"), ("a/Program.cs", WebProgram),
        ("b/B.csproj", $"{Web}<PropertyGroup><AssemblyName>Shop.Api</AssemblyName></PropertyGroup></Project>"), ("b/Program.cs", WebProgram)));

    [Theory]
    [InlineData(Web, "var app = Defaults.Create(args).Build(); app.Run();", Verdict.Graceful)]
    [InlineData(Web, "var app = Defaults.Create(args).Build();", Verdict.Unknown)]
    [InlineData(Console, "var app = Defaults.Create(args).Build(); app.Run();", Verdict.Unknown)]
    public void Host_ThatAReferencedProjectMakes(string project, string program, Verdict verdict) => Assert.Equal(verdict, Of("Api",
        ("api/Api.csproj", project + "<ItemGroup><ProjectReference Include=\"..\\common\\Common.csproj\" /></ItemGroup></Project>"),
        ("api/Program.cs", program),
        ("common/Common.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>"),
        ("common/Defaults.cs", "static class Defaults { public static object Create(string[] args) => WebApplication.CreateBuilder(args); }")));

    [Theory]
    [InlineData("PosixSignal.SIGINT, PosixSignal.SIGTERM", Verdict.Graceful)]
    [InlineData("PosixSignal.SIGINT, PosixSignal.SIGHUP", Verdict.Unknown)]
    public void Registration_InALoopOverSignals(string signals, Verdict verdict) => Assert.Equal(verdict, Of("Api",
        ("api/Api.csproj", Console + "</Project>"),
        ("api/Program.cs", $"foreach (var signal in new[] {{ {signals} }}) PosixSignalRegistration.Create(signal, OnSignal); Thread.Sleep(-1);")));

    /// <summary>.NET 8 and 9 end a console program at the signal, .NET 10 leaves it to the kernel, which ends no PID 1.</summary>
    [Theory]
    [InlineData("net8.0;net9.0;net10.0", "mcr.microsoft.com/dotnet/runtime:10.0-alpine", Verdict.KilledAfterGrace)]
    [InlineData("net10.0; net8.0", "mcr.microsoft.com/dotnet/runtime:8.0", Verdict.EndedByDefault)]
    [InlineData("net8.0;net9.0", "debian:12", Verdict.EndedByDefault)]
    [InlineData("net8.0;net10.0", "debian:12", Verdict.Unknown)]
    [InlineData("net10.0;net8.0", "mcr.microsoft.com/dotnet/runtime:${VERSION}", Verdict.Unknown)]
    [InlineData("net10.0;net11.0", "mcr.microsoft.com/dotnet/runtime:latest", Verdict.KilledAfterGrace)]
    public void OfSeveralFrameworks_TheImageRunsItsOwn(string frameworks, string image, Verdict verdict) => Assert.Equal(verdict, Folder.Of(
        $"ARG VERSION\nFROM {image}\nCOPY . .\nENTRYPOINT [\"dotnet\", \"Tri.dll\"]\n",
        ("Tri.csproj", Console.Replace("<TargetFramework>net10.0</TargetFramework>", $"<TargetFrameworks>{frameworks}</TargetFrameworks>",
            StringComparison.Ordinal) + "</Project>"),
        ("Program.cs", "while (true) { await Task.Delay(500); }")).Route().Verdict);

    private static Verdict Of(string assembly, params (string Path, string Text)[] files) => Folder.Of(
        $"FROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY . .\nENTRYPOINT [\"dotnet\", \"{assembly}.dll\"]\n", files).Route().Verdict;
}
