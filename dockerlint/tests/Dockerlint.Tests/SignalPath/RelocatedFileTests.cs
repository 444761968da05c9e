using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>A script that the build copies and a RUN then puts elsewhere is read at its new place.</summary>
public sealed class RelocatedFileTests
{
    [Theory]
    [InlineData("mv \"./docker/run.sh\" \"./\" && rm -rf ./docker", "./run.sh")]
    [InlineData("cp docker/run.sh /usr/local/bin/run && chmod +x /usr/local/bin/run", "/usr/local/bin/run")]
    [InlineData("install -m 755 docker/run.sh /usr/local/bin/", "run.sh")]
    [InlineData("set -e; \\\n    mv -f docker/run.sh \\\n    /run.sh", "/run.sh")]
    [InlineData("ln -s /app/docker/run.sh /usr/bin/start", "start")]
    [InlineData("ln -sf docker/run.sh start.sh", "/app/start.sh")]
    [InlineData("mv docker/*.sh /bin/", "run.sh")]
    [InlineData("cp docker/other.sh docker/run.sh /opt", "/opt/run.sh")]
    [InlineData("cp -r docker /opt/scripts", "/opt/scripts/run.sh")]
    [InlineData("cp docker/run.sh /usr/local/bin", "run.sh")]
    [InlineData("cd docker && mv run.sh /run.sh", "/run.sh")]
    public void Script_IsReadWhereItWent(string command, string path)
    {
        var route = Folder.Of($"FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN {command}\nCMD [\"{path}\"]\n",
            ("docker/run.sh", "#!/bin/sh\nnginx -g 'daemon off;'\ntrue\n")).Route();

        Assert.Equal(Verdict.KilledAfterGrace, route.Verdict);
        Assert.Equal("nginx", route.Application?.Program);
    }

    [Fact]
    public void SourcesOfAnotherRepository_AreNotTakenForTheClonedOnes() => Assert.Equal(Verdict.Unknown, Folder.Of(
        "FROM golang:1.24 AS build\nRUN git clone https://example.com/you/other.git\nWORKDIR other\nRUN go build -o bin/other .\n"
            + "FROM scratch\nCOPY --from=build /go/other/bin/other other\nENTRYPOINT [\"/other\"]\n",
        ("go.mod", "module example.com/me/app\n"),
        ("main.go", "package main\nimport \"os/signal\"\nfunc main() { signal.Notify(c, syscall.SIGTERM) }\n"))
        .Route().Verdict);

    [Fact]
    public void Script_MovedFromTheWorkDirOfItsMoment() => Assert.Equal("nginx", Folder.Of(
        "FROM debian:12\nWORKDIR /install\nCOPY docker/run.sh ./\nRUN mv run.sh /sbin/run.sh\nWORKDIR /app\nCMD [\"/sbin/run.sh\"]\n",
        ("docker/run.sh", "#!/bin/sh\nnginx -g 'daemon off;'\ntrue\n")).Route().Application?.Program);

    [Theory]
    [InlineData("git clone https://example.com/me/app.git /srv", "/srv/docker/run.sh")]
    [InlineData("git clone --depth 1 https://example.com/me/app", "app/docker/run.sh")]
    [InlineData("cd /srv && curl -L https://example.com/me/app/archive/main.tar.gz | tar -xz --strip-components=1", "/srv/docker/run.sh")]
    [InlineData("wget -qO- https://example.com/me/app/archive/v1.tar.gz | tar -xzC /srv -C /srv --strip-components=1", "/srv/docker/run.sh")]
    [InlineData("git clone -b $BRANCH $app /srv", "/srv/docker/run.sh")]
    public void Script_OfTheRepositoryThatTheBuildFetches(string command, string path)
    {
        var route = Folder.Of($"FROM debian:12\nWORKDIR /app\nRUN {command}\nWORKDIR /app\nCMD [\"{path}\"]\n",
            ("docker/run.sh", "#!/bin/sh\nnginx -g 'daemon off;'\ntrue\n")).Route();

        Assert.Equal("nginx", route.Application?.Program);
        Assert.Contains("app that the build fetches is taken for this one", route.Assumption, StringComparison.Ordinal);
        Assert.False(route.IsCertain);
    }

    [Theory]
    [InlineData("mv docker/*.py /bin/", "/bin/run.sh")]
    [InlineData("mv */run.sh /opt/", "/opt/run.sh")]
    [InlineData("git clone https://example.com/me/app.git /srv", "/srv/other.sh")]
    [InlineData("git clone https://example.com/me/app.git /srv", "/app/docker/run.sh")]
    [InlineData("curl -LO https://example.com/me/app/archive/main.tar.gz", "/app/docker/run.sh")]
    [InlineData("mv $HERE/run.sh /opt/", "/opt/run.sh")]
    public void Script_WhoseNewPlaceIsNotKnown(string command, string path) => Assert.Equal(Verdict.Unknown, Folder.Of(
        $"FROM debian:12\nWORKDIR /app\n{(command.Contains("://") ? "" : "COPY . .\n")}RUN {command}\nCMD [\"{path}\"]\n",
        ("docker/run.sh", "#!/bin/sh\nnginx -g 'daemon off;'\ntrue\n")).Route().Verdict);
}
