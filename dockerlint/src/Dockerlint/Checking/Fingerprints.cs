using System.Globalization;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Checking;

/// <summary>Names of findings that survive edits elsewhere in the file: rule, path, the line's words, and the how-manieth of these.</summary>
internal static class Fingerprints
{
    public static string[] Of(IReadOnlyList<Finding> findings)
    {
        var seen = new Dictionary<ulong, int>();
        var names = new string[findings.Count];
        for (var i = 0; i < names.Length; i++)
        {
            var hash = Hash(findings[i]);
            var count = seen.GetValueOrDefault(hash);
            seen[hash] = count + 1;
            names[i] = hash.ToString("x16", CultureInfo.InvariantCulture) + (count == 0 ? "" : "-" + count.ToString(CultureInfo.InvariantCulture));
        }

        return names;
    }

    private static ulong Hash(Finding finding)
    {
        var source = finding.Location.Source;
        var line = source.LineSpan(finding.Location.Line);
        var hash = Add(Add(14695981039346656037, finding.Rule.Id), finding.Location.Path);
        var afterBlank = true;
        foreach (var c in source.Content.AsSpan(line.Start, line.Length).Trim())
        {
            var isBlank = char.IsWhiteSpace(c);
            hash = isBlank && afterBlank ? hash : Add(hash, isBlank ? ' ' : c);
            afterBlank = isBlank;
        }

        return hash;
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = Add(hash, c);
        }

        return Add(hash, '\0');
    }

    /// <summary>FNV-1a.</summary>
    private static ulong Add(ulong hash, char c) => unchecked((hash ^ c) * 1099511628211);
}
