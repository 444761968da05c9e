using System.Diagnostics;
using Dockerlint.Cli;

namespace Docker.Tests;

/// <summary>The command as a process of its own: what it does when it is interrupted, and where its progress goes.</summary>
[Trait("Category", "Docker")]
public sealed class TimeCommandTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(60);

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Interruption_LeavesNoContainerAndExitsWith130(string signal)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The signal is sent with kill(1).");
        await TestEngine.RequireAsync();
        var label = $"interrupted={Guid.NewGuid():N}";
        using var command = Start("time", TestEngine.Dash, "--ready-log", "never", "--", "--label", label, "--entrypoint", "yes");
        var error = command.StandardError.ReadToEndAsync();
        var output = command.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(_soon);
        while ((await TestEngine.LabelledAsync(label)).Length == 0)
        {
            await Task.Delay(50, limit.Token);
        }

        using (var kill = Process.Start("kill", [$"-{signal}", $"{command.Id}"]))
        {
            await kill.WaitForExitAsync(limit.Token);
        }

        await command.WaitForExitAsync(limit.Token);
        Assert.True(command.ExitCode == 130, await error);
        Assert.Equal("dockerlint: interrupted; the measurement's own container is removed\n", await error);
        Assert.Empty(await output);
        Assert.Empty(await TestEngine.LabelledAsync(label));
    }

    // A run in the background starts with SIGINT ignored, and its children too: env gives them back the default.
    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("env", ["--default-signal", "dotnet", typeof(CommandLine).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
