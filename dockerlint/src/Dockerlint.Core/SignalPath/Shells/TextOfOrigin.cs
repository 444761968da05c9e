using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>The text that a command's offsets count in: the script itself, or a file it sources, also for functions defined there.</summary>
internal sealed record TextOfOrigin(Func<TextSpan, SourceLocation?> Locate, WordExpansion Words, Conditions Conditions)
{
    public static TextOfOrigin Of(ShellInput input, TakenDefaults defaults, string text, Func<TextSpan, SourceLocation?> locate) =>
        new(locate, new WordExpansion(input, defaults, locate, text, isTested: false),
            new Conditions(new WordExpansion(input, defaults, locate, text, isTested: true)));
}
