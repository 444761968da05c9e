using System.Text.RegularExpressions;

namespace Dockerlint.Tests.Pages;

/// <summary>What the pages tell a user to type: the lines of their code blocks, indented or fenced, without what explains them.</summary>
internal static partial class PageCommands
{
    private static readonly string[] _programs =
        ["dockerlint", "dotnet", "docker", "helm", "kubectl", "kustomize", "code", "tar", "git", "npm", "npx", "source", "cat", "curl", "apt-get"];

    public static string[] Pages() =>
        [Path.Combine(Repository.Root, "README.md"), Path.Combine(Repository.Root, "CONTRIBUTING.md"), Path.Combine(Repository.Root, "SECURITY.md"),
            Path.Combine(Repository.Root, "analyzers/README.md"),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Order(StringComparer.Ordinal),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "dockerlint/src"), "README.md", SearchOption.AllDirectories)];

    public static IEnumerable<string> Lines(string page)
    {
        var fenced = false;
        foreach (var text in File.ReadLines(page))
        {
            if (text.StartsWith("```", StringComparison.Ordinal))
            {
                fenced = !fenced;
                continue;
            }

            if (!fenced && !text.StartsWith("    ", StringComparison.Ordinal))
            {
                continue;
            }

            var line = text.Trim();
            line = line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line;
            line = line.Split(" #")[0].Split("   ")[0].Trim();
            // What a program prints begins with its name, too.
            if (IsProgram(Program(line)) && !line.Contains(": ", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    /// <summary>The command in the text that names one of this repository's own scripts: <c>`scripts/site`</c>.</summary>
    public static IEnumerable<string> Named(string page) => CodeSpan().Matches(File.ReadAllText(page)).Select(static match => match.Groups[1].Value)
        .Where(static span => Program(span) is var program && (program is "dotnet" || IsOwnScript(program)));

    /// <summary>The part of a line that is ours, or null: what it reads comes from another program, and so may what reads it.</summary>
    public static string? Ours(string line)
    {
        if (line.StartsWith("source <(dockerlint ", StringComparison.Ordinal))
        {
            return line["source <(".Length..].TrimEnd(')');
        }

        return line.Split('|', StringSplitOptions.TrimEntries).LastOrDefault(static part => Program(part) is "dockerlint" or "./run");
    }

    /// <summary>Behind <c>NAME=value</c>.</summary>
    public static string Program(string line) => line.Split(' ').FirstOrDefault(static word => !Assignment().IsMatch(word)) ?? "";

    private static bool IsProgram(string word) => _programs.Contains(word, StringComparer.Ordinal) || IsOwnScript(word);

    private static bool IsOwnScript(string word) =>
        word is "./run" or "./test"
            || word.StartsWith("scripts/", StringComparison.Ordinal) || word.StartsWith("benchmarks/", StringComparison.Ordinal);

    [GeneratedRegex("^[A-Z_]+=")]
    private static partial Regex Assignment();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CodeSpan();
}
