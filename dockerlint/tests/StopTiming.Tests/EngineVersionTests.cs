using System.Text.Json;
using ShutdownToolkit.StopTiming;

namespace StopTiming.Tests;

/// <summary>
/// Engines of every age, as their /version answers: docker 1.12, 20.10, podman 4, docker 25, 29, and one to come. Each refuses a version outside of
/// its own range, as dockerd does.
/// </summary>
public sealed class EngineVersionTests
{
    [Theory]
    [InlineData("20.10.24", "1.12", "1.41", "1.41")]
    [InlineData("4.9.3", "1.24", "1.41", "1.41")]
    [InlineData("25.0.0", "1.24", "1.44", "1.44")]
    [InlineData("29.0.0", "1.44", "1.52", "1.52")]
    [InlineData("31.0.0", "1.54", "1.60", "1.54")]
    [InlineData("31.0.0", "", "1.60", "1.54")]
    public async Task Engine_IsAskedInAVersionThatItSpeaks(string engine, string oldest, string newest, string agreed)
    {
        await using var fake = Fake(engine, oldest, newest);
        using var client = await fake.StartAsync();

        Assert.Empty(await RunningContainers.JudgeAsync(client));

        Assert.Equal(["", agreed], fake.Versions.Distinct());
    }

    [Theory]
    [InlineData("1.12.6", "1.12", "1.24",
        "The engine 1.12.6 speaks API version 1.24; 1.41 (docker 20.10, podman 4) is the oldest that is understood.")]
    [InlineData("19.03.15", "1.12", "1.40",
        "The engine 19.03.15 speaks API version 1.40; 1.41 (docker 20.10, podman 4) is the oldest that is understood.")]
    [InlineData("33.0.0", "1.58", "1.70",
        "The engine 33.0.0 speaks API versions from 1.58 on; 1.54 is the newest that is understood.")]
    public async Task EngineOutOfReach_IsOneSentenceAndIsNotAskedAgain(string engine, string oldest, string newest, string sentence)
    {
        await using var fake = Fake(engine, oldest, newest);
        using var client = await fake.StartAsync();

        var fault = await Assert.ThrowsAsync<StopTimingException>(() => RunningContainers.JudgeAsync(client));

        Assert.Equal((StopTimingFault.NoEngine, sentence), (fault.Fault, fault.Message));
        Assert.Equal([""], fake.Versions);
    }

    private static FakeEngine Fake(string engine, string oldest, string newest) => new FakeEngine().Running().Answer("version", 200,
        JsonSerializer.Serialize(new Dictionary<string, string> { ["Version"] = engine, ["ApiVersion"] = newest, ["MinAPIVersion"] = oldest }));
}
