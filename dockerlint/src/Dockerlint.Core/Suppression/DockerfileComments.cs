using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Suppression;

/// <summary>The ignore comments of a Dockerfile: above an instruction, between its lines, in its heredocs, and the check directive.</summary>
internal sealed class DockerfileComments
{
    private readonly SourceText _source;
    private readonly DockerfileSyntax _syntax;
    private readonly Dictionary<int, Instruction> _byLine = [];

    public DockerfileComments(SourceText source, DockerfileSyntax syntax)
    {
        _source = source;
        _syntax = syntax;
        foreach (var instruction in syntax.Instructions)
        {
            _byLine[LineOf(instruction.Span.Start)] = instruction;
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

        AddComments(found);

        foreach (var instruction in _syntax.Instructions)
        {
            foreach (var heredoc in instruction.Heredocs)
            {
                LineComments.AddTo(found, _source, LineOf(heredoc.BodySpan.Start), LineOf(heredoc.BodySpan.End), isYaml: false);
            }
        }
    }

    private void AddComments(List<IgnoreComment> found)
    {
        var comments = _syntax.Comments;
        var below = LinesBelow(comments);
        var at = 0;
        for (var i = 0; i < comments.Count; i++)
        {
            var start = comments[i].Span.Start;
            while (at < _syntax.Instructions.Count && _syntax.Instructions[at].Span.End <= start)
            {
                at++;
            }

            if (IgnoreSyntax.Parse(comments[i].Text, _source.At(comments[i].Span)) is { } ignore)
            {
                // The one around the comment, or the one right below its block.
                var instruction = at < _syntax.Instructions.Count && _syntax.Instructions[at].Span.Contains(start) ? _syntax.Instructions[at]
                    : _byLine.TryGetValue(below[i], out var next) ? next : null;
                found.Add(ignore with
                {
                    FirstLine = LineOf(instruction?.Span.Start ?? start), LastLine = LineOf(instruction?.Span.End ?? start),
                });
            }
        }
    }

    /// <summary>For each comment the line below the block of comments that it is part of.</summary>
    private int[] LinesBelow(IReadOnlyList<Comment> comments)
    {
        var below = new int[comments.Count];
        var next = 0;
        for (var i = below.Length - 1; i >= 0; i--)
        {
            var line = LineOf(comments[i].Span.Start);
            below[i] = next == line + 1 ? below[i + 1] : line + 1;
            next = line;
        }

        return below;
    }

    private int LineOf(int offset) => _source.PositionAt(offset).Line;
}
