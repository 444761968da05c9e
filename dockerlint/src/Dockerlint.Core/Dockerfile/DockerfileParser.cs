using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>Reads a Dockerfile in one pass; any text gives a tree, and what the builder would refuse stands in its errors.</summary>
public static class DockerfileParser
{
    public static DockerfileSyntax Parse(SourceText source) => new Pass(source).Run();

    private sealed class Pass
    {
        /// <summary>A list that one long file has blown up is not kept for the next one.</summary>
        private const int MaxKept = 1 << 10;

        [ThreadStatic]
        private static List<Instruction>? _s_spare;

        private readonly SourceText _source;
        private readonly SourceLines _lines;
        private readonly LogicalLine _line = LogicalLine.Rent();
        private readonly ParserDirectives _directives;
        private readonly InstructionReader _reader;
        private readonly List<Instruction> _instructions = _s_spare ?? new(32);
        private readonly List<Comment> _comments = [];
        private readonly List<InputError> _errors = [];

        public Pass(SourceText source)
        {
            _s_spare = null;
            _source = source;
            _lines = new SourceLines(source, _errors);
            _directives = new ParserDirectives(source, _errors);
            _reader = new InstructionReader(source, _lines, _line, _directives, _errors);
        }

        public DockerfileSyntax Run()
        {
            while (_lines.MoveNext())
            {
                var start = _lines.FirstNonBlank();
                if (start == _lines.End)
                {
                    _directives.End();
                }
                else if (_source.Content[start] == '#')
                {
                    if (!_directives.TryRead(start, _lines.End))
                    {
                        AddComment(start);
                    }
                }
                else
                {
                    _directives.End();
                    ReadInstruction(start);
                }
            }

            if (_instructions.Count == 0)
            {
                _errors.Add(new InputError(_source.Path, new LinePosition(1, 1), "file with no instructions"));
            }

            _line.Return();
            var instructions = _instructions.ToArray();
            _instructions.Clear();
            _s_spare = instructions.Length <= MaxKept ? _instructions : null;
            return new DockerfileSyntax(_source, _directives.Escape, _directives.Found, instructions, _comments, _errors);
        }

        private void ReadInstruction(int start)
        {
            _line.Clear();
            var end = _lines.End;
            var continues = Append(start);
            while (continues && _lines.MoveNext())
            {
                var text = _lines.FirstNonBlank();
                if (text == _lines.End)
                {
                    continue;
                }

                if (_source.Content[text] == '#')
                {
                    AddComment(text);
                    continue;
                }

                end = _lines.End;
                continues = Append(_lines.Start);
            }

            _instructions.Add(_reader.Read(end));
        }

        /// <summary>
        /// True when the line ends with one escape character and blanks; a doubled one is no continuation
        /// (moby/buildkit frontend/dockerfile/parser/parser.go, setEscapeToken).
        /// </summary>
        private bool Append(int start)
        {
            var content = _source.Content;
            var end = _lines.End;
            while (end > start && content[end - 1] is ' ' or '\t')
            {
                end--;
            }

            var continues = end > start && content[end - 1] == _directives.Escape && (end - 1 == start || content[end - 2] != _directives.Escape);
            _line.Append(content, start, continues ? end - 1 : _lines.End);
            return continues;
        }

        private void AddComment(int start)
        {
            var text = start + 1;
            var end = _lines.End;
            while (end > text && char.IsWhiteSpace(_source.Content[end - 1]))
            {
                end--;
            }

            while (text < end && char.IsWhiteSpace(_source.Content[text]))
            {
                text++;
            }

            _comments.Add(new Comment(_source.Content.Substring(text, end - text), TextSpan.FromBounds(start, _lines.End)));
        }
    }
}
