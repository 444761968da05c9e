using Dockerlint.Containers;
using Dockerlint.GraceBudget.Needs;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.GraceBudget;

/// <summary>What the platform gives against what preStop and the application take.</summary>
/// <param name="Grace">From the first signal (a pod: from the start of preStop) to SIGKILL; an endless wait is positive infinity.</param>
/// <param name="PreStop">Taken out of the grace before the signal; 0 where the platform runs no hook inside the grace.</param>
/// <param name="Need">What the application may take after the signal; null seconds: unknown.</param>
/// <param name="MinimumLeft">Seconds the platform leaves a container, however long its hook took.</param>
public sealed record Budget(Amount Grace, Amount PreStop, Amount Need, double MinimumLeft = 0)
{
    /// <summary>What the code itself waits at every stop; null: nothing is known.</summary>
    public DrainSteps? Steps { get; init; }

    /// <summary>Seconds between the signal and SIGKILL; null when unknown.</summary>
    public double? Left => PreStop.IsAtLeast && LeftAtMost > MinimumLeft ? null : LeftAtMost;

    /// <summary>The same where of the hook's time a lower bound alone is known.</summary>
    public double? LeftAtMost => Grace.Seconds - PreStop.Seconds is not { } left ? null
        : Grace.Seconds > 0 && left < MinimumLeft ? MinimumLeft
        : left;

    /// <summary>Positive: time to spare. Negative: cut by that much, or more. Null: a side is unknown.</summary>
    public double? Slack => LeftAtMost - Need.Seconds is not { } slack || PreStop.IsAtLeast && slack >= 0 ? null : slack;

    /// <summary>Nothing is left when the signal comes but what the platform leaves to all.</summary>
    public bool IsSpent => LeftAtMost <= MinimumLeft;

    public static Budget Of(Container container, SignalRoute route, ApplicationSources sources)
    {
        var preStop = container.Platform.RunsHooksInsideGrace ? PreStopTime.Of(container) : Amount.Nothing;
        var budget = new Budget(container.Grace, preStop, Amount.Nothing, container.Platform.MinimumAfterHook);
        return budget with
        {
            Need = ApplicationNeed.Of(container, route, sources, budget.Left), Steps = DotNetNeed.StepsOf(container, route, sources),
        };
    }
}
