using Dockerlint.Findings;

namespace Dockerlint.Cli.Configuration;

/// <summary><c>--preset</c>, by the words of the analyzers' <c>ShutdownToolkitPreset</c>; what <c>.editorconfig</c> says comes first.</summary>
internal sealed class Preset
{
    public static readonly string[] Names = ["strict", "errors", "advice", "off"];

    private readonly string _name;

    private Preset(string name) => _name = name;

    public static Preset? Of(string? name) => name is null ? null : new Preset(name);

    public Finding? Apply(Finding finding) => _name switch
    {
        "strict" => finding.Severity == Severity.Info ? finding with { Severity = Severity.Warning } : finding,
        "errors" => finding with { Severity = Severity.Error },
        "advice" => finding with { Severity = Severity.Info },
        _ => null,
    };
}
