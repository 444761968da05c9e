using Dockerlint.Dockerfile;

namespace Dockerlint.Tests.Dockerfile;

public class InstructionSplittingTests
{
    [Theory]
    [InlineData("FROM alpine", "(from \"alpine\")")]
    [InlineData("from alpine as Build", "(from \"alpine\" \"as\" \"Build\")")]
    [InlineData("  FROM   alpine\t AS  x  ", "(from \"alpine\" \"AS\" \"x\")")]
    [InlineData("FROM --platform=linux/amd64 alpine", "(from [\"--platform=linux/amd64\"] \"alpine\")")]
    [InlineData("RUN echo a   b", "(run \"echo a   b\")")]
    [InlineData("RUN [\"echo\", \"a b\"]", "(run \"echo\" \"a b\")")]
    [InlineData("RUN", "(run)")]
    [InlineData("RUN --mount=type=cache,target=/x --network=none make", "(run [\"--mount=type=cache,target=/x\" \"--network=none\"] \"make\")")]
    [InlineData("RUN --mount='type=cache, target=/x' make", "(run [\"--mount=type=cache, target=/x\"] \"make\")")]
    [InlineData("RUN -- --version", "(run \"--version\")")]
    [InlineData("RUN -x --mount=y", "(run \"-x --mount=y\")")]
    [InlineData("CMD node server.js # not a comment", "(cmd \"node server.js # not a comment\")")]
    [InlineData("CMD []", "(cmd)")]
    [InlineData("ENTRYPOINT [\"/init\"]", "(entrypoint \"/init\")")]
    [InlineData("COPY a b /dir/", "(copy \"a\" \"b\" \"/dir/\")")]
    [InlineData("COPY [\"a b\", \"/dir/\"]", "(copy \"a b\" \"/dir/\")")]
    [InlineData("COPY ['a b', '/dir/']", "(copy \"['a\" \"b',\" \"'/dir/']\")")]
    [InlineData("COPY --chown=1:1 --from=build /a /b", "(copy [\"--chown=1:1\" \"--from=build\"] \"/a\" \"/b\")")]
    [InlineData("ADD https://example.org/x /x", "(add \"https://example.org/x\" \"/x\")")]
    [InlineData("ENV A=1 B=\"two words\" C='x y' D=a\\ b",
        "(env \"A\" \"1\" \"=\" \"B\" \"\\\"two words\\\"\" \"=\" \"C\" \"'x y'\" \"=\" \"D\" \"a\\\\ b\" \"=\")")]
    [InlineData("ENV A  b c=d ", "(env \"A\" \"b c=d\" \"\")")]
    [InlineData("LABEL a.b=c", "(label \"a.b\" \"c\" \"=\")")]
    [InlineData("ARG A B=2 C=\"x y\"", "(arg \"A\" \"B=2\" \"C=\\\"x y\\\"\")")]
    [InlineData("WORKDIR /a b", "(workdir \"/a b\")")]
    [InlineData("USER  app ", "(user \"app\")")]
    [InlineData("STOPSIGNAL SIGQUIT", "(stopsignal \"SIGQUIT\")")]
    [InlineData("EXPOSE 80 443/tcp", "(expose \"80\" \"443/tcp\")")]
    [InlineData("VOLUME [\"/a\", \"/b\"]", "(volume \"/a\" \"/b\")")]
    [InlineData("VOLUME /a /b", "(volume \"/a\" \"/b\")")]
    [InlineData("MAINTAINER Jo <jo@example.org>", "(maintainer \"Jo <jo@example.org>\")")]
    [InlineData("SHELL [\"bash\", \"-c\"]", "(shell \"bash\" \"-c\")")]
    [InlineData("HEALTHCHECK NONE", "(healthcheck \"NONE\")")]
    [InlineData("HEALTHCHECK --interval=5s CMD [\"curl\", \"x\"]", "(healthcheck [\"--interval=5s\"] \"CMD\" \"curl\" \"x\")")]
    [InlineData("HEALTHCHECK CMD curl x", "(healthcheck \"CMD\" \"curl x\")")]
    [InlineData("ONBUILD RUN --network=none make all", "(onbuild (run [\"--network=none\"] \"make all\"))")]
    [InlineData("ONBUILD COPY [\"a\", \"b\"]", "(onbuild (copy \"a\" \"b\"))")]
    [InlineData("FROBNICATE x y", "(frobnicate \"\")")]
    [InlineData("RUN a \\\n  b", "(run \"a   b\")")]
    [InlineData("RUN a\\\nb", "(run \"ab\")")]
    [InlineData("RUN a \\ \t\r\n b\r\n", "(run \"a  b\")")]
    [InlineData("RUN a \\\n# comment\n\n   # another \\\n b", "(run \"a  b\")")]
    [InlineData("RUN a \\\\\nRUN b", "(run \"a \\\\\\\\\")\n(run \"b\")")]
    [InlineData("RUN a \\", "(run \"a\")")]
    [InlineData("RUN \\\n\\\n a", "(run \"a\")")]
    [InlineData("\\\nRUN a", "(run \"a\")")]
    [InlineData("CMD [\"a\", \\\n  # why\n  \"b\"]", "(cmd \"a\" \"b\")")]
    [InlineData("RUN echo 'one \\\n# gone\ntwo'", "(run \"echo 'one two'\")")]
    [InlineData("# escape=`\nRUN dir C:\\ `\n && x", "(run \"dir C:\\\\  && x\")")]
    [InlineData("# escape=`\nENV A=a` b", "(env \"A\" \"a` b\" \"=\")")]
    [InlineData("# first\n# escape=`\nRUN a \\\n b", "(run \"a  b\")")]
    [InlineData("\n# escape=`\nRUN a \\\n b", "(run \"a  b\")")]
    [InlineData("#\tEsCaPe =  `  \nRUN a `\n b", "(run \"a  b\")")]
    [InlineData("CMD <<EOF", "(cmd \"<<EOF\")")]
    [InlineData("CMD <<EOF\necho x\nEOF", "(cmd \"<<EOF\")\n(echo \"\")\n(eof \"\")")]
    [InlineData("RUN <<EOF\nRUN inside\nEOF\nRUN after", "(run \"<<EOF\")\n(run \"after\")")]
    [InlineData("RUN x\u00a0y", "(run \"x\u00a0y\")")]
    [InlineData("RUN\fx\vy", "(run \"x\\vy\")")]
    public void Lines_SplitAsTheBuilderSplitsThem(string file, string expected) =>
        Assert.Equal(expected + "\n", SyntaxDump.Of(Given.Dockerfile(file)));

