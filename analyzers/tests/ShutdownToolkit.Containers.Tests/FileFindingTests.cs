using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Containers.Tests;

/// <summary>What lies in Dockerfiles, Compose files and manifests: nothing here needs the code.</summary>
public sealed class FileFindingTests
{
    private const string Library = "public sealed class Nothing;";

    [Fact]
    public async Task ShellForm_IsReportedInTheDockerfile()
    {
        var finding = Assert.Single(await Files().With("Dockerfile", "FROM debian:12\nCOPY app /app\nENTRYPOINT /app --serve | cat\n").Findings());

        Assert.Equal("api/Dockerfile(3,1): Warning STOP2001", Consumer.Place(finding));
        Assert.Contains("sh stays PID 1", finding.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("final stage", finding.Properties["subject"]);
        Assert.Equal("KilledAfterGrace", finding.Properties["verdict"]);
        Assert.EndsWith("/docs/rules/STOP2001.md", finding.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IgnoreComment_SilencesTheLineBelow() => Assert.Empty(
        await Files().With("Dockerfile", "FROM debian:12\n# dockerlint ignore=STOP2001 it has no state\nENTRYPOINT /app | cat\n").Findings());

    [Fact]
    public async Task IgnoreCommentOfNothing_IsReported() => Assert.Equal(
        ["api/Dockerfile(2,1): Info STOP0002"],
        (await Files().With("Dockerfile", "FROM debian:12\n# dockerlint ignore=STOP2001 it has no state\nENTRYPOINT [\"/app\"]\n").Findings())
            .Select(Consumer.Place));

    [Fact]
    public async Task EntrypointScript_IsReadFromTheAdditionalFiles()
    {
        var files = Files().With("Dockerfile", "FROM debian:12\nCOPY entrypoint.sh /\nENTRYPOINT [\"/entrypoint.sh\"]\n");

        Assert.Empty(await files.Findings());
        Assert.Equal(
            ["api/entrypoint.sh(3,1): Warning STOP2004"],
            (await files.With("entrypoint.sh", "#!/bin/sh\nset -e\n/app/server\necho done\n").Findings()).Select(Consumer.Place));
    }

    [Fact]
    public async Task ServiceOfOwnDockerfile_SpeaksWithItsGrace() => Assert.Contains(
        "(60 s, exit 137)",
        Assert.Single(
            await Files().With("Dockerfile", "FROM debian:12\nENTRYPOINT /app | cat\n")
                .With("compose.yaml", "services:\n  api:\n    build: .\n    stop_grace_period: 1m\n").Findings()).GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public async Task Manifest_IsJudgedByItsContent() => Assert.Equal(
        ["api/k8s/pod.yaml(6,74): Warning STOP4004"],
        (await Files()
            .With("openapi.yaml", "openapi: 3.0.0\npaths: {}\n")
            .With(
                "k8s/pod.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata: { name: web }
                spec:
                  containers:
                  - { name: web, image: nginx, lifecycle: { preStop: { sleep: { seconds: 40 } } } }
                  terminationGracePeriodSeconds: 30
                """).Findings()).Where(static finding => finding.Severity == DiagnosticSeverity.Warning).Select(Consumer.Place));

    [Fact]
    public async Task BrokenFile_IsAWarningAndNoErrorOfTheBuild() => Assert.Equal(
        ["api/compose.yaml(3,1): Warning STOP0001"],
        (await Files().With("compose.yaml", "services:\n  api:\n\tbuild: .\n").Findings()).Select(Consumer.Place));

    [Fact]
    public async Task Template_IsNamedAndNotChecked() => Assert.Equal(
        DiagnosticSeverity.Info,
        Assert.Single(await Files().With("Dockerfile", "FROM {{ .Base }}\nENTRYPOINT /app | cat\n").Findings()).Severity);

    [Theory]
    [InlineData("true", true)]
    [InlineData("", false)]
    public async Task TestProject_HasNoContainers(string isTest, bool isSilent) => Assert.Equal(
        isSilent,
        (await Files().Where("IsTestProject", isTest).With("Dockerfile", "FROM debian:12\nENTRYPOINT /app | cat\n").Findings()).IsEmpty);

    [Fact]
    public async Task OtherAdditionalFiles_AreNoInputs() => Assert.Empty(
        await Files().With("stylecop.json", "{}").With("BannedSymbols.txt", "x").With("appsettings.json", """{"kind": "Pod"}""")
            .With("values.yaml", "services: none\nkind: x\n").Findings());

    private static Consumer Files() => new Consumer { Output = OutputKind.DynamicallyLinkedLibrary }.With("Nothing.cs", Library);
}
