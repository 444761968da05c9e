using System.Text.RegularExpressions;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Tests;

public sealed partial class KnownNamesTests
{
    private const string Pair = "(method.ContainingType.KnownName, method.Name) is";

    [Fact]
    public void EveryNameInAPattern_IsInTheTable()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "analyzers", "src"), "*.cs", SearchOption.AllDirectories);
        var tested = sources.Select(File.ReadAllText)
            .SelectMany(text => text.Contains(Pair, StringComparison.Ordinal)
                ? Tested().Matches(text).Concat(Pairs().Matches(text))
                : Tested().Matches(text))
            .SelectMany(match => Name().Matches(match.Groups["names"].Value))
            .Select(match => match.Value)
            .Where(name => name != "or")
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(tested.Count > 30);
        Assert.All(tested, name => Assert.True(KnownNames.Namespaces.ContainsKey(name), name));
    }

    [Theory]
    [InlineData("System.Threading.Thread", "Thread")]
    [InlineData("System.Threading.Tasks.Task`1", "Task")]
    [InlineData("System.Timers.Timer", "Timer")]
    [InlineData("System.Threading.Timer", "Timer")]
    [InlineData("Own.Thread", null)]
    [InlineData("Own.System.Threading.Thread", null)]
    [InlineData("Thread", null)]
    [InlineData("System.String", null)]
    public async Task KnownName_IsOfTheOneType(string type, string? known)
    {
        var document = TestProject.Default.Create(
            "class Thread; namespace Own { class Thread; } namespace Own.System.Threading { class Thread; }");
        var compilation = (await document.Project.GetCompilationAsync())!;

        Assert.Equal(known, compilation.GetTypeByMetadataName(type)!.KnownName);
    }

    [Fact]
    public async Task EveryTypeOfTheFramework_Exists()
    {
        var compilation = (await TestProject.Default.Create("").Project.GetCompilationAsync())!;
        var declared = KnownNames.Namespaces
            .SelectMany(entry => entry.Value.Select(space => (Space: space, Name: entry.Key)))
            .Where(entry => entry.Space.StartsWith("System", StringComparison.Ordinal));

        Assert.All(declared, entry => Assert.True(Exists(entry.Space + "." + entry.Name), entry.ToString()));

        bool Exists(string name) => Enumerable.Range(0, 3).Any(arity =>
            compilation.GetTypesByMetadataName(arity == 0 ? name : $"{name}`{arity}").Length > 0);
    }

    [GeneratedRegex("""KnownName(?:: | is (?:not )?\(?| == )(?<names>"\w+"(?:\s+or\s+"\w+")*)""")]
    private static partial Regex Tested();

    [GeneratedRegex("""\((?<names>"\w+"(?: or "\w+")*), "\w+"( or "\w+")*\)""")]
    private static partial Regex Pairs();

    [GeneratedRegex("""[A-Za-z]\w+""")]
    private static partial Regex Name();
}
