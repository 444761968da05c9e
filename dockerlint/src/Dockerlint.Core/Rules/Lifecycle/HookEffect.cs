using Dockerlint.Judgement;
using Dockerlint.Kubernetes;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>What a preStop hook does for the requests that still come in.</summary>
internal enum HookEffect
{
    /// <summary>No hook, or one that ends at once.</summary>
    None,

    /// <summary>It is refused, dropped, or fails at once.</summary>
    CannotRun,

    /// <summary>The server begins its shutdown with the hook, so nothing is delayed.</summary>
    BeginsStop,

    /// <summary>It holds the signal back, or may.</summary>
    Delays,
}

internal static class HookEffects
{
    public static HookEffect Of(Stop stop)
    {
        if (HookFault.Of(stop) is { Severity: Findings.Severity.Error, LeavesHook: false } || PreStopNeedsMissingBinary.Missing(stop) is not null)
        {
            return HookEffect.CannotRun;
        }

        return stop.Container.PodContainer?.PreStop switch
        {
            null or { Kind: HandlerKind.None } => HookEffect.None,
            { Kind: HandlerKind.TcpSocket or HandlerKind.Grpc } => HookEffect.CannotRun,
            { Kind: HandlerKind.HttpGet } hook => HookRequest.StopsServer(hook, stop) ? HookEffect.BeginsStop : HookEffect.Delays,
            { Kind: HandlerKind.Exec } hook when StopCommand.IsFirst(hook.Command) => HookEffect.BeginsStop,
            { Kind: HandlerKind.Exec } when stop.Budget.PreStop is { Seconds: 0, IsAtLeast: false, IsDefault: false } => HookEffect.None,
            _ => HookEffect.Delays,
        };
    }

    /// <summary>Behind the name of a container that has a hook which delays nothing; empty without one.</summary>
    public static string Clause(this HookEffect effect) => effect switch
    {
        HookEffect.CannotRun => " (its preStop does not run)",
        HookEffect.BeginsStop => " (its preStop only begins the stop)",
        _ => "",
    };
}
