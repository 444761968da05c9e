using Dockerlint.Cli.Patterns;

namespace Dockerlint.Cli.Configuration;

/// <summary>
/// What one <c>.editorconfig</c> or <c>.globalconfig</c> says about the severities of diagnostics, as Roslyn's AnalyzerConfigSet understands it
/// (a property test compares the two). Roslyn's own reader is not asked: it costs a check without any such file a millisecond.
/// </summary>
internal sealed class EditorConfigFile
{
    public const string Rule = "dotnet_diagnostic.";
    public const string Bulk = "dotnet_analyzer_diagnostic.";
    public const string Severity = ".severity";

    /// <summary>Each file with a finding is compared with all of them.</summary>
    public const int MaximumSettings = 5_000;

    private readonly List<Setting> _settings = [];

    /// <summary>Where the keys of the section that is being read stand.</summary>
    private readonly Dictionary<string, int> _ofSection = new(StringComparer.Ordinal);

    public bool IsRoot { get; private set; }

    /// <summary>Its settings are about every file, or about those that a full path in a section's header names.</summary>
    public bool IsGlobal { get; private set; }

    /// <summary>The higher one wins between two global files.</summary>
    public int Level { get; private set; }

    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>It and those behind it are more than <see cref="MaximumSettings"/>, and do not count; null: none is.</summary>
    public Setting? FirstLeftOut { get; private set; }

    public static EditorConfigFile Parse(string content, bool isGlobal = false)
    {
        var file = new EditorConfigFile { IsGlobal = isGlobal, Level = isGlobal ? 100 : 0 };
        PathPattern? section = null;
        var inPreamble = true;
        var isKnown = true;
        var number = 0;
        foreach (var untrimmed in content.AsSpan().EnumerateLines())
        {
            number++;
            var line = untrimmed.Trim().TrimStart('\ufeff');
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[' && Header(line) is { } header)
            {
                inPreamble = false;
                isKnown = !file.IsGlobal || header.StartsWith('/');
                section = PathPattern.Parse(header);
                file._ofSection.Clear();
                continue;
            }

            if (line.IndexOfAny('=', ':') is > 0 and var end && IsKey(line[..end].Trim()))
            {
                var key = line[..end].Trim().ToString().ToLowerInvariant();
                file.Add(key, Value(line[(end + 1)..]), isKnown ? section : null, inPreamble, isKnown, number);
            }
        }

        return file;
    }

    /// <summary>The last setting that speaks about the path decides; null: none does.</summary>
    /// <param name="path">Relative to the file's folder; for a global file the full path.</param>
    /// <param name="key">In small letters.</param>
    public string? Find(string path, string key)
    {
        for (var i = _settings.Count - 1; i >= 0; i--)
        {
            var setting = _settings[i];
            if (setting.IsSeverity && string.Equals(setting.Key, key, StringComparison.Ordinal)
                && setting.Section?.Matches(IsGlobal ? path.TrimStart('/') : path) != false)
            {
                return setting.Value;
            }
        }

        return null;
    }

    private void Add(string key, ReadOnlySpan<char> value, PathPattern? section, bool inPreamble, bool isKnown, int line)
    {
        if (inPreamble)
        {
            IsRoot |= key == "root" && value.Equals("true", StringComparison.OrdinalIgnoreCase);
            IsGlobal |= key == "is_global" && value.Equals("true", StringComparison.OrdinalIgnoreCase);
            Level = key == "global_level" && int.TryParse(value, out var level) ? level : Level;
        }

        var isOurs = key.EndsWith(Severity, StringComparison.Ordinal)
            && (key.StartsWith(Rule, StringComparison.Ordinal) || key.StartsWith(Bulk, StringComparison.Ordinal) || key == Bulk[..^1] + Severity);
        if (isOurs && isKnown && (section is not null || inPreamble && IsGlobal))
        {
            // In one section the last word on a key counts, even where it is none.
            var setting = new Setting(section, key, value.ToString().ToLowerInvariant(), line);
            if (_ofSection.TryGetValue(key, out var before))
            {
                _settings[before] = setting;
            }
            else if (_settings.Count < MaximumSettings)
            {
                _ofSection.Add(key, _settings.Count);
                _settings.Add(setting);
            }
            else
            {
                FirstLeftOut ??= setting;
            }
        }
    }

    /// <summary>Between the first bracket and the last one before a comment.</summary>
    private static string? Header(ReadOnlySpan<char> line)
    {
        var end = line.Length;
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] is '#' or ';' && line[i - 1] != '\\')
            {
                end = i;
                break;
            }
        }

        line = line[..end].TrimEnd();
        return line.Length > 2 && line[^1] == ']' ? line[1..^1].ToString() : null;
    }

    private static bool IsKey(ReadOnlySpan<char> key)
    {
        foreach (var c in key)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        return key.Length > 0;
    }

    /// <summary>Roslyn takes a comment behind a value; so do we.</summary>
    private static ReadOnlySpan<char> Value(ReadOnlySpan<char> text)
    {
        var comment = text.IndexOfAny('#', ';');
        return (comment < 0 ? text : text[..comment]).Trim();
    }

    /// <param name="Section">Null: every file.</param>
    /// <param name="Key">In small letters, as the value is.</param>
    /// <param name="Line">1-based.</param>
    internal sealed record Setting(PathPattern? Section, string Key, string Value, int Line)
    {
        /// <summary>A word that is no severity sets nothing.</summary>
        public bool IsSeverity => Value is "error" or "warning" or "suggestion" or "silent" or "refactoring" or "none" or "default";
    }
}
