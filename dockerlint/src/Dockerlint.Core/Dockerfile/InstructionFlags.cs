using System.Text;
using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>The <c>--name=value</c> words in front of the arguments (moby/buildkit frontend/dockerfile/parser/split_command.go,
/// extractBuilderFlags).</summary>
internal sealed class InstructionFlags(LogicalLine line)
{
    private static readonly string[] _names =
    [
        "from", "link", "mount", "platform", "chown", "chmod", "interval", "timeout", "retries", "start-period", "start-interval", "parents",
        "exclude", "checksum", "keep-git-dir", "network", "security",
    ];

    private readonly List<InstructionFlag> _flags = [];
    private StringBuilder? _word;

    /// <param name="position">Moves behind the flags.</param>
    public IReadOnlyList<InstructionFlag> Read(ref int position, int end, char escape)
    {
        _flags.Clear();
        while (true)
        {
            while (position < end && char.IsWhiteSpace(line[position]))
            {
                position++;
            }

            if (position + 1 >= end || line[position] != '-' || line[position + 1] != '-')
            {
                return _flags.Count == 0 ? [] : _flags.ToArray();
            }

            var start = position;
            var word = ReadWord(ref position, end, escape, out var equals);
            if (word.Length == "--".Length)
            {
                return _flags.Count == 0 ? [] : _flags.ToArray();
            }

            var name = NameOf(word, equals < 0 ? word.Length : equals);
            var value = equals < 0 ? null : SharedWords.Of(word.ToString(equals + 1, word.Length - equals - 1));
            _flags.Add(new InstructionFlag(name, value, line.SourceSpan(start, position)));
        }
    }

    /// <summary>The word from behind its dashes to <paramref name="end"/>; the names that the builder knows are not made anew.</summary>
    private static string NameOf(StringBuilder word, int end)
    {
        foreach (var name in _names)
        {
            var i = 0;
            while (i < name.Length && i + 2 < end && word[i + 2] == name[i])
            {
                i++;
            }

            if (i == name.Length && i + 2 == end)
            {
                return name;
            }
        }

        return word.ToString(2, end - 2);
    }

    private StringBuilder ReadWord(ref int position, int end, char escape, out int equals)
    {
        equals = -1;
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
            else if (c != escape || position < end)
            {
                c = c == escape ? line[position++] : c;
                equals = equals < 0 && c == '=' ? word.Length : equals;
                word.Append(c);
            }
        }

        return word;
    }
}
