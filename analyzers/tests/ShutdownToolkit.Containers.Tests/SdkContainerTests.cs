namespace ShutdownToolkit.Containers.Tests;

/// <summary>An image that the SDK publishes without a Dockerfile is judged like one that a Dockerfile makes.</summary>
public sealed class SdkContainerTests
{
    private const string Endless = "while (true) { await Task.Delay(500); }\n";
    private const string Hosted = "await Host.CreateDefaultBuilder(args).Build().RunAsync();\n";

    [Fact]
    public async Task ConsoleWithoutHandler_IsToldAtMainAndShownInTheProjectFile() => Assert.Equal(
        ["api/Api.csproj(3,5): Info STOP2008", "api/Program.cs(1,1): Warning STOP2008"],
        (await Published(Endless).Findings()).Select(Consumer.Place));

    /// <summary>A semicolon comes as the targets write it: in an .editorconfig it would begin a comment.</summary>
    [Fact]
    public async Task EntrypointInAShell_IsToldAtItsLine() => Assert.Equal(
        ["api/Api.csproj(6,5): STOP2003"],
        (await Published(Hosted).Where("ShutdownToolkitContainerEntrypoint", "sh|||-c|||dotnet /app/Api.dll|0| echo ended").Findings())
            .Select(static finding => Consumer.Place(finding).Replace($"{finding.Severity} ", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("PublishSelfContained", "true")]
    [InlineData("ContainerRepository", "shop/api")]
    [InlineData("ShutdownToolkitContainerEntrypoint", "/usr/bin/tini|||--")]
    [InlineData("ShutdownToolkitContainerEntrypointArgs", "--verbose")]
    [InlineData("ShutdownToolkitContainerEntrypoint", "dotnet|||/app/Api.dll")]
    [InlineData("ShutdownToolkitContainerAppCommand", "/app/Api")]
    [InlineData("ContainerFamily", "alpine")]
    public async Task Host_IsSilent(string property, string value) => Assert.Empty(await Published(Hosted).Where(property, value).Findings());

    /// <summary>The SDK puts the application behind an entrypoint of the project's own: <c>script dotnet /app/Api.dll</c>.</summary>
    [Fact]
    public async Task EntrypointScript_GetsTheApplicationAsItsArguments() => Assert.Equal(
        ["api/entrypoint.sh(2,1): Warning STOP2004"],
        (await Published(Hosted).Where("ShutdownToolkitContainerEntrypoint", "/app/entrypoint.sh")
            .With("entrypoint.sh", "#!/bin/sh\n\"$@\"\n").Findings())
            .Select(Consumer.Place));

    [Theory]
    [InlineData("PublishAot", "true")]
    [InlineData("ContainerFamily", "noble-chiseled")]
    [InlineData("ContainerBaseImage", "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled")]
    public async Task ShellOfAnImageWithoutOne_IsToldAtItsLine(string property, string value) => Assert.Equal(
        ["STOP2016"],
        (await Published(Hosted).Where(property, value).Where("ShutdownToolkitContainerEntrypoint", "sh|||-c|||dotnet /app/Api.dll").Findings())
            .Select(static finding => finding.Id));

    [Fact]
    public async Task ProjectThatSpeaksOfNoContainer_IsNotOne() =>
        Assert.Empty(await Published(Endless).Where("ShutdownToolkitSdkContainer", "").Findings());

    [Fact]
    public async Task Dockerfile_GoesFirst() => Assert.Equal(
        ["api/Dockerfile(2,1): Warning STOP2001"],
        (await Published(Hosted).With("Dockerfile", "FROM debian:12\nENTRYPOINT dotnet Api.dll | cat\n").Findings()).Select(Consumer.Place));

    [Theory]
    [InlineData("registry.example/shop/api:1", "shop/api")]
    [InlineData("api:latest", "")]
    public async Task ManifestOfTheImage_MeasuresTheCode(string image, string repository) => Assert.Contains(
        "api/Program.cs(2,52): Warning STOP3001",
        (await Published(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45));
            builder.Build().Run();
            """)
            .Where("ContainerRepository", repository)
            .With("deploy/pod.yaml", $"apiVersion: v1\nkind: Pod\nmetadata: {{ name: a }}\nspec: {{ containers: [{{ name: a, image: {image} }}] }}\n")
            .Findings()).Select(Consumer.Place));

    private static Consumer Published(string program) => new Consumer()
        .Where("ShutdownToolkitSdkContainer", "true").Where("ShutdownToolkitProjectFile", Consumer.Folder + "Api.csproj")
        .With("Program.cs", program)
        .With(
            "Api.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <ContainerRepository>shop/api</ContainerRepository>
              </PropertyGroup>
              <ItemGroup>
                <ContainerEntrypoint Include="it stands here" />
              </ItemGroup>
            </Project>
            """);
}
