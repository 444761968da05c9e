using Dockerlint.Findings;
using Dockerlint.Judgement;

namespace Dockerlint.Rules.SignalPath;

/// <summary>STOP2015: a shell-form ENTRYPOINT never sees CMD or the arguments of <c>docker run</c>.</summary>
public sealed class ShellEntrypointDropsCommand() : StopRule(new RuleInfo(
    "STOP2015", "ShellEntrypointDropsCommand", Severity.Warning,
    "Shell-form ENTRYPOINT ignores CMD and every argument."))
{
    public override void Check(Stop stop, Report report)
    {
        if (stop.Container.EntrypointInstruction is not { Form: { IsExec: false, Defect: null } } entrypoint
            || stop.Container.Command is not { Count: > 0 } command || command[0].Location is not { } location)
        {
            return;
        }

        // "$@" and "$0" in the text are the arguments.
        var text = entrypoint.Form.Text.Value;
        if (text.Contains("$@") || text.Contains("$*") || text.Contains("$0") || text.Contains("$1") || text.Contains("${@"))
        {
            return;
        }

        var keyword = stop.Container.CommandInstruction is { } cmd && stop.Container.IsImageAlone ? cmd.Instruction.Keyword.ToUpperInvariant()
            : "the command";
        var at = stop.Container.IsImageAlone && stop.Container.CommandInstruction is { } own
            ? stop.Container.Dockerfile!.At(own.Instruction.Span)
            : location;
        report.Add(at, $"{keyword} is ignored: ENTRYPOINT is in shell form, so its words become $0 and $1 of sh -c; write ENTRYPOINT as a JSON array",
            evidence: [new Evidence($"ENTRYPOINT in shell form: {text}", stop.Container.Dockerfile?.At(entrypoint.Instruction.Span))]);
    }
}
