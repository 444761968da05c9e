using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Suppression;

/// <summary>The ignore comments of a Dockerfile: above an instruction, between its lines, in its heredocs, and the check directive.</summary>
internal sealed class DockerfileComments
{
    private readonly SourceText _source;
    private readonly DockerfileSyntax _syntax;
    private readonly HashSet<int> _commentLines = [];

    public DockerfileComments(SourceText source, DockerfileSyntax syntax)
    {
        _source = source;
        _syntax = syntax;
        foreach (var comment in syntax.Comments)
        {
            _commentLines.Add(LineOf(comment.Span.Start));
        }
    }

    public void AddTo(List<IgnoreComment> found)
    {
        foreach (var directive in _syntax.Directives)
        {
            if (directive.Name == "check" && directive.Value.StartsWith("skip=", StringComparison.OrdinalIgnoreCase)
                && IgnoreSyntax.SkipsShellForm(directive.Value.Substring("skip=".Length)))
            {
                found.Add(new IgnoreComment(["STOP2001"], "", IsOwn: false, IsGlobal: true, _source.At(directive.Span)));
            }
        }

        foreach (var comment in _syntax.Comments)
        {
            if (IgnoreSyntax.Parse(comment.Text, _source.At(comment.Span)) is { } ignore)
            {
                var lines = LinesOf(InstructionFor(comment), LineOf(comment.Span.Start));
                found.Add(ignore with { FirstLine = lines.First, LastLine = lines.Last });
            }
        }

        foreach (var instruction in _syntax.Instructions)
        {
            foreach (var heredoc in instruction.Heredocs)
            {
                LineComments.AddTo(found, _source, LineOf(heredoc.BodySpan.Start), LineOf(heredoc.BodySpan.End), isYaml: false);
            }
        }
    }

    private (int First, int Last) LinesOf(Instruction? instruction, int otherwise) =>
        instruction is null ? (otherwise, otherwise) : (LineOf(instruction.Span.Start), LineOf(instruction.Span.End));

    /// <summary>The one around the comment, or the one right below its block.</summary>
    private Instruction? InstructionFor(Comment comment)
    {
        var below = LineOf(comment.Span.Start) + 1;
        while (_commentLines.Contains(below))
        {
            below++;
        }

        foreach (var instruction in _syntax.Instructions)
        {
            if (instruction.Span.Contains(comment.Span.Start) || LineOf(instruction.Span.Start) == below)
            {
                return instruction;
            }
        }

        return null;
    }

    private int LineOf(int offset) => _source.PositionAt(offset).Line;
}
