using Dockerlint.Findings;

namespace Dockerlint.Rules.Input;

/// <summary>STOP0001: a file that is not what its name says, or a template of one. Reported by whoever reads the inputs.</summary>
public sealed class UnreadableInput() : InputRule(Definition)
{
    public static readonly RuleInfo Definition = new(
        "STOP0001", "UnreadableInput", Severity.Error,
        "The file cannot be read as what its name says; the others are checked all the same.");
}
