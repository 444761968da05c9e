using System.Collections.Immutable;
using Dockerlint.Cli.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Dockerlint.Tests.Cli;

/// <summary>
/// Random files, read by Roslyn's AnalyzerConfigSet and by us. Three forms are left out, because we differ there: a choice of one (<c>[{a}]</c>),
/// an empty value, and <c>[**/x.sh]</c>, which for us, as for git, is x.sh in the file's own folder too.
/// </summary>
public sealed class AnalyzerConfigTests
{
    private static readonly string[] _headers =
        ["[*]", "[Dockerfile]", "[*.{yml,yaml}]", "[a/**]", "[/a/*.sh]", "[a/**.sh]",
            "[{a,b}/Dockerfile*]", "[v{1..3}.sh]", "[[ab].sh]", "[*] # why",
            "[a/b/c.sh]", "[!x]", "[]", "[*.sh", "[/**]", "[b/*]"];

    private static readonly string[] _keys =
        ["dotnet_diagnostic.STOP2001.severity", "dotnet_diagnostic.stop2001.Severity", "DOTNET_DIAGNOSTIC.STOP3001.SEVERITY",
            "dotnet_diagnostic.STOP2001.severty",
            "indent_size"];

    private static readonly string[] _values =
        ["error", "warning", "Suggestion", "silent", "none", "default", "refactoring", "eror", "error # why", "warning ; why"];

    private static readonly string[] _paths =
        ["Dockerfile", "a/Dockerfile", "a/Dockerfile.dev", "a/x.sh", "a/b/x.sh", "a/b/c.sh",
            "b/compose.yaml", "v2.sh", "v4.sh", "a.sh", "!x", "b/y"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Severity_IsWhatRoslynSays(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var (root, inner) = (Content(random, isRoot: true), Content(random, isRoot: random.Next(4) == 0));
            var set = AnalyzerConfigSet.Create(
                ImmutableArray.Create(
                    AnalyzerConfig.Parse(SourceText.From(root), "/repo/.editorconfig"),
                    AnalyzerConfig.Parse(SourceText.From(inner), "/repo/a/.editorconfig")));
            foreach (var path in _paths)
            {
                foreach (var rule in (string[])["stop2001", "stop3001"])
                {
                    var options = set.GetOptionsForSourcePath("/repo/" + path).TreeOptions;
                    var roslyn = options.TryGetValue(rule, out var found) ? found : (ReportDiagnostic?)null;
                    var own = Find(path, root, inner, $"dotnet_diagnostic.{rule}.severity");

                    Assert.True(roslyn == own, $"{path} {rule}: Roslyn {roslyn}, own {own}\n{root}\n-- a/\n{inner}");
                }
            }
        }
    }

    [Fact]
    public void GlobalFile_IsWhatRoslynSays()
    {
        const string Global = "is_global = true\nglobal_level = 5\ndotnet_diagnostic.STOP2001.severity = none\n[/repo/a/x.sh]\n"
            + "dotnet_diagnostic.STOP3001.severity = error\n[a/b.sh]\ndotnet_diagnostic.STOP3001.severity = none\n";
        var set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(SourceText.From(Global), "/repo/.globalconfig")));
        var own = EditorConfigFile.Parse(Global, isGlobal: true);

        Assert.Equal((true, 5), (own.IsGlobal, own.Level));
        Assert.Equal(ReportDiagnostic.Suppress, set.GlobalConfigOptions.TreeOptions["stop2001"]);
        Assert.Equal("none", own.Find("/repo/b", "dotnet_diagnostic.stop2001.severity"));
        Assert.Equal(ReportDiagnostic.Error, set.GetOptionsForSourcePath("/repo/a/x.sh").TreeOptions["stop3001"]);
        Assert.Equal("error", own.Find("/repo/a/x.sh", "dotnet_diagnostic.stop3001.severity"));
        Assert.False(set.GetOptionsForSourcePath("/repo/a/b.sh").TreeOptions.ContainsKey("stop3001"));
        Assert.Null(own.Find("/repo/a/b.sh", "dotnet_diagnostic.stop3001.severity"));
    }

    private static ReportDiagnostic? Find(string path, string root, string inner, string key)
    {
        var (outside, inside) = (EditorConfigFile.Parse(root), EditorConfigFile.Parse(inner));
        var severity = path.StartsWith("a/", StringComparison.Ordinal) ? inside.Find(path[2..], key) : null;
        severity ??= path.StartsWith("a/", StringComparison.Ordinal) && inside.IsRoot ? null : outside.Find(path, key);
        return severity switch
        {
            "error" => ReportDiagnostic.Error,
            "warning" => ReportDiagnostic.Warn,
            "suggestion" => ReportDiagnostic.Info,
            "silent" or "refactoring" => ReportDiagnostic.Hidden,
            "none" => ReportDiagnostic.Suppress,
            "default" => ReportDiagnostic.Default,
            _ => null,
        };
    }

    private static string Content(Random random, bool isRoot)
    {
        var lines = new List<string> { isRoot ? "root = true" : "# inner" };
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var isHeader = random.Next(3) == 0 || lines.Count == 1;
            lines.Add(isHeader ? _headers[random.Next(_headers.Length)]
                : $"{_keys[random.Next(_keys.Length)]} {(random.Next(4) == 0 ? ":" : "=")} {_values[random.Next(_values.Length)]}");
        }

        return string.Join('\n', lines) + "\n";
    }
}
