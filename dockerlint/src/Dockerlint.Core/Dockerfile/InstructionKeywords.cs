
namespace Dockerlint.Dockerfile;

internal static class InstructionKeywords
{
    private static readonly (string Keyword, InstructionKind Kind)[] _known =
    [
        ("RUN", InstructionKind.Run),
        ("COPY", InstructionKind.Copy),
        ("ENV", InstructionKind.Env),
        ("FROM", InstructionKind.From),
        ("ARG", InstructionKind.Arg),
        ("WORKDIR", InstructionKind.WorkDir),
        ("CMD", InstructionKind.Cmd),
        ("ENTRYPOINT", InstructionKind.Entrypoint),
        ("EXPOSE", InstructionKind.Expose),
        ("USER", InstructionKind.User),
        ("LABEL", InstructionKind.Label),
        ("ADD", InstructionKind.Add),
        ("VOLUME", InstructionKind.Volume),
        ("HEALTHCHECK", InstructionKind.Healthcheck),
        ("SHELL", InstructionKind.Shell),
        ("STOPSIGNAL", InstructionKind.StopSignal),
        ("ONBUILD", InstructionKind.OnBuild),
        ("MAINTAINER", InstructionKind.Maintainer),
    ];

    /// <summary>The instruction that a word names, and the word as written without a copy where it is upper case.</summary>
    public static InstructionKind Recognize(LogicalLine line, int start, int end, out string keyword)
    {
        foreach (var (known, kind) in _known)
        {
            if (line.MatchesIgnoringCase(start, end, known))
            {
                keyword = line.Matches(start, end, known) ? known : line.Text(start, end);
                return kind;
            }
        }

        keyword = line.Text(start, end);
        return InstructionKind.Unknown;
    }

    public static string NameOf(InstructionKind kind)
    {
        foreach (var (known, candidate) in _known)
        {
            if (candidate == kind)
            {
                return known;
            }
        }

        return string.Empty;
    }
}
