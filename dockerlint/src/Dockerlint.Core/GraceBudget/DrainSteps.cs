using Dockerlint.Containers;
using Dockerlint.Stops;

namespace Dockerlint.GraceBudget;

/// <summary>What the code waits at every stop, one step after the other, and how long the host lets it.</summary>
/// <param name="Waits">In the order in which they come.</param>
/// <param name="Timeout">When the host cancels the token of the stop; null seconds: unknown.</param>
public sealed record DrainSteps(IReadOnlyList<StopWait> Waits, Amount? Timeout)
{
    /// <summary>All of them, where nothing cuts them.</summary>
    public double Seconds => Waits.Sum(static wait => wait.Seconds);

    /// <summary>The least that they take together: those with the host's token end with its timeout, the others do not.</summary>
    public double Least => Math.Max(
        Waits.Where(static wait => !wait.IsEndedByTimeout).Sum(static wait => wait.Seconds), Math.Min(Seconds, Timeout?.Seconds ?? 0));

    /// <summary>The step that the host cuts at its timeout; null: none, or the timeout is not known.</summary>
    public StopWait? CutByHost => Timeout?.Seconds is { } limit ? After(limit, static wait => wait.IsEndedByTimeout) : null;

    /// <summary>The step in which so many seconds are over.</summary>
    public StopWait? After(double seconds) => After(seconds, static _ => true);

    private StopWait? After(double seconds, Func<StopWait, bool> counts)
    {
        var sum = 0.0;
        foreach (var wait in Waits)
        {
            sum += wait.Seconds;
            if (sum > seconds && counts(wait))
            {
                return wait;
            }
        }

        return null;
    }
}