    [Theory]
    [InlineData("", "file with no instructions", 1)]
    [InlineData("# nothing\n\n", "file with no instructions", 1)]
    [InlineData("FROM a\nFROBNICATE x", "unknown instruction: FROBNICATE", 2)]
    [InlineData("# escape=x\nFROM a", "invalid escape token 'x'", 1)]
    [InlineData("# escape=`\n# ESCAPE=`\nFROM a", "only one escape parser directive", 2)]
    [InlineData("# syntax=docker/dockerfile:1\n# syntax=docker/dockerfile:1\nFROM a", "only one syntax parser directive", 2)]
    [InlineData("FROM", "FROM requires either one or three arguments", 1)]
    [InlineData("FROM a AS", "FROM requires either one or three arguments", 1)]
    [InlineData("FROM a AS 1b", "invalid name for build stage", 1)]
    [InlineData("FROM a\nENV X", "ENV must have two arguments", 2)]
    [InlineData("FROM a\nENV A=1 B", "can't find = in \"B\"", 2)]
    [InlineData("FROM a\nENV =1", "ENV names can not be blank", 2)]
    [InlineData("FROM a\nLABEL a=b =1", "LABEL names can not be blank", 2)]
    [InlineData("FROM a\nARG", "ARG requires at least one argument", 2)]
    [InlineData("FROM a\nCOPY x", "COPY requires at least two arguments", 2)]
    [InlineData("FROM a\nWORKDIR", "WORKDIR requires exactly one argument", 2)]
    [InlineData("FROM a\nSHELL /bin/bash -c", "SHELL requires the arguments to be in JSON form", 2)]
    [InlineData("FROM a\nSHELL []", "SHELL requires at least one argument", 2)]
    [InlineData("FROM a\nHEALTHCHECK NONE x", "HEALTHCHECK NONE takes no arguments", 2)]
    [InlineData("FROM a\nHEALTHCHECK CMD", "missing command after HEALTHCHECK CMD", 2)]
    [InlineData("FROM a\nHEALTHCHECK curl x", "unknown type \"curl\"", 2)]
    [InlineData("FROM a\nONBUILD ONBUILD RUN x", "ONBUILD ONBUILD", 2)]
    [InlineData("FROM a\nONBUILD FROM b", "FROM isn't allowed as an ONBUILD trigger", 2)]
    [InlineData("FROM a\nCOPY --form=b x y", "unknown flag: --form", 2)]
    [InlineData("FROM a\nCOPY --from=b --from=c x y", "duplicate flag specified: --from", 2)]
    [InlineData("FROM a\nCOPY --link=maybe x y", "expecting boolean value for flag --link", 2)]
    [InlineData("FROM a\nCOPY --from x y", "missing a value on flag: --from", 2)]
    [InlineData("FROM a\nRUN <<EOF\nx", "unterminated heredoc", 2)]
    public void Mistake_IsTheBuildersErrorAtItsLine(string file, string message, int line)
    {
        var error = Assert.Single(Given.Dockerfile(file).Errors);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Position.Line);
    }

    [Theory]
    [InlineData("FROM a\nRUN --mount=type=cache,target=/a --mount=type=secret,id=x make")]
    [InlineData("FROM a\nADD --keep-git-dir --link=false --exclude=a --exclude=b x y")]
    [InlineData("# syntax=example/frontend\nFROM a\nINCLUDE x\nCOPY --magic x y")]
    [InlineData("FROM a\nONBUILD COPY x")]
    [InlineData("FROM a\nLABEL maintainer = \"me\"\nENV name = value")]
    public void WhatTheBuilderTakes_IsNoError(string file) => Assert.Empty(Given.Dockerfile(file).Errors);

    [Fact]
    public void LineOver65535Bytes_IsAnError()
    {
        Assert.Empty(Given.Dockerfile("FROM a\nRUN " + new string('x', 65535 - 4)).Errors);
        Assert.Contains("65535", Assert.Single(Given.Dockerfile("FROM a\nRUN " + new string('x', 65535 - 3)).Errors).Message,
            StringComparison.Ordinal);
        Assert.Single(Given.Dockerfile("FROM a\nRUN " + new string('é', 32767)).Errors);
    }

    [Fact]
    public void Directives_AreKeptWithTheirValues()
    {
        var syntax = Given.Dockerfile("# Syntax = docker/dockerfile:1 \n#check=skip=all;error=true\n# other=1\n# escape=`\nFROM a");
        Assert.Equal([("syntax", "docker/dockerfile:1"), ("check", "skip=all;error=true")], syntax.Directives.Select(d => (d.Name, d.Value)));
        Assert.Equal(["other=1", "escape=`"], syntax.Comments.Select(c => c.Text));
        Assert.Equal('\\', syntax.Escape);
    }

    [Fact]
    public void Comments_InsideContinuationsAreKept()
    {
        var syntax = Given.Dockerfile("FROM a\nRUN x \\\n  #  why \n  y # z\n");
        Assert.Equal(["why"], syntax.Comments.Select(c => c.Text));
        Assert.Equal(InstructionKind.Run, syntax.Instructions[1].Kind);
    }
}
