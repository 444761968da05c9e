namespace Dockerlint.Shell;

/// <summary>Redirections, wherever they stand.</summary>
internal sealed class RedirectionParser(ShellCursor cursor, WordParser words, HereDocumentReader hereDocuments)
{
    private static readonly string[] _operators = ["<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">", "&>>", "&>"];

    /// <summary>Whether a redirection begins at the cursor, which is at the beginning of a word.</summary>
    public bool IsAhead()
    {
        var c = cursor.Current;
        if (c is '<' or '>')
        {
            return !IsProcessSubstitution(cursor.Position);
        }

        if (c is '&')
        {
            return cursor.IsBash && cursor.Next is '>';
        }

        var end = DescriptorEnd();
        return end > cursor.Position && cursor.CharAt(end) is '<' or '>' && !IsProcessSubstitution(end);
    }

    public void Parse(ref List<Redirection>? redirections)
    {
        var start = cursor.Position;
        cursor.Position = DescriptorEnd();
        int? descriptor = ShellCursor.IsDigit(cursor.CharAt(start)) && int.TryParse(cursor.Slice(start, cursor.Position), out var number)
            ? number
            : null;
        var operatorText = OperatorAtCursor();
        cursor.Consume(operatorText.Length);
        cursor.SkipBlanks();
        var target = cursor.Position;
        var word = words.Parse();
        if (cursor.Position == target)
        {
            cursor.FailUnexpected();
        }

        redirections ??= [];
        redirections.Add(new Redirection(descriptor, operatorText, word, null, cursor.Span(start, cursor.TokenEnd)));
        if (operatorText is "<<" or "<<-")
        {
            hereDocuments.Expect(redirections, cursor.Slice(target, cursor.Position), operatorText is "<<-");
        }
    }

    /// <summary>Behind a compound command.</summary>
    public ShellCommand ParseTrailing(ShellCommand command, int start)
    {
        List<Redirection>? redirections = null;
        cursor.SkipBlanks();
        while (!cursor.IsAtEnd && IsAhead())
        {
            Parse(ref redirections);
            cursor.SkipBlanks();
        }

        return redirections is null ? command : command with { Redirections = redirections, Span = cursor.Span(start, cursor.TokenEnd) };
    }

    private string OperatorAtCursor()
    {
        for (var i = 0; i < _operators.Length; i++)
        {
            if (cursor.IsAt(_operators[i]))
            {
                return _operators[i];
            }
        }

        return "";
    }

    /// <summary>Behind <c>2</c> or bash's <c>{name}</c>.</summary>
    private int DescriptorEnd()
    {
        var end = cursor.Position;
        while (ShellCursor.IsDigit(cursor.CharAt(end)))
        {
            end++;
        }

        if (end == cursor.Position && cursor.IsBash && cursor.Current is '{')
        {
            var name = cursor.NameEnd(end + 1);
            return name > end + 1 && cursor.CharAt(name) is '}' && cursor.CharAt(name + 1) is '<' or '>' ? name + 1 : end;
        }

        return end;
    }

    private bool IsProcessSubstitution(int index) => cursor.IsBash && cursor.CharAt(index + 1) is '(';
}
