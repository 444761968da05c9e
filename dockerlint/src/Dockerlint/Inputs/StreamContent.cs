using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

/// <summary>What comes without a name is what its content says: a rendered chart, kubectl's JSON, a Compose file, a script, a template.</summary>
internal static class StreamContent
{
    private static readonly string[] _instructions =
        ["FROM", "ARG", "RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "ENV", "EXPOSE", "USER", "WORKDIR", "VOLUME", "LABEL", "STOPSIGNAL", "SHELL"];

    /// <summary>The text under the name that it would have as a manifest; null: it is more likely something else.</summary>
    public static SourceText? AsManifest(SourceText source) =>
        IsBlank(source.Content) || source.Content.StartsWith("#!", StringComparison.Ordinal) || IsLikeDockerfile(source)
            ? null : new SourceText(NameAsManifest(source), source.Content);

    /// <summary>The name that such a file would have; null: it is none of ours.</summary>
    public static string? NameOf(SourceText source)
    {
        if (IsBlank(source.Content))
        {
            return null;
        }

        var yaml = NameAsManifest(source);
        return InputKind.Recognise(new SourceText("", source.Content), isNamed: true) switch
        {
            { Input: LintInput.OfManifests or LintInput.OfCompose } => yaml,
            { Input: LintInput.OfScript } => "stdin.sh",
            { Input: not null } => "Dockerfile",
            _ when IsLikeDockerfile(source) => "Dockerfile",
            { Template: not null } => yaml,
            _ => null,
        };
    }

    public static string WhyNothing(SourceText source) => IsBlank(source.Content)
        ? "nothing on standard input; did the command before the pipe fail?"
        : $"{InputKind.Nothing} on standard input; it begins with \"{FirstLine(source)}\"";

    private static string NameAsManifest(SourceText source)
    {
        var text = source.Content.AsSpan().TrimStart();
        return text.StartsWith("{\"") || text.StartsWith("{\n") || text.StartsWith("{\r\n") ? "stdin.json" : "stdin.yaml";
    }

    private static bool IsBlank(string content)
    {
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.Length > 0 && text[0] != '#' && text is not "---" && text is not "...")
            {
                return false;
            }
        }

        return !content.StartsWith("#!", StringComparison.Ordinal);
    }

    /// <summary>An instruction at the start of a line: the file may still be broken.</summary>
    private static bool IsLikeDockerfile(SourceText source)
    {
        if (source.Content.AsSpan().TrimStart() is ['{', ..])
        {
            return false;
        }

        foreach (var line in source.Content.AsSpan().EnumerateLines())
        {
            foreach (var instruction in _instructions)
            {
                if (line.StartsWith(instruction, StringComparison.OrdinalIgnoreCase) && line.Length > instruction.Length
                    && line[instruction.Length] is ' ' or '\t')
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string FirstLine(SourceText source)
    {
        foreach (var line in source.Content.AsSpan().EnumerateLines())
        {
            if (line.Trim() is { Length: > 0 } text)
            {
                return text.Length <= 40 ? text.ToString() : string.Concat(text[..37], "...");
            }
        }

        return "";
    }
}
