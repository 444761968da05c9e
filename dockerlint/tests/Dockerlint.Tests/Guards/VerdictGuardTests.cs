using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Stops;
using Dockerlint.Tests.SignalPath;
using Dockerlint.Text;

namespace Dockerlint.Tests.Guards;

/// <summary>
/// What trace says for certain, check says too, and the other way round.
/// </summary>
public class VerdictGuardTests
{
    [Fact]
    public void CertainBadVerdict_HasAFinding()
    {
        var silent = new List<string>();
        var judged = 0;
        foreach (var (name, folder) in GuardedFolders.All())
        {
            var findings = folder.Findings();
            foreach (var stop in folder.Workspace().Stops.Where(IsCertainLoss))
            {
                judged++;
                if (!findings.Any(finding => IsAbout(finding, stop)))
                {
                    silent.Add(
                        $"{name}: {stop.Container.Subject} {stop.Container.Anchor} {stop.Route.Verdict}: {stop.Route.Reason}; "
                            + Folder.Describe(findings));
                }
            }
        }

        Assert.True(judged > GuardedFolders.Entrypoints / 4, $"{judged} only");
        Assert.True(silent.Count == 0, $"{silent.Count} of {judged}:\n{string.Join('\n', silent.Take(60))}");
    }

    [Fact]
    public void SignalPathError_HasABadVerdict()
    {
        var unfounded = new List<string>();
        var judged = 0;
        foreach (var (name, folder) in GuardedFolders.All())
        {
            var stops = folder.Workspace().Stops;
            foreach (var finding in folder.Findings().Where(IsSignalPathError))
            {
                judged++;
                if (!stops.Any(stop => IsLoss(stop.Route.Verdict) && Concerns(finding, stop)))
                {
                    unfounded.Add($"{name}: {finding.Location} {finding.Rule.Id}: {finding.Message}");
                }
            }
        }

        Assert.True(judged > GuardedFolders.Entrypoints / 4, $"{judged} only");
        Assert.True(unfounded.Count == 0, $"{unfounded.Count} of {judged}:\n{string.Join('\n', unfounded.Take(60))}");
    }

    private static bool IsCertainLoss(Stop stop) => stop.IsCertainLoss && !IsShortLived(stop)
        // The hook may be the drain.
        && stop is not { Route.Verdict: Verdict.CutShort, Container.PodContainer.PreStop: not null };

    /// <summary>A stop rarely meets it.</summary>
    private static bool IsShortLived(Stop stop) =>
        stop.Container.IsOneShot || stop.Route.Application is null or { Kind: HopKind.OneShot or HopKind.Interactive };

    private static bool IsLoss(Verdict verdict) =>
        verdict is Verdict.KilledAfterGrace or Verdict.NeverTold or Verdict.CutShort or Verdict.FailsToStart;

    private static bool IsSignalPathError(Finding finding) =>
        finding is { Severity: Severity.Error, Verdict: not null } && finding.Rule.Id.StartsWith("STOP2", StringComparison.Ordinal);

    private static bool IsAbout(Finding finding, Stop stop) => finding.Verdict is { } verdict && IsLoss(verdict) && Concerns(finding, stop);

    private static bool Concerns(Finding finding, Stop stop) =>
        finding.Subject == stop.Container.Subject && finding.Subject.Name is not null
        || Places(stop).Any(place => IsSameLine(place, finding.Location)
            || finding.Evidence.Any(evidence => evidence.Location is { } location && IsSameLine(place, location)));

    private static IEnumerable<SourceLocation> Places(Stop stop)
    {
        yield return stop.Container.Anchor;
        if (stop.Container.StopSignal.Location is { } signal)
        {
            yield return signal;
        }

        foreach (var hop in stop.Route.Hops)
        {
            if (hop.Source is { } source)
            {
                yield return source;
            }

            if (hop.Ending?.Location is { } ending)
            {
                yield return ending;
            }
        }
    }

    private static bool IsSameLine(SourceLocation place, SourceLocation other) => place.Path == other.Path && place.Line == other.Line;
}
