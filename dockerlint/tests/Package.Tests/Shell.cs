using System.Diagnostics;

namespace ShutdownToolkit.Package.Tests;

/// <summary>Runs a program as a user's shell would: nothing of the surrounding test run is inherited, no server is left behind.</summary>
internal sealed class Shell(string folder, string packages)
{
    private static readonly TimeSpan _most = TimeSpan.FromMinutes(5);

    private static readonly string[] _foreign =
        ["MSBUILD", "VSTEST", "TESTINGPLATFORM", "DOTNET_HOST_PATH", "DOTNET_CLI_CONTEXT", "COREHOST", "GIT_"];

    public Dictionary<string, string> Variables { get; } = [];

    public async Task<(int ExitCode, string Output)> Run(string program, params string[] arguments)
    {
        var start =
            new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(_most);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took more than {_most}.");
        }
    }

    public async Task<string> Succeeds(string program, params string[] arguments)
    {
        var (exitCode, output) = await Run(program, arguments);
        return exitCode == 0 ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
    }

    private static bool IsForeign(string variable) =>
        Array.Exists(_foreign, prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
