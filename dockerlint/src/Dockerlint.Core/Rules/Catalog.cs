using Dockerlint.Rules.GraceBudget;
using Dockerlint.Rules.Input;
using Dockerlint.Rules.Lifecycle;
using Dockerlint.Rules.SignalPath;

namespace Dockerlint.Rules;

/// <summary>Every rule of the linter; the order is that of their ids.</summary>
public static class Catalog
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new UnreadableInput(),
        new UnusedIgnore(),
        new DuplicateKey(),
        new UnknownSetting(),
        new ShellFormKeepsShell(),
        new InvalidExecForm(),
        new ShellCommandWithoutExec(),
        new EntrypointScriptWithoutExec(),
        new TrapCutsDrain(),
        new PackageManagerAsMain(),
        new DevelopmentRunnerAsMain(),
        new MainProcessIgnoresSignal(),
        new UserSwitchKeepsParent(),
        new UnreapedProcesses(),
        new InitBypassed(),
        new InitHidesLostSignal(),
        new UncatchableStopSignal(),
        new StopSignalNotHandled(),
        new ShellEntrypointDropsCommand(),
        new MissingShell(),
        new CommandStringIsNotShell(),
        new OverrideDropsInit(),
        new SupervisorStopsLate(),
        new HandlerDropsOpenWork(),
        new SupervisorKillsEarly(),
        new UngracefulStop(),
        new WrapperKeepsSignal(),
        new GraceShorterThanDrain(),
        new PreStopEatsGrace(),
        new GraceIsZero(),
        new GraceNeverEnds(),
        new InvalidGraceValue(),
        new UnknownGraceField(),
        new DrainStepsExceedLimit(),
        new NodeGoesSooner(),
        new NoDrainDelay(),
        new NoReadinessProbe(),
        new PreStopNeedsMissingBinary(),
        new PreStopCannotRun(),
        new PreStopStopsServer(),
        new ProxyStopsFirst(),
        new StopSignalNeedsOs(),
        new ComposeHookSkipped(),
        new ProxyOutlivesJob(),
    ];
}
