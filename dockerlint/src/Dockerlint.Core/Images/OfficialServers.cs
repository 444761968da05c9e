
namespace Dockerlint.Images;

/// <summary>What depends on the tag in the rows of official server images.</summary>
internal static class OfficialServers
{
    public static BaseImage WithTagFacts(BaseImage row, ImageReference image) => image.Repository switch
    {
        // nginx/docker-nginx changed SIGTERM to SIGQUIT during 1.19; every tag from 1.20 has it.
        "nginx" or "nginxinc/nginx-unprivileged" => Version(image.Tag) switch
        {
            null or { Minor: >= 20 } or { Major: > 1 } => row,
            { Minor: < 19 } => row with { StopSignal = "SIGTERM" },
            _ => row with { StopSignal = null, StopSignalIsKnown = false },
        },
        "php" when image.Tag.Contains("fpm") => row with { Cmd = ["php-fpm"], StopSignal = "SIGQUIT" },
        "php" when image.Tag.Contains("apache") => row with { Cmd = ["apache2-foreground"], StopSignal = "SIGWINCH" },
        "wordpress" when image.Tag.Contains("fpm") => row with { Cmd = ["php-fpm"], StopSignal = "SIGQUIT" },
        "wordpress" when image.Tag.StartsWith("cli", StringComparison.Ordinal) => row with { Cmd = ["wp", "shell"], StopSignal = null },
        // openjdk moved its default from Debian to Oracle Linux at 12 (docker-library/openjdk).
        "openjdk" when row.ShellReason.IndexOf('(') < 0 => Version(image.Tag) is { Major: <= 11 } ? row : row with { Shell = ShellKind.Unknown, ShellReason = "" },
        _ => row,
    };

    private static (int Major, int Minor)? Version(string tag)
    {
        int i = 0;
        int major = Number(tag, ref i);
        if (major < 0)
        {
            return null;
        }

        if (i >= tag.Length || tag[i] != '.')
        {
            return (major, int.MaxValue);
        }

        i++;
        int minor = Number(tag, ref i);
        return (major, minor < 0 ? int.MaxValue : minor);
    }

    private static int Number(string text, ref int index)
    {
        int start = index;
        int value = 0;
        while (index < text.Length && index - start < 8 && char.IsDigit(text[index]))
        {
            value = (value * 10) + (text[index++] - '0');
        }

        return index == start ? -1 : value;
    }
}
