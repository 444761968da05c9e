using System.Text;

namespace Dockerlint.Tests.Fuzz;

#pragma warning disable CA5394 // seeded, so that a failure repeats
/// <summary>Texts with some places changed: cut, doubled, or with a word of one of our languages put in.</summary>
internal static class Mutation
{
    private static readonly string[] _tokens =
    [
        "\n", " ", "\\\n", "\"", "'", "[", "]", "\"$@\"", "exec ", " && ", " || ", " | ", " & ", "; ", "(", ")", "{ ", "}", "$(", "`", "<<E\n",
        "\nE\n", "${", "$1", "if ", "; then ", "; fi", "case x in ", "esac", ";;",
        "while true; do ", "; done", "trap '' TERM\n", "wait\n", "ENTRYPOINT ", "CMD ", "FROM ", "SHELL ", "STOPSIGNAL ", "COPY ", "ONBUILD ",
        "ENV A=", "ARG A\n", "$A", "#", "tini -- ", "sh -c ", "npm start", "\r\n", "\0", "é", "\u201c",
        "services:\n", "  a: ", "&a ", "*a", "<<: *a\n", "- ", ": ", "${A:-", "$$", "$(A)", "|\n", ">-\n", "---\n", "!reset ", "extends: ",
        "include: ", "env_file: ", "{{ ", "stop_grace_period: ", "command: ", "volumes: ",
        "apiVersion: v1\n", "kind: Pod\n", "preStop: ", "{\"", "\":", "}", "<A>", "</A>", "<!--", "<![CDATA[", "&amp;", "/>", "$\"{", "$\"\"\"",
        "/*", "*/", "//", "=>", "?", "#if A\n", "Host.", ".Run()", "process.on('SIGTERM', ", "`${", "signal.signal(", "**/", "!", "[*.sh]\n",
    ];

    public static string Of(string text, string[] lines, Random random)
    {
        var builder = new StringBuilder(text);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(builder.Length + 1);
            var length = random.Next(Math.Min(12, builder.Length - at) + 1);
            switch (random.Next(5))
            {
                case 0:
                    builder.Remove(at, length);
                    break;
                case 1:
                    builder.Insert(at, _tokens[random.Next(_tokens.Length)]);
                    break;
                case 2:
                    builder.Insert(at, "\n" + lines[random.Next(lines.Length)] + "\n");
                    break;
                case 3:
                    builder.Insert(at, builder.ToString(at, length));
                    break;
                default:
                    builder.Length = at;
                    break;
            }
        }

        return builder.ToString();
    }
}
