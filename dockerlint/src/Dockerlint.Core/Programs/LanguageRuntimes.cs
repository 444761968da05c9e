namespace Dockerlint.Programs;

/// <summary>What runs somebody's application: whoever names one means a program, not a step's word.</summary>
internal static class LanguageRuntimes
{
    public static bool Contains(string name) =>
        name is "node" or "dotnet" or "java" or "npm" or "yarn" or "pnpm" or "php" or "ruby" || ProgramName.IsVersionOf(name, "python");
}
