using System.Net;
using System.Text.Json;
using Dockerlint.Images.Registries;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Images;

/// <summary>A registry of a test's own, and a folder with its cache and its docker configuration.</summary>
public abstract class RegistryTest : IDisposable
{
    protected const string Elf = "\u007fELF\0";

    private protected WorkFolder Folder { get; } = new();

    private protected FakeRegistry Registry { get; } = new();

    protected RegistryTest()
    {
        Folder.Variables["XDG_CACHE_HOME"] = Folder.FullPath("cache");
        Folder.Variables["DOCKER_CONFIG"] = Folder.FullPath("docker");
        Directory.CreateDirectory(Folder.FullPath("docker"));
    }

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
        Registry.Dispose();
        Folder.Dispose();
    }

    protected string Given => $"docker://{Registry.Host}/web:1.0";

    private protected static TestImage Image() => new TestImage { Entrypoint = ["/entry.sh"], Cmd = ["node", "server.js"], WorkDir = "/app" }
        .Layer(("bin/dash", Elf), ("bin/sh -> dash", ""), ("usr/local/bin/node", Elf), ("app/server.js", "require('http').createServer().listen(1)"))
        .Layer(("entry.sh", "#!/bin/sh\nnode server.js\n"));

    private protected RegistryImages Images(RegistryBounds bounds, List<string> failures) =>
        Images(new RegistryCredentials(Folder.FullPath("docker")), bounds, failures);

    private protected RegistryImages Images(RegistryCredentials credentials, RegistryBounds bounds, List<string> failures) => new(
        new RegistryClient(credentials, new BlobCache(null), bounds, Folder.FullPath("certs")), (_, sentence) => failures.Add(sentence));

    protected void AssertFails(string sentence)
    {
        var run = Run(Given);
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("a defect of dockerlint", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    private protected CommandRun Run(params string[] words) => Folder.Run(words);

    protected string? Verdict()
    {
        var run = Run("trace", "--format", "json", Given);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("services")[0].GetProperty("verdict").GetString();
    }

    protected static bool Challenge(HttpListenerContext context, string challenge)
    {
        context.Response.Headers["WWW-Authenticate"] = challenge;
        return FakeRegistry.Answer(context, 401);
    }

    private protected static bool Redirected(HttpListenerContext context, FakeRegistry target) =>
        Redirected(context, $"http://{target.Host}{context.Request.Url!.PathAndQuery}");

    protected static bool Redirected(HttpListenerContext context, string location)
    {
        context.Response.Headers["Location"] = location;
        return FakeRegistry.Answer(context, 307);
    }

    /// <summary>The registry lets in whom <c>docker login</c> has let in; what it answers then comes first.</summary>
    protected void RequireLogin(Func<HttpListenerContext, bool> then)
    {
        Registry.Intercept = context =>
            context.Request.Headers["Authorization"] != "Basic dTpw" ? Challenge(context, "Basic realm=\"r\"") : then(context);
        Folder.Write("docker/config.json", $"{{\"auths\": {{\"{Registry.Host}\": {{\"auth\": \"dTpw\"}}}}}}");
    }

    protected static bool Halting(HttpListenerContext context, byte[] content, ManualResetEventSlim released)
    {
        context.Response.ContentLength64 = content.Length;
        context.Response.OutputStream.Write(content, 0, 10);
        context.Response.OutputStream.Flush();
        released.Wait(TimeSpan.FromSeconds(60));
        context.Response.Abort();
        return true;
    }

    protected static bool Truncated(HttpListenerContext context, byte[] content)
    {
        context.Response.ContentLength64 = content.Length;
        context.Response.OutputStream.Write(content, 0, 100);
        context.Response.OutputStream.Flush();
        context.Response.Abort();
        return true;
    }
}
