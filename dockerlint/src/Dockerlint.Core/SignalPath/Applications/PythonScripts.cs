using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>Programs that a Python package of the build installs: <c>[project.scripts]</c>, <c>console_scripts</c>.</summary>
internal static class PythonScripts
{
    private static readonly string[] _manifests = ["pyproject.toml", "setup.cfg", "setup.py"];

    private static readonly string[] _installers =
    [
        "pip install", "pip3 install", "uv sync", "uv tool install", "poetry install", "pdm install", "pdm sync", "pipx install",
        "setup.py install",
    ];

    private static readonly OncePerText<Dictionary<string, string>> _read = new(Modules);

    /// <summary>Null: not installed here, or its package is not at hand.</summary>
    public static RuntimeApplication? Inspect(string name, IReadOnlyList<Argument> argv, Container container)
    {
        foreach (var files in new[] { container.Files, container.Files.OriginOfProgram(argv[0].Value ?? name)?.Files })
        {
            if (files is null || !Array.Exists(_installers, files.Build.HasText))
            {
                continue;
            }

            foreach (var manifest in _manifests)
            {
                if (files.FindSource(manifest) is { } file && _read.Of(file.Content).TryGetValue(name, out var module))
                {
                    return PythonApplication.InspectModule(module, container with { Files = files }, [.. argv.Skip(1)]);
                }
            }
        }

        return null;
    }

    /// <summary><c>package.module</c> by name, of <c>name = "package.module:function"</c>, however the file quotes it.</summary>
    private static Dictionary<string, string> Modules(string manifest)
    {
        var modules = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in manifest.Split('\n'))
        {
            var equals = line.IndexOf('=');
            var name = equals <= 0 ? "" : line.Substring(0, equals).Trim(' ', '\t', '"', '\'', '[');
            if (name.Length == 0 || modules.ContainsKey(name))
            {
                continue;
            }

            var target = line.Substring(equals + 1).Trim(' ', '\t', '\r', '"', '\'', ',', ']');
            if (target.IndexOf(':') is > 0 and var colon && target.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.' or ':'))
            {
                modules.Add(name, target.Substring(0, colon));
            }
        }

        return modules;
    }
}
