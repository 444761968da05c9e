using Dockerlint.Text;

namespace Dockerlint.Programs.Servers;

/// <summary>What database servers share: a first start that makes the data folder, and ends.</summary>
internal static class Database
{
    public static CommandWeight? Weight(IReadOnlyList<Argument> argv) =>
        argv.HasWord("--initialize") || argv.HasWord("--initialize-insecure") || argv.HasWord("--bootstrap") || argv.HasWord("--verbose")
            || argv.HasWord("--single") || argv.HasWord("--boot") || argv.HasWord("-C")
            ? CommandWeight.Step
            : null;
}
