using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Stops;

namespace Dockerlint.Rules.SignalPath;

internal static class Severities
{
    /// <summary>Error where the files alone decide, warning where one stated assumption helps.</summary>
    /// <remarks>
    /// busybox ash replaces itself by the last command of any list, bash by a plain one and, since 5.1 (2020), by that of a list, dash by none
    /// (measured). The sh of an image that somebody else has built may be any of them, and many of those are made from Alpine: no reason
    /// to warn. Who writes a Dockerfile learns what the line rests on.
    /// </remarks>
    public static Severity Of(Stop stop, Hop hop) =>
        DependsOnShell(stop, hop) ? Severity.Info
        // Who has no handler loses no more than without the shell, and who does nothing loses time alone.
        : stop.Route.Application is { Kind: HopKind.Idle } && stop.Container.IsDevelopment ? Severity.Info
        : stop.Route.Application is { Kind: HopKind.Idle } || ShellHops.IsUntrappedLoop(stop.Route.Application) ? Severity.Warning
        : hop.Assumption is null && stop.Route is { IsCertain: true, Verdict: not Verdict.EndedByDefault } ? Severity.Error : Severity.Warning;

    /// <summary>The same, but an unknown program at a script's end is only taken for its main program.</summary>
    public static Severity OfScript(Stop stop, Hop script) =>
        stop.Route.Application is { Kind: HopKind.Program } && script.Ending is not { RunsArguments: true }
            ? Severity.Warning
            : Of(stop, script);

    /// <summary>Which shell the image has decides, but for an old bash in front of a list.</summary>
    public static bool DependsOnShell(Stop stop, Hop hop) => hop.Ending is { Kind: EndingKind.DependsOnShell, Shape: var shape }
        && ((shape & CommandShape.InList) == 0 || hop.Program is not "bash" && stop.Container.Dockerfile is null);
}
