using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.GraceBudget;
using Dockerlint.Images;
using Dockerlint.Kubernetes;
using Dockerlint.Linting;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>What a grace period is there for, and what it is not.</summary>
internal static class Judged
{
    /// <summary>Has nothing to finish: ends by itself, waits for a person, or only keeps a container alive.</summary>
    public static bool HasNothingToFinish(Container container) => container.IsOneShot || container.Route.Application is { Kind: HopKind.Idle or HopKind.OneShot or HopKind.Interactive }
        || container.PodContainer?.Image is { } image && IsPause(image.Value) || container.Service?.Image?.Value is { } name && IsPause(name);

    public static bool HasNothingToFinish(Workload workload, Workspace workspace)
    {
        if (workload.IsBatch)
        {
            return true;
        }

        bool any = false;
        foreach (var container in workspace.ContainersOf(workload))
        {
            if (container.PodContainer is { Role: not ContainerRole.Init })
            {
                any = true;
                if (!HasNothingToFinish(container) && !container.IsDevelopment)
                {
                    return false;
                }
            }
        }

        return any;
    }

    /// <summary>The signal never gets as far as an application that could use its time; that has a rule of its own.</summary>
    public static bool NeverReachesTheApplication(Container container) => container.Route.Verdict is Verdict.KilledAfterGrace or Verdict.NeverTold or Verdict.FailsToStart or Verdict.EndedByDefault;

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
        }

        return chain;
    }

    private static string Value(Amount amount) => amount.Seconds is { } seconds ? $", {BudgetSentence.Seconds(seconds)}" : "";

    private static bool IsPause(string image)
    {
        string repository = ImageReference.Parse(image).Repository;
        return repository == "pause" || repository.EndsWith("/pause", StringComparison.Ordinal) || repository.Contains("/pause-");
    }
}
