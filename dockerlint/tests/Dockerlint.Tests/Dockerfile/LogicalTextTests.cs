using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Tests.Dockerfile;

public class LogicalTextTests
{
    [Theory]
    [InlineData("RUN ln -s /a /b")]
    [InlineData("RUN ln \\\n -s \\\n /a /b")]
    [InlineData("RUN dpkg-re\\\nconfigure d\\\na\\\ns\\\nh")]
    [InlineData("RUN a \\\n# comment\n\\\nb")]
    public void EachPartOfTheText_IsFoundWithoutMakingIt(string instruction)
    {
        var value = Arguments(instruction).Value;
        foreach (var start in Enumerable.Range(0, value.Length))
        {
            foreach (var length in Enumerable.Range(1, value.Length - start))
            {
                var part = value.Substring(start, length);
                Assert.True(Arguments(instruction).Contains(part), part);
                Assert.Equal(value.Contains(part + "x", StringComparison.Ordinal), Arguments(instruction).Contains(part + "x"));
            }
        }
    }

    private static LogicalText Arguments(string instruction) =>
        DockerfileParser.Parse(new SourceText("Dockerfile", "FROM a\n" + instruction + "\nCMD x\n")).Instructions[1].Arguments;
}
