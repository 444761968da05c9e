using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Tests.Dockerfile;

/// <summary>
/// BuildKit's own parser cases, read from a checkout (nothing of them is in this repository): set SHUTDOWN_TOOLKIT_BUILDKIT_TESTFILES
/// to its frontend/dockerfile/parser folder.
/// </summary>
public class BuildKitParserCasesTests
{
    private const string Variable = "SHUTDOWN_TOOLKIT_BUILDKIT_TESTFILES";

    [SkippableFact]
    public void EveryPositiveCase_GivesBuildKitsTree()
    {
        var disagreeing = Cases("testfiles")
            .Where(folder => SyntaxDump.Of(Parse(folder)) != File.ReadAllText(Path.Combine(folder, "result")))
            .Select(folder => $"{Path.GetFileName(folder)}:\n{SyntaxDump.Of(Parse(folder))}")
            .ToArray();
        Assert.True(disagreeing.Length == 0, string.Join("\n", disagreeing));
    }

    [SkippableFact]
    public void EveryNegativeCase_IsAnError() =>
        Assert.All(Cases("testfiles-negative"), folder => Assert.NotEmpty(Parse(folder).Errors));

    [SkippableFact]
    public void LineCase_HasBuildKitsRanges()
    {
        var syntax = Parse(Path.Combine(Root(), "testfile-line"));
        var ranges = syntax.Instructions.Select(i => (syntax.Source.PositionAt(i.Span.Start).Line, syntax.Source.PositionAt(i.Span.End).Line));
        Assert.Equal([(5, 5), (11, 12), (17, 31)], ranges);
    }

    internal static string Root()
    {
        var root = Environment.GetEnvironmentVariable(Variable);
        Skip.If(string.IsNullOrEmpty(root), $"{Variable} is not set to BuildKit's frontend/dockerfile/parser folder");
        Skip.IfNot(Directory.Exists(Path.Combine(root!, "testfiles")), $"{Variable}={root} has no testfiles folder");
        return root!;
    }

    private static string[] Cases(string kind)
    {
        var cases = Directory.GetDirectories(Path.Combine(Root(), kind));
        Assert.NotEmpty(cases);
        return cases;
    }

    private static DockerfileSyntax Parse(string folder)
    {
        var path = Path.Combine(folder, "Dockerfile");
        Assert.True(SourceDecoder.TryDecode(path, File.ReadAllBytes(path), out var source, out _));
        return DockerfileParser.Parse(source!);
    }
}
