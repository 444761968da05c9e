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
    [InlineData("services: {aws: {image: localstack/localstack:4.14.0}}\n")]
    [InlineData("services: {admin: {image: phpmyadmin}}\n")]
    [InlineData("services: {login: {image: quay.io/keycloak/keycloak:26.0}}\n")]
    // Two that nobody knows: the other one may be beside it, too.
    [InlineData("services: {app: {image: me/app:1}, aws: {image: localstack/localstack}}\n")]
    public void OtherImages_AreNot(string compose) => Assert.DoesNotContain("is taken for", Trace(compose), StringComparison.Ordinal);

    [Theory]
    [InlineData("services: {a: {image: me/shop-cart:1}, b: {image: me/shop-pay:1}}\n", "me/shop-cart", "me/shop-pay")]
    [InlineData("services: {a: {image: me/cart_service}, b: {image: me/pay_service}}\n", "me/cart_service", "me/pay_service")]
    [InlineData("services: {a: {image: me/cart}, b: {image: me/pay}}\n", "me/cart", "me/pay")]
    [InlineData("services: {a: {image: me/shop-cart:1}, b: {image: me/shop-pay:1, command: [gunicorn, app]}}\n", "me/shop-cart")]
    [InlineData("services: {a: {image: me/shop-cart:1}, b: {image: you/shop-pay:1}}\n")]
    [InlineData("services: {a: {image: me/shop-cart:1}, b: {image: me/shop-other:1}}\n")]
    [InlineData("services: {a: {image: me/7-cart:1}, b: {image: me/7-pay:1}}\n")]
    public void ImagesOfOneFamily_AreTakenForTheDockerfilesTheyAreNamedAfter(string compose, params string[] taken)
    {
        foreach (var service in new[] { "cart", "pay" })
        {
            _folder.Write($"src/{service}/run.sh", Script)
                .Write($"src/{service}/Dockerfile", "FROM debian:12\nCOPY run.sh /run.sh\nCMD [\"/run.sh\"]\n");
        }

        var trace = string.Join(' ', _folder.Write("compose.yaml", compose).Run("trace", ".").Output.Split(
            [' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(taken, System.Text.RegularExpressions.Regex.Matches(trace, "image ([^ ]+) is taken for the one").Select(
            static found => found.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    /// <summary>Two other services' images are unknown, so that only the command says whose this one is.</summary>
    [Theory]
    [InlineData("bin/serve")]
    [InlineData("/app/bin/serve")]
    public void ImageWhoseCommandOneDockerfileCopies_IsTakenForTheOneThatIsDeployed(string command)
    {
        const string Dockerfile = "FROM debian:12\nWORKDIR /app\nCOPY . .\nCMD [\"sleep\", \"infinity\"]\n";
        var trace = _folder.Write("bin/serve", Script).Write("Dockerfile", Dockerfile).Write("Dockerfile.dev", Dockerfile)
            .Write("compose.yaml", $"services: {{app: {{image: me/app:1, entrypoint: [{command}]}}, a: {{image: b/c}}, d: {{image: e/f}}}}\n")
            .Run("trace", ".").Output;

        Assert.Contains("image me/app:1 is taken for the one that Dockerfile builds", string.Join(' ', trace.Split(
            [' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    /// <summary>Whichever of them is judged first.</summary>
    [Fact]
    public void ManyServicesWithAScriptEach_AreAllFound()
    {
        var services = Enumerable.Range(0, 600).Select(i => $"  s{i}: {{image: me/app{i}, entrypoint: [bin/run{i}.sh]}}\n");
        _folder.Write("Dockerfile", "FROM debian:12\nWORKDIR /app\nCOPY . .\nCMD [\"sleep\", \"infinity\"]\n")
            .Write("compose.yaml", "services:\n" + string.Concat(services));
        for (var i = 0; i < 600; i++)
        {
            _folder.Write($"bin/run{i}.sh", Script);
        }

        var trace = _folder.Run("trace", ".", "--format", "json").Output;

        Assert.Equal(600, System.Text.RegularExpressions.Regex.Matches(trace, "is taken for the one that Dockerfile builds")
            .Select(found => trace.LastIndexOf("\"name\"", found.Index, StringComparison.Ordinal)).Distinct().Count());
    }

    private string Trace(string compose)
    {
        Write(compose);
        return _folder.Run("trace", ".").Output;
    }

    private void Write(string compose) => _folder.Write("compose.yaml", compose).Write("run.sh", Script)
        .Write("Dockerfile", "FROM debian:12\nCOPY run.sh /run.sh\nCMD [\"/run.sh\"]\n");
}
