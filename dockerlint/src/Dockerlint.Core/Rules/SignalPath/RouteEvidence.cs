using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;

namespace Dockerlint.Rules.SignalPath;

/// <summary>The chain behind a finding: who starts whom, where that is written, and why.</summary>
internal static class RouteEvidence
{
    public static List<Evidence> Of(Stop stop, Hop? last = null)
    {
        var chain = new List<Evidence>();
        if (stop.Container.Assumption is { } assumption)
        {
            chain.Add(new Evidence(assumption, stop.Container.Dockerfile?.AtLine(1)));
        }

        foreach (var hop in stop.Route.Hops)
        {
            if (hop.Kind is HopKind.Shell or HopKind.Script && stop.Container.Base.ShellReason.Length > 0 && hop.Shell is not null
                && (hop.Ending?.Shape & Dockerlint.SignalPath.Shells.CommandShape.InScriptFile) == 0 && IsSystemShell(hop))
            {
                chain.Add(new Evidence(stop.Container.Base.ShellReason, stop.Container.BaseLocation));
            }

            chain.Add(new Evidence($"{Describe(hop)}: {hop.Reason}", hop.Ending?.Location ?? hop.Source));
            chain.AddRange(hop.Evidence);
            if (ReferenceEquals(hop, last))
            {
                break;
            }
        }

        AddOrigin(stop.Container.Base, chain);
        return chain;
    }

    /// <summary>Which shell /bin/sh is says nothing of one that is called by its own name.</summary>
    private static bool IsSystemShell(Hop hop) => hop.Program is not ("bash" or "dash" or "ash" or "zsh" or "ksh");

    /// <summary>The image, its digest, and the layer of each of its files that the chain speaks of.</summary>
    private static void AddOrigin(BaseImage image, List<Evidence> chain)
    {
        if (image is not { Text: { } text, Files: { } files })
        {
            return;
        }

        var lines = new SortedSet<int> { 1 };
        foreach (var link in chain)
        {
            if (link.Location is { Source.IsOfImage: true, Path: var path } && path.IndexOf('!') is >= 0 and var mark
                && files.Find(path.Substring(mark + 1)) is { Layer: > 0 and var layer })
            {
                lines.Add(layer);
            }
        }

        foreach (var line in lines)
        {
            chain.Add(new Evidence(text.Slice(text.LineSpan(line)).TrimStart('#', ' '), text.AtLine(line)));
        }
    }

    private static string Describe(Hop hop)
    {
        var text = hop.CommandLine;
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }
}
