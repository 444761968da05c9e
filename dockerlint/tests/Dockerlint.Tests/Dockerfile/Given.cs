using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Tests.Dockerfile;

internal static class Given
{
    public static DockerfileSyntax Dockerfile(string text) => DockerfileParser.Parse(new SourceText("Dockerfile", text));

    public static Instruction Instruction(string text) => Assert.Single(Dockerfile(text).Instructions);

    public static StageGraph Stages(string text, params (string Name, string Value)[] buildArguments) =>
        StageGraph.Build(Dockerfile(text), buildArguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal));

    public static EffectiveImage FinalImage(string text, params (string Name, string Value)[] buildArguments) =>
        Stages(text, buildArguments).Final!.Image;
}
