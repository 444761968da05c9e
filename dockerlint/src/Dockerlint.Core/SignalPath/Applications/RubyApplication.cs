using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>
/// A Ruby program: the interpreter itself takes SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1 and SIGUSR2 and raises SignalException, which ends
/// the program at once, PID 1 or not (signal.c, install_sighandler; measured with 2.7: exit code 1 after 0.00 s).
/// </summary>
internal static class RubyApplication
{
    /// <summary>Libraries whose server or worker takes SIGTERM and SIGINT and ends in order.</summary>
    private static readonly string[] _draining = ["sinatra", "puma", "rack/handler/puma", "thin", "sidekiq", "karafka", "roda"];

    private static readonly string[] _neutral =
    [
        "socket", "json", "yaml", "net/http", "uri", "logger", "time", "date", "set", "fileutils", "tempfile", "securerandom", "digest", "optparse",
        "ostruct", "open3", "openssl", "timeout", "redis", "pg", "mysql2", "bunny", "erb", "csv", "English", "stringio", "base64", "zlib", "etc",
    ];

    private static readonly OncePerText<Source> _read = new(Read);

    public static RuntimeApplication Inspect(IReadOnlyList<Argument> argv, Container container)
    {
        var script = 1;
        while (script < argv.Count && argv[script].Value is ['-', ..] option)
        {
            script += option is "-I" or "-r" or "-C" ? 2 : 1;
        }

        if (script >= argv.Count || argv[script].Value is not { } path || container.Files.FindSource(path) is not { } file)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, "whether the ruby program handles the signal is not known");
        }

        var source = _read.Of(file.Content);
        if (source.LoadsOthers)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"the files that {path} loads may handle the signal");
        }

        if (source.Traps)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, "what the ruby program's trap does is not followed");
        }

        if (source.LoadsServer)
        {
            return new RuntimeApplication(RuntimeApplications.HandlesOf(container, "SIGTERM", "SIGINT"), $"the server of {path} handles SIGTERM");
        }

        return container.StopSignal.Name is "SIGTERM" or "SIGINT" or "SIGHUP" or "SIGQUIT" or "SIGUSR1" or "SIGUSR2"
            ? new RuntimeApplication(
                HandlesSignal.EndsAtOnce, $"{path} sets no trap, and Ruby ends it at once with SignalException ({container.StopSignal.Name})")
            {
                Evidence = [new Evidence($"no trap in {path}", file.Locate(new TextSpan(0, 0)))],
            }
            : new RuntimeApplication(HandlesSignal.Unknown, "the stop signal is not known");
    }

    private static Source Read(string content)
    {
        var (loadsOthers, loadsServer) = (false, false);
        foreach (var line in content.Split('\n'))
        {
            var code = line.Trim();
            var library = code.StartsWith("require ", StringComparison.Ordinal) ? Required(code) : null;
            loadsServer |= library is not null && Array.IndexOf(_draining, library) >= 0;
            loadsOthers |= library is not null && Array.IndexOf(_neutral, library) < 0 && Array.IndexOf(_draining, library) < 0
                || code.StartsWith("require_relative", StringComparison.Ordinal) || code.StartsWith("load ", StringComparison.Ordinal);
        }

        return new Source(loadsOthers, loadsServer, content.Contains("trap"));
    }

    /// <summary>The name between the quotes; empty where it is no literal.</summary>
    private static string Required(string code)
    {
        var parts = code.Split('"', '\'');
        return parts.Length > 2 ? parts[1] : "";
    }

    private sealed record Source(bool LoadsOthers, bool LoadsServer, bool Traps);
}
