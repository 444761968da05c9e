using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Images;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>What a grace period is there for, and what it is not.</summary>
internal static class Judged
{
    /// <summary>Has nothing to finish: ends by itself, waits for a person, or only keeps a container alive.</summary>
    public static bool HasNothingToFinish(Stop stop) => stop.Container.IsOneShot
        || stop.Route.Application is { Kind: HopKind.Idle or HopKind.OneShot or HopKind.Interactive }
        || stop.Container.ImageName is { } image && IsPause(image);

    public static bool HasNothingToFinish(WorkloadStop pods)
    {
        if (pods.Workload.IsBatch)
        {
            return true;
        }

        var any = false;
        foreach (var stop in pods.Stops)
        {
            if (stop.Container.PodContainer is { Role: not ContainerRole.Init })
            {
                any = true;
                if (!HasNothingToFinish(stop) && !stop.Container.IsDevelopment)
                {
                    return false;
                }
            }
        }

        return any;
    }

    /// <summary>The signal never gets as far as an application that could use its time; that has a rule of its own.</summary>
    public static bool NeverReachesTheApplication(Stop stop) =>
        stop.Route.Verdict is Verdict.KilledAfterGrace or Verdict.NeverTold or Verdict.FailsToStart or Verdict.EndedByDefault;

    /// <summary><c>raise stop_grace_period above 60 s, or </c>; empty where the platform has no such setting.</summary>
    public static string Raise(Platform platform, Budget budget) => platform.GraceKey is not { } key || budget.Need.Seconds is not { } need ? ""
        : double.IsPositiveInfinity(need) ? $"raise {key}, or "
        : $"raise {key} above {BudgetSentence.Seconds(need + (budget.PreStop.Seconds ?? 0))}, or ";

    /// <summary>A grace that nobody wrote stands where the container does.</summary>
    public static List<Evidence> EvidenceOf(Stop stop)
    {
        var chain = EvidenceOf(stop.Budget);
        chain[0] = stop.Budget is { Grace.Location: null, Need.Location: not null } ? chain[0] with { Location = stop.Container.Anchor } : chain[0];
        return chain;
    }

    public static List<Evidence> EvidenceOf(Budget budget)
    {
        var chain = new List<Evidence> { new($"grace: {budget.Grace.Source}{Value(budget.Grace)}", budget.Grace.Location) };
        if (budget.PreStop.Seconds is not 0)
        {
            chain.Add(new Evidence($"{budget.PreStop.Source}{Value(budget.PreStop)}", budget.PreStop.Location));
        }

        if (budget.Need.Seconds is not null)
        {
            chain.Add(new Evidence($"need: {budget.Need.Source}{Value(budget.Need)}", budget.Need.Location));
            chain.AddRange(budget.Need.Uses.Select(static use => new Evidence(use.Value, use.Location)));
        }

        return chain;
    }

    private static string Value(Amount amount) => amount.Seconds is { } seconds ? $", {BudgetSentence.Seconds(seconds)}" : "";

    private static bool IsPause(string image)
    {
        var repository = ImageReference.Parse(image).Repository;
        return repository == "pause" || repository.EndsWith("/pause", StringComparison.Ordinal) || repository.Contains("/pause-");
    }
}
