namespace Dockerlint.Shell;

/// <summary>Where a word stands decides which characters end it and which are active.</summary>
internal enum WordKind
{
    Ordinary,

    /// <summary>The value of an assignment: <c>*</c> stays as it is.</summary>
    Value,

    /// <summary>In <c>[[ ]]</c>: <c>@(a|b)</c> needs no <c>shopt</c>.</summary>
    Pattern,

    /// <summary>Behind <c>=~</c>: parentheses and bars belong to the word.</summary>
    Regex,
}
