using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>What an instruction's arguments are when read as a JSON array of strings.</summary>
internal readonly struct ExecForm
{
    private ExecForm(ExecFormOutcome outcome, string[] arguments, TextSpan[] spans, int position, ExecFormDefect? defect)
    {
        Outcome = outcome;
        Arguments = arguments;
        Spans = spans;
        Position = position;
        Defect = defect;
    }

    public ExecFormOutcome Outcome { get; }

    public string[] Arguments { get; }

    public TextSpan[] Spans { get; }

    /// <summary>Where the element stands that is no string.</summary>
    public int Position { get; }

    public ExecFormDefect? Defect { get; }

    public static ExecForm NotAnArray { get; } = new(ExecFormOutcome.NotAnArray, [], [], 0, null);

    public static ExecForm Array(string[] arguments, TextSpan[] spans) => new(ExecFormOutcome.Array, arguments, spans, 0, null);

    public static ExecForm WithOtherElement(int position) => new(ExecFormOutcome.ArrayWithOtherElement, [], [], position, null);

    public static ExecForm Broken(ExecFormDefect? defect) => new(ExecFormOutcome.NotAnArray, [], [], 0, defect);
}

internal enum ExecFormOutcome
{
    /// <summary>Not JSON: the builder silently takes the shell form.</summary>
    NotAnArray,

    Array,

    /// <summary>JSON, but with a number, null or a nested value: the build fails.</summary>
    ArrayWithOtherElement,
}
