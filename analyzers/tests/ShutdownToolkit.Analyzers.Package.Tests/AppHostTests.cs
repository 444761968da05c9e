using System.Text.RegularExpressions;

namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>An app host against the real library: its overloads, its generic resources, its params arrays.</summary>
[Collection(Consumers.Name)]
public sealed partial class AppHostTests(Consumers consumers)
{
    private const string Library = "Aspire.Hosting";

    private const string Version = "13.6.5";

    [SkippableFact]
    public async Task Containers_AreToldAtTheirCalls()
    {
        Skip.IfNot(
            await consumers.HasPackage(Library, Version), $"{Library} {Version} is neither in the cache of packages nor to be had from a feed");

        var build = await consumers.Build("apphost", $"-p:AspireUnderTest={Version}");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(
            [
                "Program.cs(5,82): warning STOP2003",
                "Program.cs(8,48): warning STOP3001",
                "Program.cs(9,64): warning STOP2012",
                "jobs/Dockerfile(2,1): warning STOP2001",
                "mail/docker/mail.Dockerfile(2,26): warning STOP2003",
            ],
            Finding().Matches(build.Output).Select(static match => match.Groups["finding"].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"apphost/(?<finding>[^\n(]+\(\d+,\d+\): (?:warning|error) STOP\d+)")]
    private static partial Regex Finding();
}
