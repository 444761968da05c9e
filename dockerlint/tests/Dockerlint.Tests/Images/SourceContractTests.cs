using System.Diagnostics;
using System.Text;
using Dockerlint.Containers;
using Dockerlint.Images;
using Dockerlint.Images.Assemblies;
using Dockerlint.Images.Registries;
using Dockerlint.JavaScript;
using Dockerlint.Linting;
using Dockerlint.Tests.Cli;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Images;

/// <summary>The same image gives the same facts and the same verdict from each source, a real registry and other tools' archives included.</summary>
public sealed class SourceContractTests : IDisposable
{
    private const string Elf = "\u007fELF\0";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RealRegistry_WithTlsAndPassword(bool withPassword)
    {
        using var registry = await DebianRegistry.StartAsync(withPassword);
        Skip.If(registry is null, "docker-registry is not installed (scripts/engine start installs it)");
        await registry.PushAsync(Image(), "base/web", "1.0", TestImage.GZip);
        List<string> failures = [];

        using (var stranger = Images(registry, failures))
        {
            if (withPassword)
            {
                Assert.Null(stranger.Find($"{registry.Host}/base/web:1.0"));
                Assert.Contains("does not let this user read base/web (401)", Assert.Single(failures), StringComparison.Ordinal);
                failures.Clear();
            }
        }

        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DebianRegistry.User}:{DebianRegistry.Password}"));
        _folder.Write("docker/config.json", $"{{\"auths\": {{\"{registry.Host}\": {{\"auth\": \"{auth}\"}}}}}}");
        using var images = Images(registry, failures);
        AssertSame(images.Read("x", $"{registry.Host}/base/web:1.0"));
        Assert.Null(images.Find($"{registry.Host}/base/web:2.0"));
        Assert.Equal($"{registry.Host} has no base/web 2.0", Assert.Single(failures));
    }

    [SkippableFact]
    public async Task RealRegistry_WhoseCertificateNobodyTrusts_IsNotAsked()
    {
        using var registry = await DebianRegistry.StartAsync(withPassword: false);
        Skip.If(registry is null, "docker-registry is not installed (scripts/engine start installs it)");
        await registry.PushAsync(Image(), "web", "1");
        Directory.Delete(registry.Certificates, recursive: true);
        List<string> failures = [];
        using var images = Images(registry, failures);

        Assert.Null(images.Find($"{registry.Host}/web:1"));
        Assert.Single(failures);
    }

    [SkippableTheory]
    [InlineData("docker-archive:$/x.tar:web:1.0", "docker-archive:x.tar")]
    [InlineData("oci:$/x:1.0", "oci:x:1.0")]
    [InlineData("oci:$/x:1.0 --dest-compress-format=zstd", "oci:x")]
    [InlineData("oci-archive:$/x.tar:1.0", "oci-archive:x.tar")]
    public void Skopeo_WritesTheSame(string target, string given)
    {
        _folder.Write("web.tar", Image().DockerArchive());
        RunOrSkip("skopeo", ["copy", "--insecure-policy", $"docker-archive:{_folder.FullPath("web.tar")}",
            .. target.Replace("$", _folder.Path, StringComparison.Ordinal).Split(' ')]);

        AssertSame(Read(given));
    }

    [SkippableFact]
    public void Umoci_ChangesAreRead()
    {
        foreach (var (path, content) in Image().OciLayout())
        {
            _folder.Write("layout/" + path, content);
        }

        RunOrSkip("umoci", ["config", "--image", $"{_folder.FullPath("layout")}:1.0", "--tag", "2.0", "--config.stopsignal", "SIGQUIT",
            "--config.entrypoint", "/usr/local/bin/node", "--config.cmd", "server.js"]);

        var image = Read("oci:layout:2.0");
        Assert.Equal(("SIGQUIT", "/usr/local/bin/node"), (image.StopSignal, Assert.Single(image.Entrypoint!)));
        AssertSame(Read("oci:layout:1.0"));
    }

    private static TestImage Image() => new TestImage
    {
        Entrypoint = ["/entry.sh"], Cmd = ["node", "server.js"], WorkDir = "/app", StopSignal = "SIGINT",
        Env = ["PATH=/usr/local/bin:/usr/bin:/bin", "NODE_ENV=production"],
    }
        .Layer(("bin/", ""), ("bin/dash", Elf), ("bin/sh -> dash", ""), ("usr/local/bin/node", Elf), ("app/gone.js", "x"))
        .Layer(("entry.sh", "#!/bin/sh\nnode server.js\n"), ("app/.wh.gone.js", ""),
            ("app/server.js", "require('http').createServer(handle).listen(1)\n"));

    private static void AssertSame(BaseImage image)
    {
        Assert.Equal(("/entry.sh", "node server.js", "SIGINT", "app", "/app", "production", "linux/amd64", ShellKind.Dash), (
            string.Join(' ', image.Entrypoint!), string.Join(' ', image.Cmd!), image.StopSignal, image.User, image.WorkDir, image.Env["NODE_ENV"],
            image.Platform, image.Shell));
        Assert.NotNull(image.Files!.Find("/app/server.js"));
        Assert.Null(image.Files.Find("/app/gone.js"));
        var reader = new MemoryFiles(new Dictionary<string, string>());
        var sources = new ApplicationSources(new ImageAssemblies(NoDotNetProjects.Instance), new JavaScriptReader());
        var stop = Assert.Single(LintRun.Read([new LintInput.OfImage(image)], reader, sources).Stops);
        Assert.Equal(
            (Stops.Verdict.KilledAfterGrace, "entry.sh", "node"),
            (stop.Route.Verdict, stop.Route.Hops[0].Program, stop.Route.Hops[1].Program));
    }

    private BaseImage Read(string given)
    {
        var host = new Dockerlint.Cli.CommandHost
        {
            WorkingDirectory = _folder.Path, Input = static () => Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null,
        };
        var door = new Dockerlint.Cli.Inputs.ImageDoor(host, new Dockerlint.Cli.Inputs.RepositoryReader(_folder.Path));
        return Assert.Single(new ImageInputs(door).Read(given, sentence => Assert.Fail(sentence)));
    }

    private RegistryImages Images(DebianRegistry registry, List<string> failures) => new(
        new RegistryClient(
            new RegistryCredentials(_folder.FullPath("docker")), new BlobCache(_folder.FullPath("cache")), RegistryBounds.Default,
            registry.Certificates),
        (_, sentence) => failures.Add(sentence));

    private static void RunOrSkip(string program, string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, $"{program} is not installed (scripts/engine start installs it)");
        }
    }
}
