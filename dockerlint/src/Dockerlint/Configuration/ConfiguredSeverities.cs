using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Inputs;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Configuration;

/// <summary>Severities from the <c>.editorconfig</c> files around each file with a finding; the nearest one decides.</summary>
internal sealed class ConfiguredSeverities(RepositoryReader reader) : IFindingFilter
{
    private readonly Dictionary<string, EditorConfigFile?> _files = new(StringComparer.Ordinal);

    public Finding? Apply(Finding finding) => Severity(reader.FullPath(finding.Location.Path), finding.Rule.Id) switch
    {
        "none" or "silent" => null,
        "suggestion" => finding with { Severity = Findings.Severity.Info },
        "warning" => finding with { Severity = Findings.Severity.Warning },
        "error" => finding with { Severity = Findings.Severity.Error },
        _ => finding,
    };

    private string? Severity(string fullPath, string ruleId)
    {
        for (var folder = Path.GetDirectoryName(fullPath); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (FileIn(folder) is not { } file)
            {
                continue;
            }

            var path = fullPath[folder.Length..].Replace('\\', '/').TrimStart('/');
            if (file.Severity(path, ruleId) is { } severity)
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

    private EditorConfigFile? FileIn(string folder)
    {
        if (!_files.TryGetValue(folder, out var file))
        {
            file = Read(Path.Combine(folder, ".editorconfig"));
            _files[folder] = file;
        }

        return file;
    }

    /// <summary>One that cannot be read configures nothing.</summary>
    private EditorConfigFile? Read(string path) => reader.TryReadConfiguration(path, out _) is { } content ? EditorConfigFile.Parse(content) : null;
}
