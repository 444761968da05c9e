using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Stops;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Guards;

/// <summary>A safe fix mends what it says: after it the stop is better, no stop is worse, and no new finding has come.</summary>
public class SafeFixGuardTests
{
    [Fact]
    public void SafeFix_ImprovesTheVerdict()
    {
        var useless = new List<string>();
        var applied = 0;
        foreach (var (name, before) in GuardedFolders.All())
        {
            foreach (var finding in before.Findings().Where(IsOfTheSignalPath))
            {
                applied++;
                if (Complaint(before, before.With(finding.Fix!), finding) is { } complaint)
                {
                    useless.Add($"{name}: {finding.Location} {finding.Rule.Id} \"{finding.Fix!.Title}\": {complaint}");
                }
            }
        }

        Assert.True(applied > 50, $"{applied} only");
        Assert.True(useless.Count == 0, $"{useless.Count} of {applied}:\n{string.Join('\n', useless.Take(60))}");
    }

    private static bool IsOfTheSignalPath(Finding finding) =>
        finding is { Fix.IsSafe: true, Verdict: not null } && finding.Rule.Id.StartsWith("STOP2", StringComparison.Ordinal);

    private static string? Complaint(Folder before, Folder after, Finding finding)
    {
        var old = StopsOf(before);
        var mended = StopsOf(after);
        for (var i = 0; i < old.Count; i++)
        {
            if (Rank(mended[i].Route.Verdict) < Rank(old[i].Route.Verdict))
            {
                return $"{old[i].Container.Subject} {old[i].Route.Verdict} -> {mended[i].Route.Verdict}: {mended[i].Route.Reason}";
            }
        }

        var isLost = finding.Verdict is Verdict.KilledAfterGrace or Verdict.NeverTold or Verdict.CutShort or Verdict.FailsToStart;
        if (isLost && Enumerable.Range(0, old.Count).All(i => Rank(mended[i].Route.Verdict) == Rank(old[i].Route.Verdict)))
        {
            return $"nothing is better: {string.Join(", ", mended.Select(stop => $"{stop.Route.Verdict}, {stop.Route.Reason}"))}";
        }

        var known = before.Findings().Select(known => known.Rule.Id).ToHashSet();
        // Who is told may be told the wrong signal, or have too little time: that shows only now.
        return after.Findings().FirstOrDefault(found => !known.Contains(found.Rule.Id) && found.Rule.Id is not ("STOP2014" or "STOP3001"))
            is { } added
            ? $"{added.Location} {added.Rule.Id} is new: {added.Message}"
            : null;
    }

    /// <summary>A service that an override changes also as its main file has it, which findings speak of.</summary>
    private static List<Stop> StopsOf(Folder folder) =>
        [.. folder.Workspace().Stops.SelectMany(static stop => stop.WithoutOverride is { } main ? (Stop[])[stop, main] : [stop])];

    /// <summary>What is not known is at least not known to be lost.</summary>
    private static int Rank(Verdict verdict) => verdict switch
    {
        Verdict.FailsToStart => 0,
        Verdict.KilledAfterGrace => 1,
        Verdict.NeverTold => 2,
        Verdict.CutShort => 3,
        Verdict.Unknown => 4,
        Verdict.EndedByDefault => 5,
        _ => 6,
    };
}
