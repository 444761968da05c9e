using Dockerlint.Compose;
using Dockerlint.Text;
using Dockerlint.Yaml;
using static Dockerlint.Tests.Compose.ComposeMergeTests;
using static Dockerlint.Tests.Compose.ComposeProjects;

namespace Dockerlint.Tests.Compose;

public sealed class ComposeFilesTests
{
    [Fact]
    public void Extends_ReachesIntoOtherFolders()
    {
        var project = Load(
            [("app/compose.yaml", Web("extends: {file: ../common/base.yaml, service: base}\nstop_signal: SIGINT"))],
            [("common/base.yaml",
                "services:\n  base:\n    build: {context: ./src, dockerfile: Dockerfile.prod}\n    env_file: a.env\n"
                    + "    extends: {file: deep/root.yaml, service: root}\n"),
             ("common/deep/root.yaml", "services:\n  root:\n    stop_grace_period: 7s\n    command: run\n"),
             ("common/a.env", "A=1\n")]);
        var service = Assert.Single(project.Services);

        Assert.Empty(project.Errors);
        Assert.Empty(project.MissingFiles);
        Assert.Equal("command=[run] grace=7 signal=SIGINT env=A:1 build=common/src", Describe(service));
        Assert.Equal("common/src/Dockerfile.prod", service.Build!.DockerfilePath);
        Assert.Equal("common/deep/root.yaml:3", service.StopGracePeriod!.Location.ToString());
        Assert.Equal(4, project.Files.Count);
    }

