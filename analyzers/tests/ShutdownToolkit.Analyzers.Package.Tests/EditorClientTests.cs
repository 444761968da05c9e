using System.Diagnostics;

namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>
/// neovim with csharp-ls over the installed package: the finding comes, moves and goes while somebody types. It starts an editor, a server and
/// the server's own build host, so only where it is asked for: <c>EDITOR_CLIENT=1</c>.
/// </summary>
[Collection(Consumers.Name)]
public sealed class EditorClientTests(Consumers consumers)
{
    private static readonly TimeSpan _most = TimeSpan.FromMinutes(9);

    [SkippableFact]
    public async Task Finding_ComesMovesAndGoesWhileTheCodeIsTyped()
    {
        Skip.If(Environment.GetEnvironmentVariable("EDITOR_CLIENT") != "1", "EDITOR_CLIENT=1 runs it; it needs nvim and the tool csharp-ls");
        var build = await consumers.Build("editor");
        Assert.True(build.ExitCode == 0, build.Output);
        var server = await consumers.Tool("csharp-ls", "0.28.0");
        var folder = consumers.PathOf("editor");
        var report = Path.Combine(folder, "report.txt");
        var start = new ProcessStartInfo("nvim", ["--headless", "-u", "NONE", "-S", Path.Combine(folder, "typing.lua")])
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true,
            Environment = { ["EDITOR_FOLDER"] = folder, ["EDITOR_SERVER"] = server, ["EDITOR_REPORT"] = report },
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var editor = Process.Start(start)!;
        using var patience = new CancellationTokenSource(_most);
        var errors = editor.StandardError.ReadToEndAsync(patience.Token);
        await editor.WaitForExitAsync(patience.Token);

        Assert.True(File.Exists(report), await errors);
        Assert.Equal(
            ["opened: ", "typed: 2,52 STOP3001", "moved: 3,52 STOP3001", "repaired: "], await File.ReadAllLinesAsync(report, patience.Token));
    }
}
