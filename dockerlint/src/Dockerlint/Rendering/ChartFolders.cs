using System.Collections.Concurrent;
using Dockerlint.Containers;

namespace Dockerlint.Cli.Rendering;

/// <summary>Which Helm chart a file belongs to.</summary>
internal sealed class ChartFolders(IFileReader reader)
{
    public const string File = "Chart.yaml";

    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _libraries = new(StringComparer.Ordinal);

    /// <summary>A file that helm renders: YAML below <c>templates/</c>, and no partial.</summary>
    public static bool MayBeTemplate(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Length > 0 && name[0] != '_' && (path.StartsWith("templates/", StringComparison.Ordinal)
            || path.Contains("/templates/", StringComparison.Ordinal));
    }

    /// <summary>The folder of the outermost chart that holds the file as part of it, without a slash at the end; null: it is in none.</summary>
    public string? Of(string path)
    {
        for (var folder = Above(path); folder is not null; folder = folder.Length == 0 ? null : Above(folder))
        {
            if (IsChart(folder))
            {
                return Outermost(folder);
            }
        }

        return null;
    }

    /// <summary>A chart below <c>charts/</c> of another one is rendered with it.</summary>
    public string Outermost(string chart)
    {
        while (chart.Length > 0 && Above(chart) is { } charts && (charts == "charts" || charts.EndsWith("/charts", StringComparison.Ordinal))
            && Above(charts) is { } parent && IsChart(parent))
        {
            chart = parent;
        }

        return chart;
    }

    /// <summary>Nothing comes of it by itself.</summary>
    public bool IsLibrary(string chart) => _libraries.GetOrAdd(chart, ReadsLibrary);

    private bool ReadsLibrary(string chart)
    {
        foreach (var line in reader.TryRead(PathOf(chart))?.Content.Split('\n') ?? [])
        {
            if (line.StartsWith("type:", StringComparison.Ordinal) && line.Contains("library", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsChart(string folder)
    {
        lock (_known)
        {
            if (!_known.TryGetValue(folder, out var isChart))
            {
                _known[folder] = isChart = reader.Exists(PathOf(folder));
            }

            return isChart;
        }
    }

    private static string PathOf(string folder) => folder.Length == 0 ? File : $"{folder}/{File}";

    private static string? Above(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : path.Length == 0 ? null : "";
}
