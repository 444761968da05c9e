using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Compose;

/// <summary>A Compose file that names the repository's own image instead of building it.</summary>
public sealed class AssumedImageTests : IDisposable
{
    private const string Script = "#!/bin/sh\nnginx -g 'daemon off;'\ntrue\n";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OneUnknownImageBesideOneDockerfile_IsTakenForIt()
    {
        var trace = Trace("services: {app: {image: me/app:1}, db: {image: postgres:16}}\n");

        Assert.Contains("app  (compose.yaml:1)", trace, StringComparison.Ordinal);
        Assert.Contains("KilledAfterGrace?", trace, StringComparison.Ordinal);
        Assert.Contains("image me/app is taken for the one that Dockerfile builds", trace.ReplaceLineEndings(" ").Replace("       ", " ",
            StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheImageItselfSays_StandsWithoutTheAssumption()
    {
        Write("services: {app: {image: me/app:1}}\n");

        Assert.Contains("run.sh:2:1 error STOP2004 EntrypointScriptWithoutExec  (final stage)", _folder.Run("check", ".").Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services: {app: {image: me/app:1}, other: {image: you/other:1}}\n")]
    [InlineData("services: {app: {image: redis:7}}\n")]
    [InlineData("services: {app: {image: me/app:1, command: [gunicorn, app]}}\n")]
    [InlineData("services: {app: {image: me/app:1, entrypoint: [gunicorn, app]}}\n")]
    public void OtherImages_AreNot(string compose) => Assert.DoesNotContain("is taken for", Trace(compose), StringComparison.Ordinal);

    private string Trace(string compose)
    {
        Write(compose);
        return _folder.Run("trace", ".").Output;
    }

    private void Write(string compose) => _folder.Write("compose.yaml", compose).Write("run.sh", Script)
        .Write("Dockerfile", "FROM debian:12\nCOPY run.sh /run.sh\nCMD [\"/run.sh\"]\n");
}
