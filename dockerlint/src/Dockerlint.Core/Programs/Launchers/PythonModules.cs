using Dockerlint.Text;

namespace Dockerlint.Programs.Launchers;

/// <summary><c>python -m gunicorn app:app</c>: a program of Python that runs in the interpreter's own process.</summary>
internal static class PythonModules
{
    /// <summary>Modules that are a program of the same name; any other may be the application's own.</summary>
    private static readonly string[] _programs =
    [
        "gunicorn", "uvicorn", "hypercorn", "daphne", "granian", "celery", "rq", "flask", "streamlit", "jupyter", "sanic", "dramatiq", "mkdocs",
        "pelican", "pipenv", "poetry", "pdm", "hatch",
    ];

    /// <summary>The word behind the interpreter's own options: a script, <c>-m</c> or <c>-c</c>.</summary>
    public static int FirstWord(IReadOnlyList<Argument> argv)
    {
        var i = 1;
        while (i < argv.Count && argv[i].Value is ['-', _, ..] option && option is not ("-m" or "-c"))
        {
            i += option is "-W" or "-X" ? 2 : 1;
        }

        return i;
    }

    /// <summary>Where the module stands; -1: none, or one that is no known program.</summary>
    public static int Find(string name, IReadOnlyList<Argument> argv) =>
        ProgramName.IsVersionOf(name, "python") && FirstWord(argv) is var first && first + 1 < argv.Count && argv[first].Value == "-m"
            && Array.IndexOf(_programs, argv[first + 1].Value) >= 0
            ? first + 1
            : -1;
}
