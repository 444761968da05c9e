using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>
/// The <c># name=value</c> lines at the top of a file. The first line that is none ends them, a blank line or another comment included
/// (moby/buildkit frontend/dockerfile/parser/directives.go, ParseLine).
/// </summary>
internal sealed class ParserDirectives(SourceText source, List<InputError> errors)
{
    private static readonly string[] _names = ["syntax", "escape", "check"];

    private readonly List<ParserDirective> _found = [];
    private bool _over;

    public IReadOnlyList<ParserDirective> Found => _found;

    public char Escape { get; private set; } = '\\';

    /// <summary>True when another frontend than Docker's reads the file: it may know more instructions and flags.</summary>
    public bool HasForeignSyntax { get; private set; }

    public void End() => _over = true;

    /// <param name="start">The <c>#</c>.</param>
    public bool TryRead(int start, int end)
    {
        if (_over)
        {
            return false;
        }

        var content = source.Content;
        var name = SkipBlanks(content, start + 1, end);
        var nameEnd = name;
        while (nameEnd < end && IsNameCharacter(content[nameEnd], nameEnd == name))
        {
            nameEnd++;
        }

        var equals = SkipBlanks(content, nameEnd, end);
        if (nameEnd == name || equals == end || content[equals] != '=' || KnownName(content, name, nameEnd) is not { } known)
        {
            _over = true;
            return false;
        }

        var value = SkipBlanks(content, equals + 1, end);
        var valueEnd = end;
        while (valueEnd > value && char.IsWhiteSpace(content[valueEnd - 1]))
        {
            valueEnd--;
        }

        if (valueEnd == value)
        {
            _over = true;
            return false;
        }

        Add(known, content.Substring(value, valueEnd - value), TextSpan.FromBounds(start, end));
        return true;
    }

    private void Add(string name, string value, TextSpan span)
    {
        for (var i = 0; i < _found.Count; i++)
        {
            if (string.Equals(_found[i].Name, name, StringComparison.Ordinal))
            {
                errors.Add(InputError.At(source.At(span), $"only one {name} parser directive can be used"));
                return;
            }
        }

        _found.Add(new ParserDirective(name, value, span));
        if (string.Equals(name, "escape", StringComparison.Ordinal))
        {
            if (value is "\\" or "`")
            {
                Escape = value[0];
            }
            else
            {
                errors.Add(InputError.At(source.At(span), $"invalid escape token '{value}' does not match ` or \\"));
            }
        }
        else if (string.Equals(name, "syntax", StringComparison.Ordinal))
        {
            HasForeignSyntax = !IsDockerSyntax(value);
        }
    }

    private static bool IsDockerSyntax(string value)
    {
        var name = value.StartsWith("docker.io/", StringComparison.Ordinal) ? value.Substring("docker.io/".Length) : value;
        return name.StartsWith("docker/dockerfile", StringComparison.Ordinal);
    }

    private static string? KnownName(string content, int start, int end)
    {
        foreach (var name in _names)
        {
            if (end - start == name.Length && string.Compare(content, start, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return name;
            }
        }

        return null;
    }

    private static bool IsNameCharacter(char c, bool first) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') || (!first && c is >= '0' and <= '9');

    private static int SkipBlanks(string content, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(content[start]))
        {
            start++;
        }

        return start;
    }
}
