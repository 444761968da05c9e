namespace Dockerlint.Programs.Servers;

internal static class Apache
{
    public static readonly KnownProgram Program = new(
        "httpd apache2 httpd-foreground apache2-foreground apache2ctl apachectl", "httpd.apache.org/docs/2.4/stopping.html")
    {
        On = new SignalEffects
        {
            Term = SignalEffect.Quits, Int = SignalEffect.Quits, Hup = SignalEffect.Reloads, Winch = SignalEffect.Drains, Usr1 = SignalEffect.Reloads,
        },
        StopsBy = static words => words.Contains("graceful-stop") || words.Contains("stop")
            ? new StopRequest(DropsWork: words.Contains("stop"), IsRequest: false)
            : null,
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

    private static OfficialImage OfTag(OfficialImage image, string tag) => tag.Contains("fpm")
        ? image with { Cmd = ["php-fpm"], StopSignal = "SIGQUIT" }
        : tag.StartsWith("cli", StringComparison.Ordinal) ? image with { Cmd = ["wp", "shell"], StopSignal = null }
        : image;
}
