using Dockerlint.Containers;

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

    /// <summary>Null: not installed here, or its package is not at hand.</summary>
    public static RuntimeApplication? Inspect(string name, IReadOnlyList<Text.Argument> argv, Container container)
    {
        foreach (var files in new[] { container.Files, container.Files.OriginOfProgram(argv[0].Value ?? name)?.Files })
        {
            if (files is null || !Array.Exists(_installers, files.Build.HasText))
            {
                continue;
            }

            foreach (var manifest in _manifests)
            {
                if (files.FindInWorkDir(manifest) is { } file && ModuleOf(name, file.Content) is { } module)
                {
                    return PythonApplication.InspectModule(module, container with { Files = files }, [.. argv.Skip(1)]);
                }
            }
        }

        return null;
    }

    /// <summary><c>package.module</c> of <c>name = "package.module:function"</c>, however the file quotes it.</summary>
    private static string? ModuleOf(string name, string manifest)
    {
        foreach (var line in manifest.Split('\n'))
        {
            var equals = line.IndexOf('=');
            if (equals <= 0 || line.Substring(0, equals).Trim(' ', '\t', '"', '\'', '[') != name)
            {
                continue;
            }

            var target = line.Substring(equals + 1).Trim(' ', '\t', '\r', '"', '\'', ',', ']');
            if (target.IndexOf(':') is > 0 and var colon && target.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.' or ':'))
            {
                return target.Substring(0, colon);
            }
        }

        return null;
    }
}
