using System.Security.Cryptography;
using System.Text;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;

namespace StopTiming.Tests;

/// <summary>Where the engine is looked for, in the order of docker's command line.</summary>
public sealed class EngineSearchTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("engine-home-");
    private readonly Dictionary<string, string?> _variables = [];
    private readonly HashSet<string> _listening = [];

    [Fact]
    public void AddressInCode_ComesBeforeEverything()
    {
        _variables["DOCKER_HOST"] = "unix:///variable.sock";

        Assert.Equal(("unix:///code.sock", "given in code"), Found("unix:///code.sock"));
    }

    [Fact]
    public void DockerHost_ComesBeforeTheContext()
    {
        Context("remote", """{"Name":"remote","Endpoints":{"docker":{"Host":"tcp://far:2376"}}}""");
        _variables["DOCKER_HOST"] = "unix:///variable.sock";

        Assert.Equal(("unix:///variable.sock", "DOCKER_HOST"), Found());
    }

    [Theory]
    [InlineData("tcp://engine:2376", "tcp://engine:2376/")]
    [InlineData("engine:2375", "tcp://engine:2375/")]
    [InlineData("tcp://engine", "tcp://engine:2375/")]
    [InlineData("engine", "tcp://engine:2375/")]
    [InlineData("/run/other.sock", "unix:///run/other.sock")]
    [InlineData("npipe:////./pipe/docker_engine", "npipe://./pipe/docker_engine")]
    public void EverySpellingOfAnAddress_IsRead(string written, string address)
    {
        _variables["DOCKER_HOST"] = written;

        Assert.Equal(address, Found().Address);
    }

    [Fact]
    public void CurrentContext_IsReadFromItsFiles()
    {
        Context("remote", """{"Name":"remote","Endpoints":{"docker":{"Host":"tcp://far:2376","SkipTLSVerify":true}}}""", certificates: true);

        var endpoint = Search().Find(inCode: null);

        Assert.Equal(("tcp://far:2376/", "docker context remote", true), (endpoint.Address.ToString(), endpoint.Source, endpoint.SkipVerify));
        Assert.True(File.Exists(Path.Combine(endpoint.Certificates!, "ca.pem")));
    }

    [Fact]
    public void DockerContext_ChoosesAnotherThanTheCurrent()
    {
        Context("other", """{"Endpoints":{"docker":{"Host":"unix:///other.sock"}}}""");
        Context("current", """{"Endpoints":{"docker":{"Host":"unix:///current.sock"}}}""");
        _variables["DOCKER_CONTEXT"] = "other";

        Assert.Equal("unix:///other.sock", Found().Address);
    }

    [Fact]
    public void ContextThatDoesNotExist_IsNamed()
    {
        _variables["DOCKER_CONTEXT"] = "gone";

        Assert.Contains("gone does not exist", Assert.Throws<StopTimingException>(() => Found()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultContext_IsTheSocket()
    {
        _variables["DOCKER_CONTEXT"] = "default";

        Assert.Equal("unix:///var/run/docker.sock", Found().Address);
    }

    [Theory]
    [InlineData("/run/user/7/docker.sock", "rootless docker")]
    [InlineData("/run/user/7/podman/podman.sock", "rootless podman")]
    [InlineData("/run/podman/podman.sock", "podman")]
    public void SocketThatAnswers_IsTakenWhereDockersDoesNot(string socket, string source)
    {
        _variables["XDG_RUNTIME_DIR"] = "/run/user/7";
        _listening.Add(socket);

        Assert.Equal(($"unix://{socket}", source), Found());
    }

    [Fact]
    public void NothingThatAnswers_IsTheDefaultSocket() => Assert.Equal(("unix:///var/run/docker.sock", "default"), Found());

    [Theory]
    [InlineData("1", null, false)]
    [InlineData(null, "1", true)]
    public void TlsVariables_GiveCertificates(string? verify, string? tls, bool skips)
    {
        (_variables["DOCKER_HOST"], _variables["DOCKER_TLS_VERIFY"], _variables["DOCKER_TLS"]) = ("tcp://far", verify, tls);
        _variables["DOCKER_CERT_PATH"] = "/certificates";

        var endpoint = Search().Find(inCode: null);

        Assert.Equal(("/certificates", skips, !skips), (endpoint.Certificates, endpoint.SkipVerify, endpoint.NeedsAuthority));
        Assert.Equal(2376, endpoint.Address.Port);
    }

    [Fact]
    public async Task Ssh_IsAnsweredWithHowToForwardTheSocket()
    {
        var fault = await Assert.ThrowsAsync<StopTimingException>(() => new Engine { Host = "ssh://me@far:2222" }.VersionAsync());

        Assert.Equal(StopTimingFault.NoEngine, fault.Fault);
        Assert.Contains("ssh -nNT -p 2222 -L /tmp/docker.sock:/var/run/docker.sock me@far", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SocketThatIsNotThere_IsNoEngine()
    {
        var fault = await Assert.ThrowsAsync<StopTimingException>(() => new Engine { Host = "unix:///nowhere.sock" }.VersionAsync());

        Assert.Equal(StopTimingFault.NoEngine, fault.Fault);
        Assert.EndsWith(": there is no such socket", fault.Message, StringComparison.Ordinal);
        Assert.Contains("unix:///nowhere.sock (given in code)", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.47", "1.47")]
    [InlineData("1.99", "1.54")]
    public void ApiVersion_IsTheNewestOfBoth(string offered, string agreed) =>
        Assert.Equal(agreed, EngineConnection.Agreed(offered, "20.10").ToString());

    [Fact]
    public void EngineThatIsTooOld_IsNamed() =>
        Assert.Contains("1.41", Assert.Throws<StopTimingException>(() => EngineConnection.Agreed("1.40", "19.03")).Message, StringComparison.Ordinal);

    public void Dispose() => _home.Delete(recursive: true);

    private (string Address, string Source) Found(string? inCode = null)
    {
        var endpoint = Search().Find(inCode);
        return (endpoint.Address.ToString(), endpoint.Source);
    }

    private EngineSearch Search() =>
        new(name => _variables.GetValueOrDefault(name), _home.FullName, address => _listening.Contains(address.LocalPath));

    private void Context(string name, string meta, bool certificates = false)
    {
        var folder = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        Write(Path.Combine("contexts", "meta", folder, "meta.json"), meta);
        Write("config.json", $$"""{"auths":{},"currentContext":"{{name}}"}""");
        if (certificates)
        {
            Write(Path.Combine("contexts", "tls", folder, "docker", "ca.pem"), "");
        }
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_home.FullName, ".docker", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
