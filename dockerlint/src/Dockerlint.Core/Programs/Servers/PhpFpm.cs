using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

internal static class PhpFpm
{
    private static readonly string[] _files =
    [
        "/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d/zz-docker.conf", "/usr/local/etc/php-fpm.d/www.conf",
        "/usr/local/etc/php-fpm.d/zzz-docker.conf", "/etc/php-fpm.conf", "/etc/php-fpm.d/www.conf",
    ];

    private static readonly SignalEffects _effects = new()
    {
        Term = SignalEffect.Quits, Int = SignalEffect.Quits, Quit = SignalEffect.Drains, Hup = SignalEffect.Reloads, Usr1 = SignalEffect.Reloads,
    };

    public static readonly KnownProgram Program = new(
        "php-fpm php-fpm7 php-fpm8 php-fpm7.4 php-fpm8.0 php-fpm8.1 php-fpm8.2 php-fpm8.3 php-fpm8.4 php-fpm82 php-fpm83 php-fpm84",
        "man php-fpm(8), SIGNALS; php.net/manual/install.fpm.configuration.php, process_control_timeout")
    {
        On = _effects,
        WeightOf = static argv => argv.HasWord("-D") || argv.HasWord("--daemonize") ? CommandWeight.Daemon : null,
        Differences = new Dictionary<string, string>
        {
            ["SIGQUIT"] = "process_control_timeout is 0 by default, and then the children are cut at once; drained with process_control_timeout = 10",
        },
        OnCall = static call => _effects with
        {
            Quit = ControlTimeout(call) is not { Seconds: { } seconds } ? SignalEffect.Unknown
                : seconds > 0 ? SignalEffect.Drains
                : SignalEffect.Quits,
        },
        Drain = static call => call.Signal == "SIGQUIT" && ControlTimeout(call) is { Seconds: > 0 } timeout ? timeout : null,
        Images =
        [
            new OfficialImage("php")
            {
                Entrypoint = ["docker-php-entrypoint"], Cmd = ["php", "-a"], ExecsArguments = true,
                OfTag = static (image, tag) => tag.Contains("fpm") ? image with { Cmd = ["php-fpm"], StopSignal = "SIGQUIT" }
                    : tag.Contains("apache") ? image with { Cmd = ["apache2-foreground"], StopSignal = "SIGWINCH" }
                    : image,
            },
        ],
    };

    /// <summary>
    /// <c>process_control_timeout</c> (0 by default): how long the children may finish their requests; null where no file at hand sets it.
    /// </summary>
    private static Amount? ControlTimeout(ProgramCall call)
    {
        foreach (var path in _files)
        {
            if (call.Settings.Find(path) is { } file && Setting.Find(file, "process_control_timeout", '=') is { } setting)
            {
                return new Amount(Durations.Nginx(setting.Value), "process_control_timeout", setting.Location, IsDefault: false);
            }
        }

        return null;
    }
}
