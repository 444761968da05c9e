using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace ShutdownToolkit.Package.Tests;

[Collection(nameof(Released))]
public sealed class InstallTests(Release release)
{
    private const string ShellForm = "FROM debian:12\nCMD node server.js\n";

    [SkippableFact]
    public async Task Tool_InstalledFromTheFolder_Checks()
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        var folder = release.NewFolder("checked");
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), ShellForm);

        var check = await release.In(folder).Run(Path.Combine(release.Tools, "dockerlint"), ".");
        var version = await release.In(folder).Succeeds(Path.Combine(release.Tools, "dockerlint"), "version");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("Dockerfile:2:1", check.Output, StringComparison.Ordinal);
        Assert.Contains($"ShutdownToolkit.Dockerlint.{version.Trim()}.nupkg", Names());
    }

    [SkippableTheory]
    [InlineData("ShutdownToolkit.Dockerlint")]
    [InlineData("ShutdownToolkit.Dockerlint.Core")]
    [InlineData("ShutdownToolkit.StopTiming")]
    [InlineData("ShutdownToolkit.StopTiming.Testcontainers")]
    [InlineData("ShutdownToolkit.Analyzers")]
    public void Package_HasReadmeLicenceAndRepository(string id)
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        using var package = ZipFile.OpenRead(Path.Combine(release.Feed, Names().Single(name => IsPackage(name, id, ".nupkg"))));
        using var nuspec = package.GetEntry(id + ".nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName);

        Assert.NotNull(package.GetEntry(metadata["readme"].Value));
        Assert.Equal("MIT", metadata["license"].Value);
        Assert.Equal("git", metadata["repository"].Attribute("type")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", metadata["repository"].Attribute("commit")!.Value);
        Assert.Equal(id != "ShutdownToolkit.Analyzers", Names().Any(name => IsPackage(name, id, ".snupkg")));
    }

    [SkippableFact]
    public async Task Checksums_AreThoseOfEveryFile()
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);

        await release.In(release.Feed).Succeeds("sha256sum", "--check", "--strict", "SHA256SUMS");

        Assert.Equal(Names().Length - 1, (await File.ReadAllLinesAsync(Path.Combine(release.Feed, "SHA256SUMS"))).Length);
    }

    [SkippableFact]
    public async Task Bill_NamesEveryAssemblyOfTheToolThatIsNotOurs()
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(release.Feed, "dockerlint.cdx.json")));
        var components = bill.RootElement.GetProperty("components").EnumerateArray().ToDictionary(
            component => component.GetProperty("name").GetString()!, component => component.TryGetProperty("licenses", out _));
        var notices = await File.ReadAllTextAsync(Path.Combine(release.Feed, "THIRD-PARTY-NOTICES.txt"));

        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.Contains("System.CommandLine", components.Keys);
        Assert.Contains("YamlDotNet", components.Keys);
        Assert.All(components, component => Assert.True(component.Value, component.Key + " has no licence"));
        Assert.All(components.Keys, name => Assert.Contains("\n" + name + "@", notices, StringComparison.Ordinal));
        Assert.Contains("Neither the name of the copyright holder", notices, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Core_InAConsumersProject_FindsTheShellForm()
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        var readme = await File.ReadAllTextAsync(Path.Combine(Release.Root, "dockerlint/src/Dockerlint.Core/README.md"));
        var folder = Consumer("core", "net10.0", "ShutdownToolkit.Dockerlint.Core", readme.Split("```csharp\n")[1].Split("```")[0]);

        Assert.Contains("STOP2001 Dockerfile:2", await Output(folder), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task StopTiming_InAConsumersTestcontainersProject_Compiles()
    {
        Skip.IfNot(Release.WhyNot is null, Release.WhyNot);
        var folder = Consumer("timing", "net10.0", "ShutdownToolkit.StopTiming.Testcontainers", """
            using DotNet.Testcontainers.Containers;
            using ShutdownToolkit.StopTiming;
            using ShutdownToolkit.StopTiming.Testcontainers;

            Func<IContainer, StopOptions, Task<StopReport>> measure = (container, options) => container.MeasureStopAsync(options);
            Console.WriteLine($"{measure.Method.ReturnType.GenericTypeArguments[0].Name} {Dockerlint.Stops.Verdict.NeverTold}");
            """);

        Assert.Contains("StopReport NeverTold", await Output(folder), StringComparison.Ordinal);
    }

    private static bool IsPackage(string name, string id, string extension) =>
        name.StartsWith(id + ".", StringComparison.Ordinal) && char.IsDigit(name[id.Length + 1])
            && name.EndsWith(extension, StringComparison.Ordinal);

    private string[] Names() => [.. Directory.GetFiles(release.Feed).Select(file => Path.GetFileName(file))];

    private string Consumer(string name, string framework, string package, string program)
    {
        var folder = release.NewFolder(name);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{package}" Version="*-*" /></ItemGroup>
            </Project>
            """);
        return folder;
    }

    private async Task<string> Output(string folder)
    {
        await release.In(folder).Succeeds("dotnet", "build", "--nologo");
        return await release.In(folder).Succeeds("dotnet", Directory.GetFiles(Path.Combine(folder, "bin"), Path.GetFileName(folder) + ".dll",
            SearchOption.AllDirectories).Single());
    }
}
