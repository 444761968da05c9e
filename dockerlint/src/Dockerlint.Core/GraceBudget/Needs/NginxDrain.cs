using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget.Needs;

/// <summary><c>worker_shutdown_timeout</c> of nginx.conf (nginx.org/en/docs/ngx_core_module.html); without it workers wait without a limit.</summary>
internal static class NginxDrain
{
    private const string Directive = "worker_shutdown_timeout";

    public static Amount? Of(Container container)
    {
        if (container.StopSignal.Name != "SIGQUIT" || container.Files.Find("/etc/nginx/nginx.conf") is not { } file)
        {
            return null;
        }

        int start = file.Content.IndexOf(Directive, StringComparison.Ordinal);
        int end = start < 0 ? -1 : file.Content.IndexOf(';', start);
        if (end < 0 || IsComment(file.Content, start))
        {
            return null;
        }

        string text = file.Content.Substring(start + Directive.Length, end - start - Directive.Length).Trim();
        double unit = text.Length == 0 ? 1 : text[text.Length - 1] switch { 'm' => 60, 'h' => 3600, _ => 1 };
        double scale = text.EndsWith("ms", StringComparison.Ordinal) ? 0.001 : unit;
        return double.TryParse(text.TrimEnd('s', 'm', 'h'), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            ? new Amount(seconds * scale, Directive, file.Locate(TextSpan.FromBounds(start, end)), IsDefault: false)
            : null;
    }

    private static bool IsComment(string text, int offset)
    {
        int line = text.LastIndexOf('\n', offset) + 1;
        return text.IndexOf('#', line) is >= 0 and var mark && mark < offset;
    }
}
