using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.SignalPath;

namespace Dockerlint.Rules.SignalPath;

internal static class Severities
{
    /// <summary>Error where the files alone decide, warning where one stated assumption helps.</summary>
    public static Severity Of(Container container, Hop hop) => hop.Assumption is null && container.Route.IsCertain ? Severity.Error : Severity.Warning;

    /// <summary>The same, but an unknown program at a script's end is only taken for its main program.</summary>
    public static Severity OfScript(Container container, Hop script) =>
        container.Route.Application is { Kind: HopKind.Program } && script.Ending is not { RunsArguments: true } ? Severity.Warning : Of(container, script);
}
