namespace Dockerlint.Programs.Servers;

internal static class Apache
{
    public static readonly KnownProgram Program = new(
        "httpd apache2 httpd-foreground apache2-foreground", "httpd.apache.org/docs/2.4/stopping.html")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Quits, Int = SignalEffect.Quits, Hup = SignalEffect.Reloads, Winch = SignalEffect.Drains, Usr1 = SignalEffect.Reloads,
        },
        StopsBy = StopRequestOf,
        Images =
        [
            new OfficialImage("httpd") { Cmd = ["httpd-foreground"], StopSignal = "SIGWINCH" },
            OfficialImage.WithScript("wordpress", "apache2-foreground") with { StopSignal = "SIGWINCH", OfTag = OfTag },
            new OfficialImage("nextcloud")
            {
                Entrypoint = ["/entrypoint.sh"], ExecsArguments = true, Cmd = ["apache2-foreground"], StopSignal = "SIGWINCH", OfTag = OfTag,
            },
            new OfficialImage("phpmyadmin")
            {
                Entrypoint = ["/docker-entrypoint.sh"], ExecsArguments = true, Cmd = ["apache2-foreground"], StopSignal = "SIGWINCH", OfTag = OfTag,
            },
        ],
    };

    /// <summary>A shell script that runs the server as its child, without exec (support/apachectl.in; measured with Debian's).</summary>
    public static readonly KnownProgram Control = new("apache2ctl apachectl", "support/apachectl.in: a shell script without exec; measured")
    {
        On = new SignalEffects { Int = SignalEffect.Reloads },
        Advice = "start apache2 -D FOREGROUND itself (with /etc/apache2/envvars), and write STOPSIGNAL SIGWINCH",
        WeightOf = static argv => argv.Any(static word => word.Value?.Contains("FOREGROUND") == true) ? null
            : argv.HasWord("start") || argv.HasWord("restart") ? CommandWeight.Daemon
            : CommandWeight.Step,
        StopsBy = StopRequestOf,
    };

    private static StopRequest? StopRequestOf(IReadOnlyList<string?> words) => words.Contains("graceful-stop") || words.Contains("stop")
        ? new StopRequest(DropsWork: words.Contains("stop"), IsRequest: false)
        : null;

    private static OfficialImage OfTag(OfficialImage image, string tag) => tag.Contains("fpm")
        ? image with { Cmd = ["php-fpm"], StopSignal = "SIGQUIT" }
        : tag.StartsWith("cli", StringComparison.Ordinal) ? image with { Cmd = ["wp", "shell"], StopSignal = null }
        : image;
}
