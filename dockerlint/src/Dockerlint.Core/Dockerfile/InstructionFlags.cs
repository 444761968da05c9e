using System.Text;

namespace Dockerlint.Dockerfile;

/// <summary>The <c>--name=value</c> words in front of the arguments (moby/buildkit frontend/dockerfile/parser/split_command.go,
/// extractBuilderFlags).</summary>
internal sealed class InstructionFlags(LogicalLine line)
{
    private StringBuilder? _word;

    /// <param name="position">Moves behind the flags.</param>
    public IReadOnlyList<InstructionFlag> Read(ref int position, int end, char escape)
    {
        List<InstructionFlag>? flags = null;
        while (true)
        {
            while (position < end && char.IsWhiteSpace(line[position]))
            {
                position++;
            }

            if (position + 1 >= end || line[position] != '-' || line[position + 1] != '-')
            {
                return flags ?? (IReadOnlyList<InstructionFlag>)[];
            }

            var start = position;
            var word = ReadWord(ref position, end, escape);
            if (string.Equals(word, "--", StringComparison.Ordinal))
            {
                return flags ?? (IReadOnlyList<InstructionFlag>)[];
            }

            var equals = word.IndexOf('=');
            var name = equals < 0 ? word.Substring(2) : word.Substring(2, equals - 2);
            (flags ??= []).Add(new InstructionFlag(name, equals < 0 ? null : word.Substring(equals + 1), line.SourceSpan(start, position)));
        }
    }

    private string ReadWord(ref int position, int end, char escape)
    {
        var word = (_word ??= new StringBuilder()).Clear();
        var quote = '\0';
        while (position < end)
        {
            var c = line[position];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                break;
            }

            position++;
            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else if (c != escape)
            {
                word.Append(c);
            }
            else if (position < end)
            {
                word.Append(line[position++]);
            }
        }

        return word.ToString();
    }
}
