using Dockerlint.Containers;

namespace Dockerlint.SignalPath.Applications;

/// <summary>C and C++: a program gets what it asks for, and no handler by itself.</summary>
internal static class CProgram
{
    private static readonly string[] _compilers = ["gcc", "g++", "cc", "c++", "clang", "clang++", "musl-gcc"];

    private static readonly string[] _extensions = [".c", ".cc", ".cpp", ".cxx"];

    /// <summary>signal(2), sigaction(2) and those built on them: libuv, libev, libevent, glib, boost.asio.</summary>
    private static readonly string[] _signalWords =
    [
        "signal", "sigaction", "signalfd", "sigwait", "sigwaitinfo", "sigtimedwait", "sigset", "bsd_signal", "sigprocmask", "pthread_sigmask",
        "SIGTERM", "SIGINT", "uv_signal_start", "ev_signal_init", "evsignal_new", "EV_SIGNAL", "g_unix_signal_add", "signal_set",
    ];

    private static readonly string[] _longRunning = ["accept", "listen", "pause", "epoll_wait", "select", "poll", "sleep", "usleep", "recvfrom"];

    /// <summary>Where a compiler is called for this program and every source it is given is at hand.</summary>
    public static RuntimeApplication? Read(string name, string signal, ImageFiles files, string path)
    {
        if (files.Build.CommandThatWrites(path, _compilers) is not { } words)
        {
            return null;
        }

        var sources = new List<ImageFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var linksOthers = false;
        foreach (var word in words)
        {
            linksOthers |= word.StartsWith("-l", StringComparison.Ordinal) && word is not ("-lpthread" or "-lm" or "-lrt" or "-ldl");
            if (Array.Exists(_extensions, extension => word.EndsWith(extension, StringComparison.Ordinal)))
            {
                if (files.FindInWorkDir(word) is not { } source)
                {
                    return null;
                }

                if (seen.Add(source.Path))
                {
                    sources.Add(source);
                }
            }
            else if (word.IndexOf('*') >= 0 || word.IndexOf('$') >= 0 || word.EndsWith(".o", StringComparison.Ordinal)
                || word.EndsWith(".a", StringComparison.Ordinal))
            {
                return null;
            }
        }

        if (sources.Count == 0)
        {
            return null;
        }

        var runsOn = false;
        foreach (var source in sources)
        {
            var code = SourceCode.Of(source.Content, isRust: false);
            // A header of the program's own may hold code.
            if (source.Content.Contains("#include \""))
            {
                return null;
            }

            foreach (var word in _signalWords)
            {
                if (code.IndexOfWord(word) is >= 0 and var at)
                {
                    var handles = code.HasWord(signal) && !code.Has("SIG_IGN") && !code.Has("SIG_DFL");
                    return BuiltProgram.With(handles ? HandlesSignal.Handles : HandlesSignal.Unknown,
                        handles ? $"{name} handles {signal}" : $"the source of {name} uses {word}", source.Locate(default).Source, at, word.Length);
                }
            }

            runsOn |= Array.Exists(_longRunning, code.HasWord);
        }

        return runsOn
            ? BuiltProgram.Without(name, signal, "C installs none", sources[0].Locate(default).Source,
                linksOthers ? "the libraries it is linked with are taken to install no handler" : null)
            : new RuntimeApplication(HandlesSignal.Unknown, $"{name} may end by itself");
    }
}
