using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;

namespace Dockerlint.Rules.SignalPath;

/// <summary>The chain behind a finding: who starts whom, where that is written, and why.</summary>
internal static class RouteEvidence
{
    public static List<Evidence> Of(Stop stop, Hop? last = null)
    {
        var chain = new List<Evidence>();
        foreach (var hop in stop.Route.Hops)
        {
            if (hop.Kind is HopKind.Shell or HopKind.Script && stop.Container.Base.ShellReason.Length > 0 && hop.Shell is not null
                && (hop.Ending?.Shape & Dockerlint.SignalPath.Shells.CommandShape.InScriptFile) == 0)
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

        return chain;
    }

    private static string Describe(Hop hop)
    {
        var text = hop.CommandLine;
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }
}
