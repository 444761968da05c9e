using Dockerlint.Compose;
using static Dockerlint.Tests.Compose.ComposeProjects;

namespace Dockerlint.Tests.Compose;

/// <summary>Rows: below, above, and what is in force; each a body of the service <c>web</c>.</summary>
public sealed class ComposeMergeTests
{
    [Theory]
    [InlineData("command: [a, b]", "command: [c]", "command=[c]")]
    [InlineData("command: [a, b]", "command: null", "command=image's")]
    [InlineData("command: [a, b]", "image: x", "command=[a][b] image=x")]
    [InlineData("entrypoint: [a]", "entrypoint: []", "entrypoint=")]
    [InlineData("entrypoint: a b", "command: c", "command=[c] entrypoint=[a][b]")]
    [InlineData("stop_grace_period: 5s", "stop_grace_period: 1m", "grace=60")]
    [InlineData("stop_grace_period: 5s", "stop_grace_period: null", "grace=5")]
    [InlineData("stop_grace_period: 5s", "stop_grace_period: !reset null", "")]
    [InlineData("stop_signal: SIGINT", "stop_signal: !reset ''", "")]
    [InlineData("stop_signal: SIGINT", "stop_signal: SIGQUIT", "signal=SIGQUIT")]
    [InlineData("init: true", "init: false", "init=False")]
    [InlineData("profiles: [a]", "profiles: [b]", "profiles=a,b")]
    [InlineData("profiles: [a]", "profiles: !override [b]", "profiles=b")]
    [InlineData("profiles: [a]", "profiles: !reset []", "")]
    [InlineData("environment: {A: 1, B: 2}", "environment: [B=3, C=4]", "env=A:1,B:3,C:4")]
    [InlineData("environment: [A=1, B=2]", "environment: {B: 3}", "env=A:1,B:3")]
    [InlineData("environment: [A=1]", "environment: !override {B: 3}", "env=B:3")]
    [InlineData("build: ./a", "build: {target: t}", "build=a@t")]
    [InlineData("build: {context: a, target: t}", "build: ./b", "build=b@t")]
    [InlineData("build: {context: a, args: {X: 1}}", "build: {args: [Y=2]}", "build=a args=X:1,Y:2")]
    [InlineData("build: a", "build: !reset null", "")]
    [InlineData("deploy: {replicas: 2, mode: replicated}", "deploy: {replicas: 3}", "replicas=3")]
    [InlineData("depends_on: [a]", "depends_on: {b: {condition: service_healthy}}", "after=a,b")]
    [InlineData("pre_stop: [{command: a}]", "pre_stop: [{command: b}]", "hooks=[a],[b]")]
    public void OverrideFile_MergesAsComposeMerges(string below, string above, string result)
    {
        var project = Load([("compose.yaml", Web(below)), ("compose.override.yaml", Web(above))], []);

        Assert.Empty(project.Errors);
        Assert.Equal(result, Describe(project.Find("web")!));
    }

    [Theory]
    [InlineData("command: [a]\nstop_grace_period: 5s", "stop_signal: SIGINT", "command=[a] grace=5 signal=SIGINT")]
    [InlineData("command: [a]", "command: [b]", "command=[b]")]
    [InlineData("environment: {A: 1}", "environment: {B: 2}", "env=A:1,B:2")]
    [InlineData("stop_grace_period: 5s", "stop_grace_period: !reset null", "")]
    [InlineData("init: true\nimage: x", "init: !reset null", "image=x")]
    public void Extends_MergesAsAnOverrideDoes(string below, string above, string result)
    {
        var own = Indent("extends: base\n" + above);
        var project = Load($"services:\n  web:\n{own}\n  base:\n{Indent(below)}\n");

        Assert.Empty(project.Errors);
        Assert.Equal(result, Describe(project.Find("web")!));
    }

    [Fact]
    public void Location_IsTheOneInForce()
    {
        var service =
            Load([("compose.yaml", Web("stop_grace_period: 5s\nstop_signal: SIGINT")), ("compose.override.yaml", Web("stop_grace_period: 9s"))],
                []).Services[0];

        Assert.Equal("compose.override.yaml:3", service.StopGracePeriod!.Location.ToString());
        Assert.Equal("compose.yaml:4", service.StopSignal!.Location.ToString());
        Assert.Equal("compose.yaml:2", service.Name.Location.ToString());
    }

    [Fact]
    public void AnchorsAndMergeKeys_Resolve()
    {
        var project = Load("""
            x-common: &common
              init: true
              stop_grace_period: ${GRACE:-20s}
              environment: &env {A: "1"}
            services:
              one:
                <<: *common
                image: x
              two:
                <<: *common
                stop_grace_period: 5s
                environment:
                  <<: *env
                  B: "2"
            """);

        Assert.Equal("grace=20 init=True image=x env=A:1", Describe(project.Find("one")!));
        Assert.Equal("grace=5 init=True env=B:2,A:1", Describe(project.Find("two")!));
        Assert.Equal(3, project.Find("one")!.StopGracePeriod!.Location.Line);
    }

    [Fact]
    public void DocumentsOfOneFile_AreOverrides() =>
        Assert.Equal("command=[b] image=x", Describe(Load($"{Web("image: x\ncommand: a")}---\n{Web("command: b")}").Services[0]));

    internal static string Web(string body) => $"services:\n  web:\n{Indent(body)}\n";

    internal static string Indent(string body) => string.Join('\n', body.Split('\n').Select(line => "    " + line));

    internal static string Describe(ComposeService service)
    {
        var facts = new List<string?>
        {
            service.Command is not null || service.Node["command"] is not null ? "command=" + Words(service.Command) : null,
            service.Entrypoint is not null ? "entrypoint=" + Words(service.Entrypoint) : null,
            service.StopGracePeriod is { } grace ? "grace=" + grace.Seconds : null,
            service.StopSignal is { } signal ? "signal=" + signal.Value : null,
            service.Init is { } init ? "init=" + init.Value : null,
            service.Image is { } image ? "image=" + image.Value : null,
            service.Profiles.Count > 0 ? "profiles=" + string.Join(',', service.Profiles.Select(profile => profile.Value)) : null,
            service.Environment.Count > 0 ? "env=" + Join(service.Environment) : null,
            service.Build is { } build ? "build=" + build.Context.Value + (build.Target is { } target ? "@" + target.Value : null) : null,
            service.Build?.Args.Count > 0 ? "args=" + Join(service.Build.Args) : null,
            service.Replicas is { } replicas ? "replicas=" + replicas.Value : null,
            service.DependsOn.Count > 0 ? "after=" + string.Join(',', service.DependsOn.Select(dependency => dependency.Service)) : null,
            service.PreStop.Count > 0 ? "hooks=" + string.Join(',', service.PreStop.Select(hook => Words(hook.Command))) : null,
        };
        return string.Join(' ', facts.OfType<string>());

        static string Join(IReadOnlyDictionary<string, Dockerlint.Text.Located<string?>> variables) =>
            string.Join(',', variables.Select(variable => $"{variable.Key}:{variable.Value.Value ?? "?"}"));
    }
}
