using Dockerlint.Text;

namespace Dockerlint.Linting;

/// <summary>Which files are Dockerfiles.</summary>
internal static class DockerfileNames
{
    private static readonly string[] _templates =
        [".template", ".tmpl", ".tpl", ".gotmpl", ".j2", ".jinja", ".jinja2", ".erb", ".ejs", ".hbs", ".mustache", ".liquid", ".in"];

    /// <summary>What stands beside a Dockerfile under its name.</summary>
    private static readonly string[] _companions =
        [".dockerignore", ".md", ".json", ".yml", ".yaml", ".sh", ".py", ".rb", ".js", ".ts", ".cs", ".go", ".lock", ".bak", ".orig", ".rej", ".swp",
            ".html", ".png", ".svg"];

    /// <summary><c>Dockerfile</c>, <c>Dockerfile.dev</c>, <c>Dockerfile-dev</c>, <c>api.Dockerfile</c>, <c>Containerfile</c>.</summary>
    public static bool IsDockerfile(string name)
    {
        if (EndsWithAny(name, _companions))
        {
            return false;
        }

        var stem = Without(name, _templates);
        return Named(stem, "Dockerfile") || Named(stem, "Containerfile")
            || stem.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase)
            || stem.EndsWith(".Containerfile", StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsTemplate(string name) => EndsWithAny(name, _templates);

    /// <summary>The first instruction is FROM, or ARG before one.</summary>
    public static bool LooksLikeDockerfile(SourceText source)
    {
        var afterArguments = false;
        for (var number = 1; number <= source.LineCount; number++)
        {
            var untrimmed = source.Slice(source.LineSpan(number));
            var line = untrimmed.TrimStart();
            if (line.StartsWith("FROM ", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            var isArgument = line.StartsWith("ARG ", StringComparison.OrdinalIgnoreCase);
            if (!isArgument && !(line.Length == 0 || line[0] == '#' || afterArguments && char.IsWhiteSpace(untrimmed[0])))
            {
                return false;
            }

            afterArguments |= isArgument;
        }

        return false;
    }

    /// <summary><c>Dockerfile.envs</c> without any FROM: a part that a script or a template includes.</summary>
    public static bool IsFragment(string name, SourceText source)
    {
        if (name.EndsWith("file", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        for (var number = 1; number <= source.LineCount; number++)
        {
            if (source.Slice(source.LineSpan(number)).TrimStart().StartsWith("FROM", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Named(string name, string expected) => name.StartsWith(expected, StringComparison.OrdinalIgnoreCase)
        && (name.Length == expected.Length || name[expected.Length] is '.' or '-' or '_' && name.Length > expected.Length + 1);

    private static bool EndsWithAny(string name, string[] ends)
    {
        foreach (var end in ends)
        {
            if (name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Without(string name, string[] ends)
    {
        foreach (var end in ends)
        {
            if (name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return name.Substring(0, name.Length - end.Length);
            }
        }

        return name;
    }
}
