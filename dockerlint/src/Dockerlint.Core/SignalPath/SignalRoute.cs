using Dockerlint.Stops;

namespace Dockerlint.SignalPath;

/// <summary>The ordered hops from the engine to the application, and what a stop does.</summary>
/// <param name="Hops">At least one, first PID 1's first command line; empty when nothing is known of what runs.</param>
/// <param name="IsCertain">False when the verdict rests on <paramref name="Assumption"/>.</param>
/// <param name="Reason">One clause: why the verdict is what it is.</param>
public sealed record SignalRoute(HopChain Hops, Verdict Verdict, bool IsCertain, string Reason, string? Assumption)
{
    /// <summary>The application's own process: the last hop.</summary>
    public Hop? Application => Hops.Count > 0 ? Hops[Hops.Count - 1] : null;

    /// <summary>
    /// What it can be instead, for reasons outside the container. A PID 1 that sends itself a signal with the default action (.NET 10) ends at once
    /// where the handler runs in its first thread and others are there to take the signal, and never where it does not: both were measured.
    /// </summary>
    public Verdict? OrElse { get; init; }

    /// <summary>The first hop of the process that stops the signal; null when none does.</summary>
    public Hop? Blocker { get; init; }

    public bool HasInit
    {
        get
        {
            for (var i = 0; i < Hops.Count; i++)
            {
                if (Hops[i].Kind == HopKind.Init)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
