using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Text;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>Why a preStop hook is refused, dropped, or fails as soon as it runs.</summary>
/// <param name="Message">What, why and what to do.</param>
internal sealed record HookFault(SourceLocation Location, string Message, Severity Severity = Severity.Error)
{
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>What is wrong is dropped, and a hook runs all the same.</summary>
    public bool LeavesHook { get; init; }

    /// <summary>Null: nothing at hand says that the hook would not run.</summary>
    public static HookFault? Of(Stop stop)
    {
        if (stop.Container is not { PodContainer: { } container, Workload: { } workload })
        {
            return null;
        }

        var shape = container.HookFaults.Count > 0 ? container.HookFaults[0]
            : workload.Pod.HookFaults.Count > 0 && workload.Pod.Containers is [var first, ..] && ReferenceEquals(first, container)
                ? workload.Pod.HookFaults[0]
            : null;
        if (shape is not null)
        {
            return new HookFault(shape.Location, $"{shape.What}: {Consequence(shape)}; {shape.Advice}") { LeavesHook = shape.LeavesHook };
        }

        return container.PreStop switch
        {
            { Kind: HandlerKind.Exec, Command: { Count: > 0 } command } => HookCommand.FaultOf(command, container),
            { Kind: HandlerKind.HttpGet } hook => HookRequest.FaultOf(hook, stop, workload),
            _ => null,
        };
    }

    private static string Consequence(HookShapeFault shape) => shape.IsRefused ? "the API server refuses the object"
        : "kubectl refuses it or, without strict validation, it is dropped silently, and "
            + (shape.LeavesHook ? "the hook runs without it" : "SIGTERM comes without any hook");
}
