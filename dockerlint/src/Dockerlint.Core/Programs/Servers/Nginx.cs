using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

internal static class Nginx
{
    private const string Directive = "worker_shutdown_timeout";

    public static readonly KnownProgram Program = new("nginx nginx-debug openresty", "nginx.org/en/docs/control.html")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Quits, Int = SignalEffect.Quits, Quit = SignalEffect.Drains,
            Hup = SignalEffect.Reloads, Winch = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
        },
        WeightOf = Weight,
        ConfigurationMayKeepInFront = true,
        Drain = Drain,
        StopsBy = StopRequestOf,
        Images = [Image("nginx"), Image("nginxinc/nginx-unprivileged")],
    };

    private static OfficialImage Image(string repository) => new(repository)
    {
        Entrypoint = ["/docker-entrypoint.sh"], Cmd = ["nginx", "-g", "daemon off;"], ExecsArguments = true, StopSignal = "SIGQUIT",
        TagDecidesSignalOnly = true,
        // nginx/docker-nginx changed SIGTERM to SIGQUIT during 1.19; every tag from 1.20 has it.
        OfTag = static (image, tag) => TagVersion.Of(tag) switch
        {
            null or { Minor: >= 20 } or { Major: > 1 } => image,
            { Minor: < 19 } => image with { StopSignal = "SIGTERM" },
            _ => image.WithUnknownSignal(),
        },
    };

    /// <summary>nginx goes into the background unless told otherwise.</summary>
    private static CommandWeight? Weight(IReadOnlyList<Argument> argv)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            // -c or a variable may bring a configuration with "daemon off".
            if (argv[i].Value is not { } word || word.Contains("daemon") || word is "-c" or "-p")
            {
                return null;
            }
        }

        return argv.Count > 1 && argv[1].Value is "-s" or "-t" or "-v" or "-V" or "-T" ? CommandWeight.Step : CommandWeight.Daemon;
    }

    /// <summary>
    /// <c>worker_shutdown_timeout</c> of nginx.conf (nginx.org/en/docs/ngx_core_module.html); without it workers wait without a limit.
    /// </summary>
    private static Amount? Drain(ProgramCall call)
    {
        if (call.Signal != "SIGQUIT" || call.Settings.Find("/etc/nginx/nginx.conf") is not { } file)
        {
            return null;
        }

        var start = file.Content.IndexOf(Directive, StringComparison.Ordinal);
        var end = start < 0 ? -1 : file.Content.IndexOf(';', start);
        if (end < 0 || IsComment(file.Content, start))
        {
            return null;
        }

        var text = file.Content.Substring(start + Directive.Length, end - start - Directive.Length).Trim();
        return Durations.Nginx(text) is { } seconds
            ? new Amount(seconds, Directive, file.Locate(TextSpan.FromBounds(start, end)), IsDefault: false)
            : null;
    }

    private static bool IsComment(string text, int offset)
    {
        var line = text.LastIndexOf('\n', offset) + 1;
        return text.IndexOf('#', line) is >= 0 and var mark && mark < offset;
    }

    private static StopRequest? StopRequestOf(IReadOnlyList<string?> words)
    {
        for (var i = 1; i + 1 < words.Count; i++)
        {
            if (words[i] == "-s")
            {
                return words[i + 1] switch
                {
                    "quit" => new StopRequest(DropsWork: false, IsRequest: true),
                    "stop" => new StopRequest(DropsWork: true, IsRequest: false),
                    _ => null,
                };
            }
        }

        return null;
    }
}
