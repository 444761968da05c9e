using Dockerlint.Text;
using YamlDotNet.Core;

namespace Dockerlint.Yaml;

/// <summary>The scanner's errors in words a user can act on, at the place where the cause stands.</summary>
internal static class SyntaxErrors
{
    public static InputError Describe(SourceText source, TextSpan span, YamlException error)
    {
        var offset = Math.Min(span.Start + (int)error.Start.Index, span.End);
        var message = error.Message;
        if (Mentions(message, " tab") && TabIndent(source.Content, offset, span.End) is { } tab)
        {
            return InputError.At(source.At(new TextSpan(tab, 1)), "a tab in the indentation; YAML allows only spaces");
        }

        if (Mentions(message, "quoted scalar")
            && (Mentions(message, "end of stream") || Mentions(message, "indentation") || Mentions(message, "document indicator")))
        {
            return InputError.At(source.At(new TextSpan(offset, 1)), "the quote opened here is not closed");
        }

        return InputError.At(source.At(new TextSpan(offset, 0)), Shorten(message));
    }

    private static bool Mentions(string message, string words) => message.Contains(words);

    private static int? TabIndent(string content, int from, int end)
    {
        var line = from == 0 ? 0 : content.LastIndexOf('\n', from - 1) + 1;
        while (line < end)
        {
            var i = line;
            while (i < end && content[i] == ' ')
            {
                i++;
            }

            if (i < end && content[i] == '\t')
            {
                return i;
            }

            var next = content.IndexOf('\n', i);
            line = next < 0 || next >= end ? end : next + 1;
        }

        return null;
    }

    private static string Shorten(string message)
    {
        var text = message.Trim().TrimEnd('.');
        return text.Length > 0 ? char.ToLowerInvariant(text[0]) + text.Remove(0, 1) : "not valid YAML";
    }
}
