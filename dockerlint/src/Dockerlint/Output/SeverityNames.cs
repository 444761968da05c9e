using Dockerlint.Findings;

namespace Dockerlint.Cli.Output;

internal static class SeverityNames
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
