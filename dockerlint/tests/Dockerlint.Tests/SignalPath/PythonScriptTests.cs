using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>A command that a Python package of the build installs is the function that its manifest names.</summary>
public sealed class PythonScriptTests
{
    private const string Build = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install .\nCMD [\"worker\"]\n";

    private const string Stages = "FROM python:3.12 AS build\nWORKDIR /src\nCOPY . .\nRUN uv sync\nFROM python:3.12-slim\n"
        + "COPY --from=build /src/.venv /src/.venv\nCMD [\"/src/.venv/bin/worker\"]\n";

    private const string Loop = "import time\ndef main():\n    while True:\n        time.sleep(1)\n";

    [Theory]
    [InlineData(Build, "pyproject.toml", "[project.scripts]\nworker = \"app.worker:main\"\n", "app/worker.py", Verdict.KilledAfterGrace)]
    [InlineData(Build, "pyproject.toml", "[tool.poetry.scripts]\nworker = 'app.worker:main'\n", "src/app/worker.py", Verdict.KilledAfterGrace)]
    [InlineData(Build, "setup.cfg", "[options.entry_points]\nconsole_scripts =\n    worker = app:main\n", "app/__init__.py",
        Verdict.KilledAfterGrace)]
    [InlineData(Build, "setup.py", "setup(entry_points={'console_scripts': [\n    'worker=app.worker:main',\n]})\n", "app/worker.py",
        Verdict.KilledAfterGrace)]
    [InlineData(Stages, "pyproject.toml", "[project.scripts]\nworker = \"app.worker:main\"\n", "app/worker.py", Verdict.KilledAfterGrace)]
    [InlineData(Build, "pyproject.toml", "[project.scripts]\nother = \"app.worker:main\"\n", "app/worker.py", Verdict.Unknown)]
    [InlineData(Build, "pyproject.toml", "[tool.x]\nworker = \"http://x:80/y\"\n", "app/worker.py", Verdict.Unknown)]
    public void Command_IsItsModule(string build, string manifest, string content, string module, Verdict verdict)
    {
        var route = Folder.Of(build, (manifest, content), (module, Loop)).Route();

        Assert.True(verdict == route.Verdict, route.Reason);
    }

    [Theory]
    [InlineData("CMD [\"python\", \"manage.py\", \"runserver\", \"0.0.0.0:8000\"]")]
    [InlineData("CMD [\"./manage.py\", \"runserver\"]")]
    public void DjangosServer_IsKnownWithoutItsSource(string command) =>
        Assert.Equal(Verdict.EndedByDefault, Folder.Of($"FROM python:3.12\n{command}\n").Route().Verdict);

    [Fact]
    public void Command_ItsImportsAreReadToo() => Assert.Equal(Verdict.Graceful, Folder.Of(Build,
        ("pyproject.toml", "[project.scripts]\nworker = \"app.worker:main\"\n"),
        ("src/app/worker.py", "from app.stopping import install\n" + Loop),
        ("src/app/stopping.py", "import signal\ndef install(): signal.signal(signal.SIGTERM, stop)\n")).Route().Verdict);

    [Theory]
    [InlineData("from waitress import serve", "stopping.set()", "serve(app)", Verdict.Unknown)]
    [InlineData("from http.server import HTTPServer", "log.info('stopping')", "HTTPServer(('', 80), app).serve_forever()", Verdict.Unknown)]
    [InlineData("from waitress import serve", "stopping.set()\n    raise SystemExit", "serve(app)", Verdict.Graceful)]
    [InlineData("from waitress import serve", "stopping.set()\n    sys.exit(0)", "serve(app)", Verdict.Graceful)]
    [InlineData("from http.server import HTTPServer", "server.shutdown()", "server.serve_forever()", Verdict.Graceful)]
    [InlineData("import threading", "stopping.set()", "threading.Thread(target=server.serve_forever).start()\nstopping.wait()", Verdict.Graceful)]
    [InlineData("import time", "stopping.set()", "while not stopping.is_set(): time.sleep(1)", Verdict.Graceful)]
    public void Handler_ThatOnlyNotesTheSignal_EndsNoServer(string import, string handler, string main, Verdict verdict)
    {
        var route = Folder.Of("FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD [\"python\", \"main.py\"]\n", ("main.py",
            $"import signal, sys\n{import}\ndef stop(number, frame):\n    {handler}\n\nsignal.signal(signal.SIGTERM, stop)\n{main}\n")).Route();

        Assert.True(verdict == route.Verdict, route.Reason);
    }

    /// <summary>python-dotenv's command, not dotenv-cli's.</summary>
    [Fact]
    public void DotenvRun_IsNotTheOtherDotenv() => Assert.Equal(Verdict.Unknown, Folder.Of(
        "FROM python:3.12-slim\nCMD [\"dotenv\", \"run\", \"--\", \"gunicorn\", \"app\"]\n").Route().Verdict);

    [Fact]
    public void Python_AFolderIsItsMain() => Assert.Equal(Verdict.KilledAfterGrace, Folder.Of(
        "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD [\"python\", \"app\"]\n", ("app/__main__.py", Loop)).Route().Verdict);

    [Theory]
    [InlineData("import time\nif __name__ == '__main__':\n    try:\n        while(True):\n            time.sleep(2)\n    finally:\n        pass\n")]
    [InlineData("import subprocess\ndef job():\n    subprocess.call(command, shell=True)\nwhile True:\n    job()\n")]
    [InlineData("import prefixed\nfrom flask import Flask\napp = Flask(__name__)\napp.run(port=80)\n")]
    public void Program_RunsOnAndHearsNothing(string source) => Assert.Equal(Verdict.KilledAfterGrace, Folder.Of(
        "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD [\"python\", \"main.py\"]\n", ("main.py", source)).Route().Verdict);

    [Theory]
    [InlineData("import subprocess\nsubprocess.call(['make-ready', '--once'])\n")]
    [InlineData("import prefixed\nprefixed.run()\n")]
    public void Program_IsNotKnown(string source) => Assert.Equal(Verdict.Unknown, Folder.Of(
        "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD [\"python\", \"main.py\"]\n", ("main.py", source)).Route().Verdict);
}
