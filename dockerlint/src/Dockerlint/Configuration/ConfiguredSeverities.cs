using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Documentation;
using Dockerlint.Cli.Inputs;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;
using Dockerlint.Text;

namespace Dockerlint.Cli.Configuration;

/// <summary>
/// Severities from the <c>.editorconfig</c> and <c>.globalconfig</c> files around each file with a finding. The order is the compiler's: a rule's
/// own key (the nearest file first, then global ones), its category's, all rules'; then the preset.
/// </summary>
internal sealed class ConfiguredSeverities(RepositoryReader reader, Preset? preset = null) : IFindingFilter
{
    private const string Local = ".editorconfig";
    private const string Global = ".globalconfig";

    /// <summary>As the analyzers name it.</summary>
    private const string Category = "reliability";

    private static readonly string[] _bulk =
        [$"{EditorConfigFile.Bulk}category-{Category}{EditorConfigFile.Severity}", EditorConfigFile.Bulk[..^1] + EditorConfigFile.Severity];

    private readonly Dictionary<string, EditorConfigFile?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceText> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FilesAround?> _around = new(StringComparer.Ordinal);

    public Finding? Apply(Finding finding) => Severity(reader.FullPath(finding.Location.Path), finding.Rule.Id) switch
    {
        "none" or "silent" or "refactoring" => null,
        "suggestion" => finding with { Severity = Findings.Severity.Info },
        "warning" => finding with { Severity = Findings.Severity.Warning },
        "error" => finding with { Severity = Findings.Severity.Error },
        "default" => finding,
        _ => preset is null ? finding : preset.Apply(finding),
    };

    /// <summary>Settings around these files that do nothing.</summary>
    public IReadOnlyList<Finding> Unknown(IEnumerable<string> paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var findings = new List<Finding>();
        foreach (var path in paths)
        {
            for (var folder = Path.GetDirectoryName(reader.FullPath(path)); folder is not null && folders.Add(folder);
                folder = Path.GetDirectoryName(folder))
            {
                var local = FileIn(folder, Local);
                Complain(folder, Local, local, findings);
                Complain(folder, Global, FileIn(folder, Global), findings);
                if (local is { IsRoot: true })
                {
                    break;
                }
            }
        }

        return findings;
    }

    private void Complain(string folder, string name, EditorConfigFile? file, List<Finding> findings)
    {
        if (file is null)
        {
            return;
        }

        var text = _texts[Path.Combine(folder, name)];
        foreach (var setting in file.Settings)
        {
            if (Complaint(setting) is { } message)
            {
                Add(setting, message);
            }
        }

        if (file.FirstLeftOut is { } first)
        {
            Add(first, $"more than {EditorConfigFile.MaximumSettings} severities in this file; it and those below it do nothing");
        }

        void Add(EditorConfigFile.Setting setting, string message) =>
            findings.Add(new Finding(UnknownSetting.Definition, UnknownSetting.Definition.DefaultSeverity, text.AtLine(setting.Line), message));
    }

    private static string? Complaint(EditorConfigFile.Setting setting)
    {
        var id = setting.Key.StartsWith(EditorConfigFile.Rule, StringComparison.Ordinal)
            ? setting.Key[EditorConfigFile.Rule.Length..^EditorConfigFile.Severity.Length].ToUpperInvariant() : null;
        var isOurs = id is ['S', 'T', 'O', 'P', _, _, _, _] && id.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0;
        return isOurs && !RulePages.Ids.Contains(id) ? $"{id} is no rule; the setting does nothing (dockerlint rules lists them)"
            : isOurs && !setting.IsSeverity
            ? $"'{setting.Value}' is no severity; the setting does nothing (error, warning, suggestion, silent, none, default)" : null;
    }

    private string? Severity(string fullPath, string ruleId)
    {
        if (Around(Path.GetDirectoryName(fullPath)) is not { } files)
        {
            return null;
        }

        var path = fullPath.Replace('\\', '/');
        var own = EditorConfigFile.Rule + ruleId.ToLowerInvariant() + EditorConfigFile.Severity;
        var severity = InFolders(files, path, own) ?? InGlobals(files, path, own);
        for (var i = 0; severity is null && i < _bulk.Length; i++)
        {
            severity = InFolders(files, path, _bulk[i]) ?? InGlobals(files, path, _bulk[i]);
        }

        return severity;
    }

    private static string? InFolders(FilesAround files, string path, string key)
    {
        for (var at = files; at is not null; at = at.Above)
        {
            if (at.Local is not { IsGlobal: false } file)
            {
                continue;
            }

            if (file.Find(path[at.Folder.Length..].TrimStart('/'), key) is { } severity)
            {
                return severity;
            }

            if (file.IsRoot)
            {
                return null;
            }
        }

        return null;
    }

    private static string? InGlobals(FilesAround files, string path, string key)
    {
        (string? Severity, int Level) best = (null, int.MinValue);
        for (var at = files; at is not null; at = at.Above)
        {
            foreach (var file in (ReadOnlySpan<EditorConfigFile?>)[at.Global, at.Local])
            {
                if (file is { IsGlobal: true } && file.Level > best.Level && file.Find(path, key) is { } severity)
                {
                    best = (severity, file.Level);
                }
            }
        }

        return best.Severity;
    }

    /// <summary>In this folder and those above it; null: there are none, as in most repositories.</summary>
    private FilesAround? Around(string? folder)
    {
        if (folder is null)
        {
            return null;
        }

        if (!_around.TryGetValue(folder, out var files))
        {
            var above = Around(Path.GetDirectoryName(folder));
            var (local, global) = (FileIn(folder, Local), FileIn(folder, Global));
            _around[folder] = files = local is null && global is null ? above : new FilesAround(folder, local, global, above);
        }

        return files;
    }

    /// <summary>One that cannot be read configures nothing.</summary>
    private EditorConfigFile? FileIn(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!_files.TryGetValue(path, out var file))
        {
            if (reader.Listing.Holds(folder, name) != false && reader.TryReadConfiguration(path, out _) is { } content)
            {
                file = EditorConfigFile.Parse(content, isGlobal: name == Global);
                _texts[path] = new SourceText(InputFinder.DisplayPath(reader.WorkingDirectory, path, wasRelative: false), content);
            }

            _files[path] = file;
        }

        return file;
    }

    /// <param name="Above">The nearest folder above that has one, too.</param>
    private sealed record FilesAround(string Folder, EditorConfigFile? Local, EditorConfigFile? Global, FilesAround? Above);
}
