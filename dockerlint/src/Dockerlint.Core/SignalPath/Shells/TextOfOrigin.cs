using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>The text that a command's offsets count in: the script itself, or a file it sources, also for functions defined there.</summary>
internal sealed class TextOfOrigin(ShellInput input, TakenDefaults defaults, string text, Func<TextSpan, SourceLocation?> locate)
{
    private Conditions? _conditions;

    public Func<TextSpan, SourceLocation?> Locate => locate;

    public WordExpansion Words { get; } = new(input, defaults, locate, text, isTested: false);

    /// <summary>Most command lines have none.</summary>
    public Conditions Conditions => _conditions ??= new Conditions(new WordExpansion(input, defaults, locate, text, isTested: true));
}
