namespace Dockerlint.Programs.Servers;

internal static class Caddy
{
    public static readonly KnownProgram Program = new("caddy frankenphp", "caddyserver.com/docs/command-line#signals")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Drains, Int = SignalEffect.Drains, Quit = SignalEffect.Quits,
            Hup = SignalEffect.Ignores, Winch = SignalEffect.Ignores, Usr1 = SignalEffect.Ignores,
        },
        WeightOf = static argv => argv.HasWord("start") ? CommandWeight.Daemon
            : argv.StepUnless("run", "file-server", "reverse-proxy", "respond", "php-server"),
        Images =
        [
            new OfficialImage("caddy") { Cmd = ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"] },
            // Its docker-php-entrypoint puts "frankenphp run" in front of options, and ends in exec "$@".
            new OfficialImage("dunglas/frankenphp")
            {
                Cmd = ["frankenphp", "run", "--config", "/etc/frankenphp/Caddyfile", "--adapter", "caddyfile"],
            },
        ],
    };
}
