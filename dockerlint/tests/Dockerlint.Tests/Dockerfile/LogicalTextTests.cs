using Dockerlint.Dockerfile;
using Dockerlint.Text;

namespace Dockerlint.Tests.Dockerfile;

public sealed class LogicalTextTests
{
    [Theory]
    [InlineData("RUN install -m 755 a b", true)]
    [InlineData("RUN apt-get install -y curl", false)]
    [InlineData("RUN apt-get update && \\\n    apt-get \\\n    install -y curl", true)]
    [InlineData("RUN apt-get update \\\n && apt-get install -y curl \\\n && rm -rf /x", false)]
    [InlineData("RUN apt-get update \\\n && apt-get install -y curl &&  install a b", true)]
    [InlineData("RUN make;install a b", true)]
    [InlineData("RUN make \\\n# install a b\n && pip install x", false)]
    [InlineData("RUN make && inst\\\nall a b", true)]
    [InlineData("RUN npm install", false)]
    public void MayBegin_IsFalseOnlyBehindAnotherWordOfTheLine(string run, bool mayBegin)
    {
        var text = DockerfileParser.Parse(new SourceText("Dockerfile", "FROM a\n" + run + "\n")).Instructions[1].Arguments;

        Assert.Equal(mayBegin, text.MayBegin("install "));
    }
}
