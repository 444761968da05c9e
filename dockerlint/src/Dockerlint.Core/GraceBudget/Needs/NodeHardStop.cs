using System.Globalization;
using Dockerlint.SignalPath;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget.Needs;

/// <summary>The usual hard stop of a Node server: <c>setTimeout(() =&gt; process.exit(1), 30_000)</c> beside its SIGTERM handler.</summary>
internal static class NodeHardStop
{
    public static Amount? Of(Hop application)
    {
        foreach (var evidence in application.Evidence)
        {
            if (evidence.Location is { } location && Find(location.Source) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static Amount? Find(SourceText source)
    {
        var text = source.Content;
        for (var start = text.IndexOf("setTimeout(", StringComparison.Ordinal); start >= 0;
            start = text.IndexOf("setTimeout(", start + 1, StringComparison.Ordinal))
        {
            var open = start + "setTimeout".Length;
            var close = Close(text, open);
            if (close < 0)
            {
                return null;
            }

            var call = text.Substring(open + 1, close - open - 1);
            if (!call.Contains("process.exit") && !call.Contains("process.kill") && !call.Contains("closeAllConnections"))
            {
                continue;
            }

            var comma = call.LastIndexOf(',');
            if (comma > 0 && Milliseconds(call.Substring(comma + 1)) is { } milliseconds)
            {
                return new Amount(milliseconds / 1000, "the program's own hard stop (setTimeout)", source.At(TextSpan.FromBounds(start, close + 1)),
                    IsDefault: false);
            }
        }

        return null;
    }

    /// <summary>A literal or a product of literals: <c>10000</c>, <c>10_000</c>, <c>10 * 1000</c>, <c>1e4</c>.</summary>
    private static double? Milliseconds(string text)
    {
        double product = 1;
        foreach (var factor in text.Split('*'))
        {
            if (!double.TryParse(factor.Trim().Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            product *= value;
        }

        return product;
    }

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] is '(')
            {
                depth++;
            }
            else if (text[i] is ')' && --depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
