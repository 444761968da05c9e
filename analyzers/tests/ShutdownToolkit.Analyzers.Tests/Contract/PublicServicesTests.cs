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

    private void Write(string name, string text)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
