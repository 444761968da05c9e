using Dockerlint.Containers;
using Dockerlint.GraceBudget;
using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Judgement;

/// <summary>One container's stop: what starts, the way of the signal, the time. What a rule is asked about.</summary>
public sealed record Stop(Container Container, SignalRoute Route, Budget Budget)
{
    /// <summary>The image's own stop where an override has replaced its ENTRYPOINT; null elsewhere.</summary>
    public Stop? ReplacedImage { get; init; }

    /// <summary>The service without the override that Compose merges by itself, which production does without; null elsewhere.</summary>
    public Stop? WithoutOverride { get; init; }

    /// <summary>The command of its preStop that ends the application, whatever becomes of the signal; null: none.</summary>
    public StopCommand? StoppedByHook { get; init; }

    /// <summary>An image alone as every Compose service of the input runs it, with an init in front; null where one runs it without,
    /// or none runs it.</summary>
    public Stop? InEveryUse { get; init; }

    /// <summary>Without an assumption: the application is cut off, not told, or never ends.</summary>
    public bool IsCertainLoss => !IsIdleWithoutGrace && !IsToldLast && Route is
    {
        IsCertain: true, Verdict: Verdict.KilledAfterGrace or Verdict.NeverTold or Verdict.CutShort or Verdict.FailsToStart,
    };

    /// <summary>A native sidecar that ends at once: the application has ended before, so nothing is in its work.</summary>
    private bool IsToldLast => Route.Verdict == Verdict.CutShort && Container.PodContainer?.Role == Kubernetes.ContainerRole.Sidecar;

    /// <summary>What only keeps the container alive, killed at once as somebody has written: nothing is lost, and nothing waits.</summary>
    public bool IsIdleWithoutGrace => Route.Application?.Kind == HopKind.Idle && Budget.Grace.Seconds is 0;

    /// <summary>The signal arrives, and SIGKILL may come before the application is done, or comes with the signal.</summary>
    public bool IsShortOfTime => Route.Verdict == Verdict.Graceful && (Budget.Slack < 0 || Budget.IsSpent);

    /// <summary>The same where somebody wrote it: neither a program's default nor the grace of an image alone.</summary>
    public bool IsCutByItsTime => IsShortOfTime && (Budget.IsSpent || !Budget.Need.IsDefault && !Container.IsImageAlone);

    public static Stop Of(Container container, ApplicationSources sources)
    {
        container = WithRewrittenSignal(container);
        var route = RouteBuilder.Build(container, sources);
        var byHook = HookStop.Of(container, route);
        route = byHook is null ? route : HookStop.Applied(route, byHook);
        return new Stop(container, route, Budget.Of(container, route, sources))
        {
            StoppedByHook = byHook,
            ReplacedImage = container.ReplacedImage is { } image ? Of(image, sources) : null,
            WithoutOverride = container.WithoutOverride is { } alone ? Of(alone, sources) : null,
        };
    }

    /// <summary>What dumb-init sends is what the application is stopped by.</summary>
    private static Container WithRewrittenSignal(Container container)
    {
        var argv = container.Entrypoint is { Count: > 0 } entrypoint ? entrypoint : container.Command;
        return argv is [{ Value: { } program } first, ..] && container.StopSignal.Name is { } signal
            && Inits.Rewritten(ProgramName.Of(program), argv, signal) is { } rewritten
            ? container with
            {
                StopSignal = new StopSignal(rewritten, $"dumb-init --rewrite, from {signal}", first.Location, IsExplicit: true),
            }
            : container;
    }
}
