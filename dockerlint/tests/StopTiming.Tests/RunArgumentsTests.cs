using Docker.DotNet.Models;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Creation;

namespace StopTiming.Tests;

/// <summary>The options of docker run, as the engine's API takes them.</summary>
public sealed class RunArgumentsTests
{
    [Fact]
    public void Variables_AreTakenFromTheLineAndFromTheEnvironment() =>
        Assert.Equal(["A=1", "B=2=3", "HERE=there"], Parse("-e", "A=1", "--env=B=2=3", "-e", "HERE", "-eGONE").Env);

    [Fact]
    public void Volumes_AreBindsOrAnonymous()
    {
        var created = Parse("-v", "/host:/inside:ro", "--volume", "/data", "-v", "named:/cache");

        Assert.Equal(["/host:/inside:ro", "named:/cache"], created.HostConfig!.Binds);
        Assert.Equal(["/data"], created.Volumes.Keys);
    }

    [Fact]
    public void RelativeVolume_IsOfTheCurrentFolder() =>
        Assert.Equal([Path.GetFullPath("./probe") + ":/probe"], Parse("-v", "./probe:/probe").HostConfig!.Binds);

    [Theory]
    [InlineData("80", "80/tcp", "", "")]
    [InlineData("8080:80", "80/tcp", "", "8080")]
    [InlineData("127.0.0.1:8080:80/udp", "80/udp", "127.0.0.1", "8080")]
    [InlineData("127.0.0.1::80", "80/tcp", "127.0.0.1", "")]
    [InlineData("[::1]:8080:80", "80/tcp", "::1", "8080")]
    public void PublishedPort_HasItsAddressAndItsOutside(string text, string inside, string address, string outside)
    {
        var created = Parse("-p", text);

        var binding = Assert.Single(created.HostConfig!.PortBindings[inside]);
        Assert.Equal((address, outside), (binding.HostIP, binding.HostPort));
        Assert.Contains(inside, created.ExposedPorts!.Keys);
    }

    [Fact]
    public void Letters_AreBundledOrHaveTheirValueBehindThem()
    {
        var created = Parse("-it", "-dp8080:80", "-uroot", "-w=/app");

        Assert.True(created.Tty && created.OpenStdin);
        Assert.Equal(("root", "/app"), (created.User, created.WorkingDir));
        Assert.Single(created.HostConfig!.PortBindings);
    }

    [Fact]
    public void Flags_CanBeTurnedOff() =>
        Assert.Equal((false, true), (Parse("--init=false").HostConfig!.Init, Parse("--read-only").HostConfig!.ReadonlyRootfs));

    [Theory]
    [InlineData("512m", 536870912)]
    [InlineData("1.5g", 1610612736)]
    [InlineData("64kb", 65536)]
    [InlineData("1024", 1024)]
    public void Memory_IsInPowersOf1024(string text, long bytes) => Assert.Equal(bytes, Parse("-m", text).HostConfig!.Memory);

    [Fact]
    public void Network_ComesWithItsAliases()
    {
        var created = Parse("--network", "back", "--network-alias", "web", "--ip", "10.0.0.9");

        var endpoint = created.NetworkingConfig!.EndpointsConfig["back"];
        Assert.Equal(("back", "web", "10.0.0.9"), (created.HostConfig!.NetworkMode, endpoint.Aliases[0], endpoint.IPAMConfig!.IPv4Address));
    }

    [Fact]
    public void Mount_IsReadFromItsParts()
    {
        var mount = Assert.Single(Parse("--mount", "type=bind,src=/host,dst=/inside,readonly").HostConfig!.Mounts!);

        Assert.Equal(("bind", "/host", "/inside", true), (mount.Type, mount.Source, mount.Target, mount.ReadOnly));
    }

    [Fact]
    public void OptionsOfTheStop_AreTheContainersOwn()
    {
        var created = Parse(
            "--stop-signal", "SIGINT", "--stop-timeout", "25", "--entrypoint", "", "--restart", "on-failure:3", "--ulimit", "nofile=64:128");

        Assert.Equal(("SIGINT", TimeSpan.FromSeconds(25), ""), (created.StopSignal, created.StopTimeout, Assert.Single(created.Entrypoint)));
        Assert.Equal((RestartPolicyKind.OnFailure, 3), (created.HostConfig!.RestartPolicy.Name, created.HostConfig.RestartPolicy.MaximumRetryCount));
        Assert.Equal((64, 128), (created.HostConfig.Ulimits[0].Soft, created.HostConfig.Ulimits[0].Hard));
    }

    [Theory]
    [InlineData("--gpus", "all", "--gpus")]
    [InlineData("-e", null, "needs a value")]
    [InlineData("image", null, "stands among the options")]
    [InlineData("-m", "much", "no amount of memory")]
    [InlineData("-p", "80-90:80-90", "ranges")]
    [InlineData("--init=perhaps", null, "neither true nor false")]
    [InlineData("--restart", "sometimes", "sometimes")]
    public void WhatCannotBeUnderstood_IsRefusedByItsName(string option, string? value, string words)
    {
        var fault = Assert.Throws<StopTimingException>(() => Parse(value is null ? [option] : [option, value]));

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    private static CreateContainerParameters Parse(params string[] arguments) =>
        RunArguments.Parse(arguments, name => name == "HERE" ? "there" : null);
}
