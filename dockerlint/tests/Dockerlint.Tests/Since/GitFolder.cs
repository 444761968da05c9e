using System.Diagnostics;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Since;

/// <summary>A folder under git, with the machine's own git.</summary>
internal static class GitFolder
{
    public static string Git(this WorkFolder folder, params string[] words)
    {
        var start = new ProcessStartInfo("git", words)
        {
            WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["HOME"] = folder.Path, ["GIT_CONFIG_NOSYSTEM"] = "1", ["GIT_AUTHOR_NAME"] = "a", ["GIT_AUTHOR_EMAIL"] = "a@example.org",
                ["GIT_COMMITTER_NAME"] = "a", ["GIT_COMMITTER_EMAIL"] = "a@example.org",
            },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode is 0 or 1, $"git {string.Join(' ', words)}: {error.Result}");
        return output;
    }

    public static WorkFolder Committed(this WorkFolder folder)
    {
        folder.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        folder.Git("init", "-q", "-b", "main");
        folder.Git("add", "-A");
        folder.Git("commit", "-q", "-m", "first");
        return folder;
    }
}
