using Dockerlint.Cli.Patterns;

namespace Dockerlint.Cli.Configuration;

/// <summary>What one <c>.editorconfig</c> says about the severities of diagnostics (editorconfig.org, and Roslyn's keys).</summary>
internal sealed class EditorConfigFile
{
    private const string KeyStart = "dotnet_diagnostic.";
    private const string KeyEnd = ".severity";

    private readonly List<Setting> _settings = [];

    public bool IsRoot { get; private set; }

    public static EditorConfigFile Parse(string content)
    {
        var file = new EditorConfigFile();
        PathPattern? section = null;
        var inPreamble = true;
        foreach (var untrimmed in content.AsSpan().EnumerateLines())
        {
            var line = untrimmed.Trim().TrimStart('\ufeff');
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = PathPattern.Parse(line[1..^1].ToString());
                inPreamble = false;
                continue;
            }

            var equals = line.IndexOf('=');
            if (equals > 0)
            {
                file.Add(line[..equals].Trim(), Value(line[(equals + 1)..]), section, inPreamble);
            }
        }

        return file;
    }

    /// <summary>The last setting that speaks about the path decides; null: none does.</summary>
    /// <param name="path">Relative to the file's folder.</param>
    public string? Severity(string path, string ruleId)
    {
        for (var i = _settings.Count - 1; i >= 0; i--)
        {
            if (_settings[i].Rule.Equals(ruleId, StringComparison.OrdinalIgnoreCase) && _settings[i].Section.Matches(path))
            {
                return _settings[i].Severity;
            }
        }

        return null;
    }

    private void Add(ReadOnlySpan<char> key, ReadOnlySpan<char> value, PathPattern? section, bool inPreamble)
    {
        if (inPreamble)
        {
            IsRoot |= key.Equals("root", StringComparison.OrdinalIgnoreCase) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
        }
        else if (section is not null && key.Length > KeyStart.Length + KeyEnd.Length && key.StartsWith(KeyStart, StringComparison.OrdinalIgnoreCase)
            && key.EndsWith(KeyEnd, StringComparison.OrdinalIgnoreCase))
        {
            _settings.Add(new Setting(section, key[KeyStart.Length..^KeyEnd.Length].ToString(), value.ToString().ToLowerInvariant()));
        }
    }

    /// <summary>Roslyn takes a comment behind a value; so do we.</summary>
    private static ReadOnlySpan<char> Value(ReadOnlySpan<char> text)
    {
        var comment = text.IndexOfAny('#', ';');
        return (comment < 0 ? text : text[..comment]).Trim();
    }

    private sealed record Setting(PathPattern Section, string Rule, string Severity);
}
