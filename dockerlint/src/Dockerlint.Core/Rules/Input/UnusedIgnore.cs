using Dockerlint.Findings;

namespace Dockerlint.Rules.Input;

/// <summary>STOP0002: an ignore comment that silences nothing, or gives no reason.</summary>
public sealed class UnusedIgnore() : InputRule(Definition)
{
    public static readonly RuleInfo Definition = new(
        "STOP0002", "UnusedIgnore", Severity.Info,
        "An ignore comment silences nothing, or does not say why it is there.");
}