    [Theory]
    [InlineData("services:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: a}\n", "extends itself")]
    [InlineData("services:\n  a: {extends: a}\n", "extends itself")]
    [InlineData("services:\n  a: {extends: nobody}\n", "extends 'nobody', which compose.yaml does not declare")]
    [InlineData("services:\n  a: {extends: {file: compose.yaml, service: a}}\n", "extends itself")]
    [InlineData("services: [a]\n", "services must be a mapping")]
    [InlineData("services: {a: text}\n", "service 'a' must be a mapping")]
    [InlineData("- a\n", "the top level must be a mapping")]
    [InlineData("include: [compose.yaml]\n", "include cycle")]
    [InlineData("include: [other.yaml]\n", "include cycle")]
    [InlineData("services: {a: {image: 'x${'}}\n", "invalid interpolation")]
    [InlineData("services: {a: {image: 'x${1}'}}\n", "invalid interpolation")]
    [InlineData("services: {a: {command: 'x ${A%%b}'}}\n", "invalid interpolation")]
    [InlineData("services: {a: {image: x}, a: {image: y}}\n", "the key 'a' is already set")]
    public void WhatComposeRefuses_IsAnError(string yaml, string message)
    {
        var project = Load(yaml, ("compose.yaml", yaml), ("other.yaml", "include: [compose.yaml]\n"));

        Assert.Contains(message, Assert.Single(project.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatIsNotThere_IsMissingAndNoError()
    {
        var project = Load(
            "include: [gone.yaml]\nservices:\n  a: {extends: {file: base.yaml, service: x}, env_file: [{path: b.env}, {path: c.env, "
                + "required: false}]}\n");

        Assert.Empty(project.Errors);
        Assert.Equal(["gone.yaml", "base.yaml", "b.env"], project.MissingFiles.Select(file => file.Value));
        Assert.Single(project.Services);
    }

    [Fact]
    public void Include_BringsServicesWithTheirOwnFolderAndVariables()
    {
        var project = Load(
            [("compose.yaml",
                "include:\n  - path: [sub/compose.yaml, sub/more.yaml]\n  - other/compose.yaml\nservices:\n"
                    + "  web: {image: x, stop_grace_period: \"${G:-1s}\"}\n  db: {stop_signal: SIGINT}\n")],
            [("sub/compose.yaml", "services:\n  db: {build: ., stop_grace_period: \"${G}\"}\n"),
                ("sub/more.yaml", "services:\n  db: {command: go}\n"), ("sub/.env", "G=9s\n"),
             ("other/compose.yaml", "services:\n  cache: {build: {dockerfile: D}}\n")]);

        Assert.Empty(project.Errors);
        Assert.Equal("other/D", project.Find("cache")!.Build!.DockerfilePath);
        Assert.Equal("grace=1 image=x", Describe(project.Find("web")!));
        Assert.Equal("command=[go] grace=9 signal=SIGINT build=sub", Describe(project.Find("db")!));
    }

    [Theory]
    [InlineData("build: .", "Dockerfile")]
    [InlineData("build: ./api", "api/Dockerfile")]
    [InlineData("build: {context: api/../web/, dockerfile: docker/Dockerfile.dev}", "web/docker/Dockerfile.dev")]
    [InlineData("build: {dockerfile: D}", "D")]
    [InlineData("build: {context: ../x}", "../x/Dockerfile")]
    [InlineData("build: /abs/x", "/abs/x/Dockerfile")]
    [InlineData("build: https://github.com/a/b.git#main", null)]
    [InlineData("build: git@github.com:a/b.git", null)]
    [InlineData("build: {context: ., dockerfile_inline: FROM x}", null)]
    [InlineData("build: ${CONTEXT}", null)]
    [InlineData("build: {context: ., dockerfile: \"${D}\"}", null)]
    [InlineData("build: ${CONTEXT:-api}", "api/Dockerfile")]
    public void Dockerfile_IsFoundBesideTheContext(string body, string? path) => Assert.Equal(path, Service(body).Build!.DockerfilePath);

    [Theory]
    [InlineData("A=1", "A:1")]
    [InlineData("# c\n\nexport A=1 # x\nB: 2", "A:1,B:2")]
    [InlineData("A='x $Y # z'\nB=\"l1\nl2\"\nC=3", "A:x $Y # z,B:l1\nl2,C:3")]
    [InlineData("A=1\nB=${A}2\nC=\"$A\\n\"\nD='${A}'", "A:1,B:12,C:1\n,D:${A}")]
    [InlineData("A=1\r\nB=x y \r\n", "A:1,B:x y")]
    [InlineData("A=\nALONE\nA=2", "A:2,ALONE:?")]
    public void EnvFiles_AreReadAsComposeReadsThem(string text, string variables)
    {
        var project = Load(Web("env_file: x.env"), ("x.env", text));

        Assert.Equal("env=" + variables, Describe(project.Services[0]));
    }

    [Fact]
    public void Environment_WinsOverEnvFilesAndTheShellOverDotEnv()
    {
        var project = Load(
            [("a/compose.yaml", Web("env_file: [1.env, 2.env]\nenvironment: [A=own, FROM_SHELL, \"V=${X}\"]\nimage: i:${TAG}"))],
            [("a/1.env", "A=1\nB=1\nC=1"), ("a/2.env", "B=2"), ("a/.env", "TAG=env\nX=env")],
            new() { ["TAG"] = "shell" });

        Assert.Equal("image=i:shell env=A:own,B:2,C:1,FROM_SHELL:?,V:env", Describe(project.Services[0]));
        Assert.Equal("a/2.env:1", project.Services[0].Environment["B"].Location.ToString());
    }

    [Theory]
    [InlineData("x$$y", "x$y")]
    [InlineData("${A}", "1")]
    [InlineData("$A/$A", "1/1")]
    [InlineData("${A:-d}${B:-d}${E:-d}${E-d}", "1dd")]
    [InlineData("${B-d}${A+set}${B+set}${E:+set}", "dset")]
    [InlineData("${A:?no}${A?no}", "11")]
    [InlineData("${B:-${C:-${A}}}", "1")]
    [InlineData("${B:-{x}}", "{x}")]
    [InlineData("100% $ $1 $(x)", "100% $ $1 $(x)")]
    [InlineData("a$", "a$")]
    [InlineData("${B}", null)]
    [InlineData("${B:?no}", null)]
    [InlineData("${E}x", "x")]
    public void Variables_AreSubstitutedAsComposeDoes(string written, string? value) =>
        Assert.Equal(value, Service($"image: '{written}'", new() { ["A"] = "1", ["E"] = string.Empty }).Image!.Value);

    [Theory]
    [InlineData("compose.yaml", true)]
    [InlineData("a/compose.prod.yml", true)]
    [InlineData("docker-compose-dev.yaml", true)]
    [InlineData("Docker-Compose.yml", true)]
    [InlineData("docker-compose.json", false)]
    [InlineData("composer.yaml", false)]
    [InlineData("my-compose.yaml", false)]
    public void Names_AreRecognised(string path, bool isCompose) => Assert.Equal(isCompose, ComposeFile.IsName(path));

    [Theory]
    [InlineData("services: {web: {image: x}}", true)]
    [InlineData("version: '2'\nservices: {web: {build: .}}", true)]
    [InlineData("web: {image: x}\ndb: {build: .}", true)]
    [InlineData("services: [a]", false)]
    [InlineData("services: {web: {class: X}}", false)]
    [InlineData("apiVersion: v1\nkind: X\nservices: {web: {image: x}}", false)]
    [InlineData("name: n\nx-common: {a: 1}\nservices: {web: {image: x}}\nmodels: {m: {model: y}}", true)]
    // Another tool's file: Compose refuses every key at the top level that is not its own.
    [InlineData("name: n\nauthor: a\nservices: {web: {image: x}}\nflow: [a]", false)]
    [InlineData("pipeline: {build: {image: x}}\nservices: {db: {image: postgres}}", false)]
    [InlineData("a: 1", false)]
    [InlineData("image: {repository: x, tag: y}", false)]
    public void Content_IsRecognised(string yaml, bool isCompose) =>
        Assert.Equal(isCompose, ComposeFile.LooksLike(Assert.Single(YamlParser.Parse(new SourceText("x.yaml", yaml)))));

    [Fact]
    public void ServicesAtTheTopLevel_AreTolerated() =>
        Assert.Equal("command=[run] image=x", Describe(Load("web:\n  image: x\n  command: run\n").Find("web")!));

    [Theory]
    [InlineData("network_mode: service:db", "db")]
    [InlineData("pid: service:db\nipc: host", "db")]
    [InlineData("links: [db:alias]\nvolumes_from: [data:ro, container:x]", "db,data")]
    [InlineData("depends_on: {db: {condition: service_healthy}}\nlinks: [db]", "db")]
    public void OtherKeys_ImplyADependency(string body, string services) =>
        Assert.Equal(services, string.Join(',', Service(body).DependsOn.Select(dependency => dependency.Service)));

    [Fact]
    public void Overrides_StandBesideAMainFileOfADefaultName()
    {
        Assert.Equal("a/compose.override.yml", ComposeFile.OverridePaths("a/compose.yaml")[0]);
        Assert.Empty(ComposeFile.OverridePaths("compose.prod.yaml"));
    }

    [Fact]
    public void RestOfAService_IsRead()
    {
        var service = Service("""
            init: "yes"
            pid: host
            user: "1000"
            restart: always
            tty: true
            scale: 3
            ports: ["80:8080", {target: 90}]
            healthcheck: {test: [CMD, x]}
            depends_on: {db: {condition: service_healthy}}
            develop: {watch: [{path: ., action: sync}]}
            deploy: {mode: global, update_config: {order: start-first}}
            """);

        Assert.True(service.Init!.Value);
        Assert.Equal(("host", "1000", "always", 3), (service.Pid!.Value, service.User!.Value, service.Restart!.Value, service.Replicas!.Value));
        Assert.True(service is { Tty: true, StdinOpen: false, HasHealthcheck: true, Watch: not null, IsProvider: false });
        Assert.Equal(["80:8080", "90"], service.Ports.Select(port => port.Value));
        Assert.Equal("service_healthy", Assert.Single(service.DependsOn).Condition);
        Assert.Equal(("global", "update_config"), (service.Deploy!.Mode!.Value, Assert.Single(service.Deploy.SwarmKeys).Value));
    }
}
