using ShutdownToolkit.Analyzers.PublicServices;

namespace ShutdownToolkit.Analyzers.Tests.Contract;

/// <summary>The runner over folders of public services: analyzers/tests/PublicServices.</summary>
public sealed class PublicServicesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("public-services-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Folder_IsAnalysedProjectByProject()
    {
        Write("Directory.Build.props", """
            <Project>
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <PropertyGroup Condition="$(MSBuildProjectName.EndsWith('.Tests'))"><IsTestProject>true</IsTestProject></PropertyGroup>
              <ItemGroup Condition="'$(IsTestProject)' == 'true'"><PackageReference Include="xunit" Version="2.9.3" /></ItemGroup>
            </Project>
            """);
        Write("library/Library.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>
            """);
        Write("library/Work.cs", "public class Work { public async Task RunAsync() { while (true) await Task.Delay(5000); } }");
        Write("app/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Worker">
              <PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="..\library\Library.csproj" />
                <PackageReference Include="No.Such.Package" Version="1.0.0" />
              </ItemGroup>
            </Project>
            """);
        Write("app/obj/Generated.cs", "this does not compile");
        Write("app/Worker.cs", """
            public class Worker(Work work, Missing.Type missing) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    await Task.WhenAny(work.RunAsync());
                    while (true)
                    {
                        await Task.Delay(1000);
                    }
                }
            }
            """);
        Write("tests/Tests.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="xunit" /></ItemGroup></Project>""");
        Write("tests/Tests.cs", "class Tests { static void Main() { while (true) System.Threading.Thread.Sleep(1); } }");

        var projects = SourceProject.Under(_root);
        var run = await AnalyzerRun.Of(projects, []);

        Assert.Equal(["App", "Library", "Tests"], projects.Select(project => project.Name));
        Assert.Empty(run.Crashes);
        Assert.Equal(["Worker.cs 6 STOP1001"], run.Findings.Select(finding => $"{Path.GetFileName(finding.Path)} {finding.Line} {finding.Id}"));
        Assert.True(run.UnboundNames > 0, "Missing.Type is not bound.");
    }

    [Fact]
    public async Task ProjectFiles_AreWhatTheirImportsAndConditionsMakeOfThem()
    {
        Write("service.props", """
            <Project>
              <PropertyGroup><TargetFrameworks>net8.0;net10.0;netstandard2.0</TargetFrameworks><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <PropertyGroup Condition="'$(TargetFramework)' != 'net10.0'"><ImplicitUsings>disable</ImplicitUsings></PropertyGroup>
              <ItemGroup>
                <Using Include="System.Text.StringBuilder" Alias="Text" />
                <Using Include="Shop.Names" Static="true" />
                <Compile Include="$(MSBuildThisFileDirectory)shared/*.cs" />
                <PackageReference Include="Named.Centrally" />
              </ItemGroup>
            </Project>
            """);
        Write("Directory.Packages.props", """
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><PackageVersion Include="Named.Centrally" Version="3.2.1" /></ItemGroup>
            </Project>
            """);
        Write("global.json", """{ "sdk": { "version": "3.0.100", "rollForward": "disable" } }""");
        Write("shared/Names.cs", """namespace Shop; public static class Names { public const string Key = "k"; }""");
        Write("app/App.csproj", """<Project Sdk="Microsoft.NET.Sdk.Worker"><Import Project="../service.props" /></Project>""");
        Write("app/Worker.cs", """
            #if NET9_0_OR_GREATER
            public class Worker : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    for (var text = new Text(Key); ; text.Append(Key))
                    {
                        await Task.Delay(5000);
                    }
                }
            }
            #endif
            """);

        var projects = SourceProject.Under(_root);
        var run = await AnalyzerRun.Of(projects, []);

        Assert.Equal([("Named.Centrally", "3.2.1")], Assert.Single(projects).Packages);
        Assert.Equal(0, run.UnboundNames);
        Assert.Equal(["Worker.cs 6 STOP1001"], run.Findings.Select(finding => $"{Path.GetFileName(finding.Path)} {finding.Line} {finding.Id}"));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
