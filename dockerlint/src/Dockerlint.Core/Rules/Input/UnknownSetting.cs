using Dockerlint.Findings;

namespace Dockerlint.Rules.Input;

/// <summary>STOP0004: a severity for a rule that does not exist, or one that is no severity. Reported by whoever reads the settings.</summary>
public sealed class UnknownSetting() : InputRule(Definition)
{
    public static readonly RuleInfo Definition = new(
        "STOP0004", "UnknownSetting", Severity.Warning,
        "A setting does nothing: a severity for a rule that does not exist, a word that is no severity, or a baseline entry that nothing matches.");
}
