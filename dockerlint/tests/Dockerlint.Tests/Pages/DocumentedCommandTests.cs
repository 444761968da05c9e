using System.Text;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Pages;

/// <summary>
/// Every line of README and docs that begins with <c>dockerlint</c> or <c>./run</c> is run, in a folder with what it names. What cannot run
/// here stands in <see cref="NotHere"/>, with its reason; a line that is in neither, or fails, fails the test.
/// </summary>
public sealed class DocumentedCommandTests : IDisposable
{
    /// <summary>By how the line begins.</summary>
    private static readonly (string Line, string Reason)[] NotHere =
    [
        ("dockerlint ps", "needs an engine: Docker.Tests"),
        ("./run time ", "needs an engine: Docker.Tests"),
        ("./run ps", "needs an engine: Docker.Tests"),
        ("dockerlint check . --since", "needs a repository with that branch: Since/SinceTests"),
        ("dockerlint check . --render", "needs helm: Rendering/HelmTests"),
        ("dockerlint lsp", "a server, waits for its client: LanguageServer's tests"),
        ("dockerlint time", "needs an engine: Docker.Tests"),
        ("dockerlint trace docker-archive:", "needs an archive: Images/ImageArchiveTests"),
        ("dockerlint check oci:", "needs a layout: Images/ImageArchiveTests"),
        ("dockerlint trace docker-daemon:", "needs an engine: Docker.Tests"),
        ("dockerlint trace docker://", "needs a registry: Images/RegistryTests"),
    ];

    private readonly WorkFolder _folder = new();

    public DocumentedCommandTests()
    {
        Copy(Path.Combine(Repository.Root, "dockerlint/tests/Dockerlint.Tests/Repositories/monorepo"), "");
        Copy(Path.Combine(Repository.Root, "samples"), "samples");
        _folder.Write("deployment.yaml", _folder.Read("deploy/k8s/gateway.yaml")).Write("Dockerfile", WorkFolder.ShellForm)
            .Write("compose.prod.yaml", _folder.Read("compose.yaml"))
            .Write("my-chart/Chart.yaml", "apiVersion: v2\nname: my-chart\nversion: 1.0.0\n");
    }

    public static TheoryData<string> PagesWithLines() =>
        [.. Pages().Where(static page => Lines(page).Any()).Select(static page => Path.GetRelativePath(Repository.Root, page))];

    public void Dispose() => _folder.Dispose();

    /// <summary>The finding that README explains is the one that its command prints.</summary>
    [Fact]
    public void FindingOfTheReadme_IsWhatIsPrinted()
    {
        var block = File.ReadLines(Path.Combine(Repository.Root, "README.md"))
            .SkipWhile(static line => line != "    $ ./run samples/09-shell-form/broken").Skip(2)
            .TakeWhile(static line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal))
            .Select(static line => line.Length == 0 ? line : line[4..]);

        Assert.Equal(_folder.Run("samples/09-shell-form/broken").Output.TrimEnd(), string.Join('\n', block).TrimEnd());
    }

    /// <summary>In the page's order: one line writes what the next one reads.</summary>
    [Theory]
    [MemberData(nameof(PagesWithLines))]
    public void Lines_Run(string page)
    {
        var failed = new List<string>();
        foreach (var line in Lines(Path.Combine(Repository.Root, page)))
        {
            var command = line[(line.LastIndexOf('|') + 1)..].Trim();
            _folder.StandardInput = line.StartsWith("cat Dockerfile", StringComparison.Ordinal)
                ? Encoding.UTF8.GetBytes(WorkFolder.ShellForm) : File.ReadAllBytes(_folder.FullPath("deployment.yaml"));
            var run = _folder.Run([.. Words(command).Skip(1)]);
            if (run.Code is not (0 or 1))
            {
                failed.Add($"{line}\nexit {run.Code}\n{run.Error}");
            }
        }

        Assert.True(failed.Count == 0, string.Join("\n", failed));
    }

    [Fact]
    public void Readme_IsAmongThePages()
    {
        Assert.Contains("./run samples", Lines(Path.Combine(Repository.Root, "README.md")));
        Assert.True(Pages().Count(static page => Lines(page).Any()) >= 5);
    }

    private static IEnumerable<string> Lines(string page) =>
        Commands(page).Where(static line => !Array.Exists(NotHere, one => line.StartsWith(one.Line, StringComparison.Ordinal)));

    private static string[] Pages() =>
        [Path.Combine(Repository.Root, "README.md"), Path.Combine(Repository.Root, "CONTRIBUTING.md"),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Order(StringComparer.Ordinal),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "dockerlint/src"), "README.md", SearchOption.AllDirectories)];

    /// <summary>Of code blocks, indented or fenced: the command without what explains it.</summary>
    private static IEnumerable<string> Commands(string page)
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
            if (line.StartsWith("source <(dockerlint ", StringComparison.Ordinal))
            {
                line = line["source <(".Length..].TrimEnd(')');
            }

            var command = line[(line.LastIndexOf('|') + 1)..].Trim();
            var first = command.Split(' ')[0];
            if (first is "./run" || first is "dockerlint" && !line.Contains(": ", StringComparison.Ordinal))
            {
                yield return line;
            }
            else if (line.StartsWith("dockerlint ", StringComparison.Ordinal) && line.Contains(" | ", StringComparison.Ordinal))
            {
                // Its reader is another program: what it gets is still ours.
                yield return line[..line.IndexOf(" | ", StringComparison.Ordinal)];
            }
        }
    }

    /// <summary>As a shell would split them, as far as the pages go.</summary>
    private static IEnumerable<string> Words(string command)
    {
        foreach (var word in command.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is ">" or "||" or "&&")
            {
                yield break;
            }

            yield return word.Trim('\'', '"');
        }
    }

    private void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(from, file);
            if (!path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            {
                _folder.Write(Path.Combine(to, path), File.ReadAllBytes(file));
            }
        }
    }
}
