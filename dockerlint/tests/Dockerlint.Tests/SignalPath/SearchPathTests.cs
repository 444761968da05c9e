using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>A program by its name is looked for along the PATH that the Dockerfile sets.</summary>
public sealed class SearchPathTests
{
    private const string Script = "#!/bin/sh\nnginx -g 'daemon off;'\ntrue\n";

    [Theory]
    [InlineData("ENV PATH=/opt/app/bin:$PATH\nCOPY bin/ /opt/app/bin/")]
    [InlineData("ENV PATH=\"$PATH:/opt/app/bin\"\nCOPY bin/run /opt/app/bin/run")]
    [InlineData("ENV HOME_OF_APP=/opt/app\nENV PATH ${HOME_OF_APP}/bin:${PATH}\nCOPY bin/* ${HOME_OF_APP}/bin/")]
    [InlineData("COPY bin/ /usr/local/bin/")]
    public void Program_IsFound(string build)
    {
        var route = Folder.Of($"FROM debian:12\n{build}\nCMD [\"run\"]\n", ("bin/run", Script)).Route();

        Assert.True(route.Verdict == Verdict.KilledAfterGrace, route.Reason);
        Assert.Equal("nginx", route.Application?.Program);
    }

    [Fact]
    public void Program_OutsideOfIt_IsNot() => Assert.Equal(Verdict.Unknown, Folder.Of(
        "FROM debian:12\nENV PATH=/opt/other:$PATH\nCOPY bin/ /opt/app/bin/\nCMD [\"run\"]\n", ("bin/run", Script)).Route().Verdict);
}
