using System.Text;
using Dockerlint.Tests.Cli;
using Dockerlint.Tests.Images;
using Dockerlint.Tests.Rendering;
using Dockerlint.Tests.Since;

namespace Dockerlint.Tests.Pages;

/// <summary>
/// Every command of README, docs and the command's own help that is ours is run, in a folder with what it names. What cannot run here stands in
/// <see cref="NotHere"/>, what is another program's in <see cref="Elsewhere"/>, each with its reason; a line in neither, or one that fails, fails.
/// </summary>
public sealed class DocumentedCommandTests : IDisposable
{
    private const string Help = "dockerlint COMMAND --help";

    /// <summary>By how the line begins.</summary>
    private static readonly (string Line, string Reason)[] NotHere =
    [
        ("dockerlint ps", "needs an engine: Docker.Tests"),
        ("./run time ", "needs an engine: Docker.Tests"),
        ("./run ps", "needs an engine: Docker.Tests"),
        ("dockerlint time", "needs an engine: Docker.Tests"),
        ("dockerlint trace docker-daemon:", "needs an engine: Docker.Tests"),
        ("dockerlint trace docker://", "needs a registry: Images/RegistryTests"),
    ];

    private static readonly (string Line, string Reason)[] Elsewhere =
    [
        ("./test", "runs this"),
        ("dotnet build dockerlint/tests/Dockerlint.Tests", "what runs was built by it"),
        ("dotnet test dockerlint/tests/Dockerlint.Tests", "this run"),
        ("UPDATE_DOCS=1 dotnet test dockerlint/tests/Dockerlint.Tests", "writes into the tree; without it the same is compared"),
        ("dotnet tool install", "needs the package: Package.Tests/InstallTests, from a folder feed"),
        ("dotnet add package", "needs the package: Package.Tests/InstallTests, from a folder feed"),
        ("scripts/release", "Package.Tests/InstallTests; the native part with RELEASE_NATIVE=1"),
        ("dotnet publish dockerlint/src/Dockerlint", "takes minutes: Package.Tests/NativeTests with RELEASE_NATIVE=1"),
        ("tar -xzf dockerlint-", "Package.Tests/NativeTests with RELEASE_NATIVE=1"),
        ("docker build -f packaging/Dockerfile", "Package.Tests/NativeTests with RELEASE_NATIVE=1"),
        ("docker run --rm", "Package.Tests/NativeTests with RELEASE_NATIVE=1"),
        ("benchmarks/side-by-side", "needs a native binary and minutes; by hand"),
        ("scripts/vscode", "needs npm's registry; by hand"),
        ("code --install-extension", "needs Visual Studio Code: never run here"),
    ];

    private readonly WorkFolder _folder = new();

    public DocumentedCommandTests()
    {
        Copy(Path.Combine(Repository.Root, "dockerlint/tests/Dockerlint.Tests/Repositories/monorepo"), "");
        Copy(Path.Combine(Repository.Root, "samples"), "samples");
        _folder.Write("deployment.yaml", _folder.Read("deploy/k8s/gateway.yaml")).Write("Dockerfile", WorkFolder.ShellForm)
            .Write("compose.prod.yaml", _folder.Read("compose.yaml"))
            .Write("my-chart/Chart.yaml", "apiVersion: v2\nname: my-chart\nversion: 1.0.0\n");
        WriteImages();
        if (!OperatingSystem.IsWindows())
        {
            _folder.Program("helm", "echo 'apiVersion: v1'\n");
        }

        // A change since the branch left main.
        _folder.Committed().Git("update-ref", "refs/remotes/origin/main", "HEAD");
        _folder.Variables["PATH"] = _folder.Tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        _folder.Write("Dockerfile", WorkFolder.Graceful);
    }

    public static TheoryData<string> PagesWithLines() =>
        [
            Help,
            .. PageCommands.Pages().Where(static page => RunHere(page).Any()).Select(static page => Path.GetRelativePath(Repository.Root, page)),
        ];

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
        foreach (var line in page == Help ? HelpExamples() : RunHere(Path.Combine(Repository.Root, page)))
        {
            _folder.StandardInput = line.StartsWith("cat Dockerfile", StringComparison.Ordinal)
                ? Encoding.UTF8.GetBytes(WorkFolder.ShellForm) : File.ReadAllBytes(_folder.FullPath("deployment.yaml"));
            var run = _folder.Run([.. Words(PageCommands.Ours(line)!).Skip(1)]);
            if (run.Code is not (0 or 1))
            {
                failed.Add($"{line}\nexit {run.Code}\n{run.Error}");
            }
        }

        Assert.True(failed.Count == 0, string.Join("\n", failed));
    }

    [Fact]
    public void LinesOfOtherPrograms_AreAccountedFor()
    {
        var lines = PageCommands.Pages().SelectMany(PageCommands.Lines).Where(static line => PageCommands.Ours(line) is null).ToList();

        Assert.All(lines, static line => Assert.True(Stands(Elsewhere, line), $"{line}\nsay in Elsewhere which test runs it, or why none does"));
        Assert.All(Elsewhere, one => Assert.Contains(lines, line => line.StartsWith(one.Line, StringComparison.Ordinal)));
        Assert.All(NotHere, static one => Assert.Contains(OurLines(), line => line.StartsWith(one.Line, StringComparison.Ordinal)));
    }

    /// <summary>A script or project that has moved: the page still names the old place.</summary>
    [Fact]
    public void ScriptsAndProjects_AreThere()
    {
        var named = PageCommands.Pages().SelectMany(static page => PageCommands.Lines(page).Concat(PageCommands.Named(page))).ToList();
        var places = named.SelectMany(static line => line.Split(' ')).Select(static word => word.Trim('"', '\'')).Distinct()
            .Where(static word => word.Contains('/', StringComparison.Ordinal) && Path.Exists(Path.Combine(Repository.Root, word.Split('/')[0])))
            .Where(static word => !word.StartsWith("artifacts/", StringComparison.Ordinal)).ToList();

        Assert.True(places.Count > 15, string.Join('\n', places));
        Assert.All(places, static place => Assert.True(Path.Exists(Path.Combine(Repository.Root, place)), place));
    }

    [Fact]
    public void Readme_IsAmongThePages()
    {
        Assert.Contains("./run samples", RunHere(Path.Combine(Repository.Root, "README.md")));
        Assert.True(PagesWithLines().Count >= 6);
    }

    private static IEnumerable<string> HelpExamples() =>
        HelpTests.Commands().SelectMany(static command => command.Examples).Select(static example => example.Line).Where(IsRunHere);

    private static IEnumerable<string> OurLines() =>
        PageCommands.Pages().SelectMany(PageCommands.Lines).Where(static line => PageCommands.Ours(line) is not null);

    private static IEnumerable<string> RunHere(string page) => PageCommands.Lines(page).Where(IsRunHere);

    private static bool IsRunHere(string line) => PageCommands.Ours(line) is not null && !Stands(NotHere, line)
        && !(OperatingSystem.IsWindows() && line.Contains("--render", StringComparison.Ordinal));

    private static bool Stands((string Line, string Reason)[] table, string line) =>
        Array.Exists(table, one => line.StartsWith(one.Line, StringComparison.Ordinal));

    private void WriteImages()
    {
        var image = new TestImage { Cmd = ["node", "server.js"] }.Layer(("usr/local/bin/node", "\u007fELF\0"), ("server.js", ""));
        _folder.Write("web.tar", image.DockerArchive());
        foreach (var (path, content) in image.OciLayout())
        {
            _folder.Write("layout/" + path, content);
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
