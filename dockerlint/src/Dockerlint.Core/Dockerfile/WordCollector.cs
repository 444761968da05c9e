using System.Text;

namespace Dockerlint.Dockerfile;

/// <summary>Words as <see cref="BuilderLexer"/> splits them at white space outside quotes.</summary>
internal sealed class WordCollector
{
    private readonly List<string> _words = [];
    private readonly StringBuilder _current = new();

    public void Add(StringBuilder text, int start, bool splits)
    {
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (!splits || !char.IsWhiteSpace(c))
            {
                _current.Append(c);
            }
            else if (_current.Length > 0)
            {
                _words.Add(_current.ToString());
                _current.Clear();
            }
        }
    }

    public List<string> Finish()
    {
        if (_current.Length > 0)
        {
            _words.Add(_current.ToString());
            _current.Clear();
        }

        return _words;
    }
}
