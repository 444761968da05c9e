namespace Dockerlint.Shell;

/// <summary>Whether unquoted text is a pattern, a home directory or a bash brace list.
/// A parenthesis can only be that of an extended pattern.</summary>
internal struct GlobScanner(bool hasPatterns, bool hasBraces)
{
    private bool _isInBracket;
    private bool _isInBrace;
    private bool _hasBraceSeparator;
    private char _previous;

    public bool IsGlob { get; private set; }

    public void Add(char c, bool isFirst)
    {
        switch (c)
        {
            case '~' when isFirst:
                IsGlob = true;
                break;
            case '*' or '?' or '(' when hasPatterns:
                IsGlob = true;
                break;
            case '[':
                _isInBracket = hasPatterns;
                break;
            case ']' when _isInBracket && _previous is not '[':
                IsGlob = true;
                break;
            case '{':
                _isInBrace = hasBraces && hasPatterns;
                _hasBraceSeparator = false;
                break;
            case ',':
            case '.' when _previous is '.':
                _hasBraceSeparator = _isInBrace;
                break;
            case '}' when _isInBrace && _hasBraceSeparator:
                IsGlob = true;
                break;
        }

        _previous = c;
    }
}
