using Dockerlint.Tests.Rendering;
using Dockerlint.Tests.Since;

namespace Dockerlint.Tests.Cli;

/// <summary>Random repositories: what the walk leaves out is what <c>git check-ignore</c> names.</summary>
public sealed class GitCheckIgnoreTests
{
    private static readonly string[] _names = ["a", "b", "out", "x.log", "Dockerfile", "deep", "[z]", "a b"];

    private static readonly string[] _patterns =
        ["out", "out/", "/out", "*.log", "!x.log", "a/*", "!a/b", "**/deep", "deep/**", "a/**/Dockerfile", "*", "!*/", "!Dockerfile",
            "/a/Dockerfile", "[ab]",
            "[!a]*", "?", "\\[z]", "a\\ b", "# no", "", "b/out/", "x.*", "!out"];

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Walk_LeavesOutWhatGitIgnores(int seed)
    {
        Skip.If(OperatingSystem.IsWindows() || StandIn.OfMachine("git") is null, "no git on this machine");
        var random = new Random(seed);
        for (var round = 0; round < 6; round++)
        {
            using var folder = new WorkFolder();
            folder.Git("init", "-q");
            var files = Files(random);
            foreach (var file in files)
            {
                folder.Write(file, WorkFolder.ShellForm);
            }

            folder.Write(".gitignore", Patterns(random)).Write("a/.gitignore", Patterns(random)).Write(".git/info/exclude", Patterns(random))
                .Write("user-ignore", Patterns(random)).Write(".gitconfig", "[user]\n\tname = x\n[core]\n\texcludesFile = ~/user-ignore\n");
            folder.Variables["HOME"] = folder.Path;

            var expected = files.Where(file => folder.Git("ls-files", "-o", "--exclude-standard", "-z", file).Length > 0)
                .Order(StringComparer.Ordinal);
            Assert.Equal(expected, Walked(folder));
        }
    }

    [SkippableFact]
    public void Worktree_HasTheExcludesOfItsRepository()
    {
        Skip.If(OperatingSystem.IsWindows() || StandIn.OfMachine("git") is null, "no git on this machine");
        using var folder = new WorkFolder();
        folder.Write("main/vendor/Dockerfile", WorkFolder.ShellForm).Write("main/app/Dockerfile", WorkFolder.ShellForm);
        folder.Git("-C", "main", "init", "-q");
        folder.Git("-C", "main", "add", "-A");
        folder.Git("-C", "main", "commit", "-q", "-m", "x");
        folder.Write("main/.git/info/exclude", "vendor/\n");
        folder.Git("-C", "main", "worktree", "add", "-q", "../other");

        Assert.Equal(["other/app/Dockerfile"], Walked(folder, "other"));
    }

    private static List<string> Walked(WorkFolder folder, string path = ".") =>
        [.. folder.Run(path, "--format", "concise", "--fail-on", "never").Output.Split('\n')
            .Where(static line => line.Contains("STOP2001", StringComparison.Ordinal))
            .Select(static line => line[..line.IndexOf(":2:1:", StringComparison.Ordinal)]).Order(StringComparer.Ordinal)];

    private static List<string> Files(Random random)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal) { "Dockerfile" };
        for (var i = 0; i < 14; i++)
        {
            var folders = Enumerable.Range(0, random.Next(0, 4)).Select(_ => _names[random.Next(_names.Length)])
                .Where(static name => name is not ("Dockerfile" or "x.log"));
            files.Add(string.Join('/', [.. folders, "Dockerfile"]));
        }

        return [.. files];
    }

    private static string Patterns(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => _patterns[random.Next(_patterns.Length)] + "\n"));
}
