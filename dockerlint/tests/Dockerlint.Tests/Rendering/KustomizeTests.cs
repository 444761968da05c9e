using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Rendering;

public sealed class KustomizeTests : IDisposable
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          terminationGracePeriodSeconds: 60
          containers:
            - name: web
              image: debian:12
              command: ["sh", "-c", "cd /app; python server.py"]
        """;

    private readonly WorkFolder _folder = new();

    public KustomizeTests()
    {
        Skip.If(OperatingSystem.IsWindows(), "stand-ins are shell scripts");
        _folder.Write("base/kustomization.yaml", "resources: [pod.yaml]\n").Write("base/pod.yaml", Pod)
            .Write("prod/kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namePrefix: prod-
                namespace: live
                resources: [../base]
                patches:
                  - target: {kind: Pod}
                    path: grace.yaml
                """).Write("prod/grace.yaml", """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web
                spec:
                  terminationGracePeriodSeconds: 0
                """);
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void WithoutTheOption_WhatAPatchItselfSays()
    {
        var output = _folder.Run(".", "--format", "concise").Output;

        Assert.Contains("prod/grace.yaml:6:34: error STOP3003", output, StringComparison.Ordinal);
        Assert.DoesNotContain("base/pod.yaml:1:1: error STOP3003", output, StringComparison.Ordinal);
    }

    /// <summary>With the machine's own kubectl.</summary>
    [SkippableFact]
    public void RealKubectl_FindingsStandInResourceAndPatch()
    {
        Skip.If(StandIn.OfMachine("kubectl") is null, "no kubectl on this machine");
        _folder.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        var run = _folder.Run(".", "--render", "--format", "concise");

        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.Contains("prod/grace.yaml:6:3: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("base/pod.yaml:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("(kubectl kustomize)", run.Output, StringComparison.Ordinal);
    }

    /// <summary>What <c>kubectl kustomize prod</c> of 1.32 writes: keys sorted, lists in block style.</summary>
    [SkippableFact]
    public void Overlay_IsJudgedInThePlaceOfItsBase()
    {
        var run = Rendering("""
            apiVersion: v1
            kind: Pod
            metadata:
              name: prod-web
              namespace: live
            spec:
              containers:
              - command:
                - sh
                - -c
                - cd /app; python server.py
                image: debian:12
                name: web
              terminationGracePeriodSeconds: 0
            """).Run(".", "--render", "--format", "json");
        using var json = System.Text.Json.JsonDocument.Parse(run.Output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray()
            .Select(static finding => $"{finding.GetProperty("rule")} {finding.GetProperty("path")}:{finding.GetProperty("line")} "
                + finding.GetProperty("subject"))
            .ToList();

        Assert.Contains("STOP3003 prod/grace.yaml:6 pod/prod-web", findings);
        Assert.Contains(findings, static finding => finding.StartsWith("STOP2003 base/pod.yaml:", StringComparison.Ordinal));
        Assert.All(findings, static finding => Assert.Contains("prod-web", finding, StringComparison.Ordinal));
    }

    [SkippableFact]
    public void CommentInTheResource_StillIgnores()
    {
        _folder.Write("base/pod.yaml", Pod.Replace("    - name: web", "    # dockerlint ignore=STOP2003 the script is short\n    - name: web",
            StringComparison.Ordinal));
        var output = Rendering(Pod).Run(".", "--render", "--format", "concise").Output;

        Assert.DoesNotContain("STOP2003", output, StringComparison.Ordinal);
        Assert.DoesNotContain("STOP0002", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void BaseOfAnother_IsNotRenderedByItself()
    {
        Rendering(Pod).Program("kustomize", "echo \"$@\" >> words\n").Run(".", "--render");

        Assert.Equal($"build {_folder.Path}/prod\n", _folder.Read("words"));
    }

    [SkippableFact]
    public void KustomizationThatFails_OneLineAndItsFilesAsTheyAre()
    {
        _folder.Program("kustomize", "echo \"Error: accumulating resources: accumulation err='no such file'\" >&2; exit 1\n");
        var run = _folder.Run(".", "--render", "--format", "concise");

        Assert.Equal(2, run.Code);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("prod/kustomization.yaml: error STOP0001: kustomize build: Error: accumulating", run.Error, StringComparison.Ordinal);
        Assert.Contains("base/pod.yaml:", run.Output, StringComparison.Ordinal);
    }

    /// <summary>kubectl 1.32 logs its failure: what differs at every run, and the marks of a text of several lines, are no reason.</summary>
    [SkippableTheory]
    [InlineData("E1128 15:46:29.473092   26486 run.go:72] \"command failed\" err=\"accumulating resources: no \\\"such\\\" file\"",
        "accumulating resources: no \"such\" file")]
    [InlineData("E1128 15:46:53.995031   27079 run.go:72] \"command failed\" err=<\n\taccumulating resources: no such host\n\t: exit status 128\n >",
        "accumulating resources: no such host")]
    public void FailureInALog_ItsReason(string log, string reason)
    {
        _folder.Write("log", $"# Warning: 'commonLabels' is deprecated\n{log}\n")
            .Program("kubectl", $"/bin/cat '{_folder.FullPath("log")}' >&2; exit 1\n");

        var run = _folder.Run(".", "--render", "--format", "concise");

        Assert.Equal($"prod/kustomization.yaml: error STOP0001: kubectl kustomize: {reason}\n", run.Error);
    }

    private WorkFolder Rendering(string text) =>
        _folder.Write("rendered", text).Program("kustomize", $"exec /bin/cat '{_folder.FullPath("rendered")}'\n");
}
