using System.Text.RegularExpressions;
using Dockerlint.Tests.Pages;

namespace Dockerlint.Tests.Rules;

/// <summary>The picture of docs/architecture.md: folders of the core depend on each other in one direction.</summary>
public partial class FolderDependencyTests
{
    private static readonly string _core = Path.Combine(Repository.Root, "dockerlint", "src", "Dockerlint.Core");

    [Fact]
    public void FoldersOfTheCore_FormNoCircle()
    {
        var uses = Uses();
        var order = new List<string>();
        while (uses.Count > 0)
        {
            var free = uses.Where(folder => folder.Value.All(used => !uses.ContainsKey(used))).Select(folder => folder.Key)
                .Order(StringComparer.Ordinal).ToList();
            Assert.True(
                free.Count > 0,
                $"a circle among: "
                    + $"{string.Join("; ", uses.Select(folder => $"{folder.Key} -> {string.Join(", ", folder.Value.Where(uses.ContainsKey))}"))}");
            order.AddRange(free);
            free.ForEach(folder => uses.Remove(folder));
        }

        Assert.True(order.IndexOf("Text") == 0 && order.IndexOf("Linting") == order.Count - 1, string.Join(" < ", order));
    }

    [Theory]
    [InlineData("Containers", "SignalPath")]
    [InlineData("Containers", "GraceBudget")]
    [InlineData("SignalPath", "GraceBudget")]
    [InlineData("SignalPath", "Judgement")]
    [InlineData("GraceBudget", "Judgement")]
    [InlineData("Programs", "Containers")]
    [InlineData("Judgement", "Rules")]
    [InlineData("Rules", "Linting")]
    public void Lower_DoesNotKnowHigher(string lower, string higher) => Assert.DoesNotContain(higher, Uses()[lower]);

    private static Dictionary<string, HashSet<string>> Uses()
    {
        var folders = Directory.GetDirectories(_core).Select(path => Path.GetFileName(path)).Where(name => name is not ("bin" or "obj")).ToList();
        return folders.ToDictionary(
            folder => folder,
            folder => Directory.EnumerateFiles(Path.Combine(_core, folder), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Namespace().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
                .Where(used => used != folder && folders.Contains(used))
                .ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\bDockerlint\.([A-Z]\w+)")]
    private static partial Regex Namespace();
}
