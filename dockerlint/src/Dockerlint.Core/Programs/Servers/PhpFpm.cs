namespace Dockerlint.Programs.Servers;

internal static class PhpFpm
{
    public static readonly KnownProgram Program = new(
        "php-fpm php-fpm7 php-fpm8 php-fpm7.4 php-fpm8.0 php-fpm8.1 php-fpm8.2 php-fpm8.3 php-fpm8.4 php-fpm82 php-fpm83 php-fpm84",
        "man php-fpm(8), SIGNALS")
    {
        On = new SignalEffects { Term = SignalEffect.Quits, Int = SignalEffect.Quits, Quit = SignalEffect.Drains },
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
}
