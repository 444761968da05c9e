using Dockerlint.Containers;
using Dockerlint.GraceBudget;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Judgement;

/// <summary>One container's stop: what starts, the way of the signal, the time. What a rule is asked about.</summary>
public sealed record Stop(Container Container, SignalRoute Route, Budget Budget)
{
    /// <summary>The image's own stop where an override has replaced its ENTRYPOINT; null elsewhere.</summary>
    public Stop? ReplacedImage { get; init; }

    /// <summary>An image alone as every Compose service of the input runs it, with an init in front; null where one runs it without,
    /// or none runs it.</summary>
    public Stop? InEveryUse { get; init; }

    /// <summary>Without an assumption: the application is cut off, not told, or never ends.</summary>
    public bool IsCertainLoss => Route is
    {
        IsCertain: true, Verdict: Verdict.KilledAfterGrace or Verdict.NeverTold or Verdict.CutShort or Verdict.FailsToStart,
    };

    /// <summary>The signal arrives, and SIGKILL may come before the application is done, or comes with the signal.</summary>
    public bool IsShortOfTime => Route.Verdict == Verdict.Graceful && (Budget.Slack < 0 || Budget.IsSpent);

    /// <summary>The same where somebody wrote it: neither a program's default nor the grace of an image alone.</summary>
    public bool IsCutByItsTime => IsShortOfTime && (Budget.IsSpent || !Budget.Need.IsDefault && !Container.IsImageAlone);

    public static Stop Of(Container container, ApplicationSources sources)
    {
        var route = RouteBuilder.Build(container, sources);
        return new Stop(container, route, Budget.Of(container, route, sources))
        {
            ReplacedImage = container.ReplacedImage is { } image ? Of(image, sources) : null,
        };
    }
}
