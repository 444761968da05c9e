using Dockerlint.Dockerfile;

namespace Dockerlint.Tests.Dockerfile;

public class StageGraphTests
{
    [Theory]
    [InlineData("FROM alpine:3", "alpine:3")]
    [InlineData("ARG V=3\nFROM alpine:$V", "alpine:3")]
    [InlineData("ARG V=3\nARG I=alpine:${V}\nFROM ${I}", "alpine:3")]
    [InlineData("ARG V\nFROM alpine:${V:-3}", "alpine:3")]
    [InlineData("ARG V=\nFROM alpine:${V:-3}", "alpine:3")]
    [InlineData("ARG V=\nFROM alpine${V-:3}", "alpine")]
    [InlineData("ARG V=1\nFROM alpine${V:+:3}", "alpine:3")]
    [InlineData("FROM alpine${V+:3}", "alpine")]
    [InlineData("FROM alpine${UNDECLARED}", "alpine")]
    [InlineData("ARG V=3.20.1\nFROM alpine:${V%.*}", "alpine:3.20")]
    [InlineData("ARG V=3.20.1\nFROM alpine:${V%%.*}", "alpine:3")]
    [InlineData("ARG V=v3.20.1\nFROM alpine:${V#v}", "alpine:3.20.1")]
    [InlineData("ARG V=a.b.c\nFROM x:${V##*.}", "x:c")]
    [InlineData("ARG V=a.b.c\nFROM x:${V#*.}", "x:b.c")]
    [InlineData("ARG V=a.b.c\nFROM x:${V/./-}", "x:a-b.c")]
    [InlineData("ARG V=a.b.c\nFROM x:${V//./-}", "x:a-b-c")]
    [InlineData("ARG V=abc\nFROM x:${V/?c/}", "x:a")]
    [InlineData("ARG V='3'\nFROM \"alpine:$V\"", "alpine:3")]
    [InlineData("ARG V=3\nFROM alpine:'$V'", "alpine:$V")]
    [InlineData("ARG V=3\nFROM alpine:\\$V", "alpine:$V")]
    [InlineData("# escape=`\nARG V=3\nFROM alpine:`$V", "alpine:$V")]
    [InlineData("ARG A=1\nARG B=${A:-${C:-2}}\nFROM x:$B", "x:1")]
    public void FromLine_ExpandsGlobalArguments(string file, string image)
    {
        var graph = Given.Stages(file);
        Assert.Empty(graph.InputErrors);
        Assert.Equal(image, graph.Final!.BaseImage);
    }

    [Theory]
    [InlineData("ARG V\nFROM alpine:$V", "V")]
    [InlineData("FROM alpine:${TAG}", "TAG")]
    [InlineData("FROM alpine-$TARGETARCH", "TARGETARCH")]
    [InlineData("ARG TARGETARCH\nFROM alpine-${TARGETARCH:-x}", "TARGETARCH")]
    [InlineData("ARG A\nARG B=$A\nFROM x:$B", "B")]
    [InlineData("ARG A\nFROM x:${A#v}", "A")]
    public void VariableWithoutValue_LeavesTheImageUnknown(string file, string variable)
    {
        var graph = Given.Stages(file);
        Assert.Empty(graph.InputErrors);
        Assert.Null(graph.Final!.BaseImage);
        Assert.Equal(variable, graph.Final.UnresolvedVariable);
    }

    [Theory]
    [InlineData("FROM $NOTHING", "should not be blank")]
    [InlineData("FROM alpine:${V?no-version}", "V: no-version")]
    [InlineData("ARG V=1\nFROM alpine:${V", "missing '}'")]
    [InlineData("FROM alpine:${}", "bad substitution")]
    [InlineData("ARG V=1\nFROM alpine:${V^^}", "unsupported modifier")]
    [InlineData("FROM \"alpine", "double-quote")]
    [InlineData("ARG V='x\nFROM alpine", "single-quote")]
    [InlineData("RUN x\nFROM alpine", "no build stage in current context")]
    [InlineData("ARG X", "no stages to build")]
    [InlineData("FROM a\nENV A=\"x", "double-quote")]
    [InlineData("FROM a\nENV \"A=1\" \"B=2\"", "failed to process \"\"A\"")]
    public void ExpansionTheBuilderRefuses_IsAnInputError(string file, string message) =>
        Assert.Contains(message, Assert.Single(Given.Stages(file).InputErrors).Message, StringComparison.Ordinal);

    [Fact]
    public void BuildArgument_WinsOverTheDefault()
    {
        var graph = Given.Stages("ARG V=3\nFROM alpine:$V\nARG U=a\nARG V\nENV X=$U-$V", ("V", "4"), ("U", "b"));
        Assert.Equal("alpine:4", graph.Final!.BaseImage);
        Assert.Equal("b-4", graph.Final.Image.Env["X"].Value);
    }

    [Fact]
    public void StageNames_AreFoundByNameInAnyCaseAndByIndex()
    {
        var graph = Given.Stages("FROM a AS Build\nFROM build\nFROM Build");
        Assert.Equal("build", graph.Stages[0].Name);
        Assert.Same(graph.Stages[0], graph.Find("BUILD"));
        Assert.Same(graph.Stages[1], graph.Find("1"));
        Assert.Null(graph.Find("3"));
        Assert.Null(graph.Find("nobody"));
        Assert.Same(graph.Stages[0], graph.Stages[1].Parent);
        Assert.Equal("a", graph.Stages[1].Image.RootImage);
        Assert.Null(graph.Stages[2].Parent);
        Assert.Equal("Build", graph.Stages[2].BaseImage);
    }

    [Fact]
    public void StageThatNamesItselfOrALaterOne_BuildsOnAnExternalImage()
    {
        var graph = Given.Stages("FROM alpine AS alpine\nFROM later AS x\nFROM alpine AS later");
        Assert.Equal(["alpine", "later", null], graph.Stages.Select(s => s.BaseImage));
        Assert.Same(graph.Stages[0], graph.Stages[2].Parent);
    }

    [Fact]
    public void ShadowedStageName_MeansTheLatestBefore()
    {
        var graph = Given.Stages("FROM a AS x\nFROM b AS x\nFROM x\nFROM c AS x");
        Assert.Same(graph.Stages[1], graph.Stages[2].Parent);
        Assert.Same(graph.Stages[3], graph.Find("x"));
    }

    [Fact]
    public void ArgumentAboveFrom_IsVisibleInAStageOnlyWhenDeclaredThere()
    {
        var image = Given.FinalImage("ARG V=3\nFROM scratch\nENV A=x$V\nARG V\nENV B=x$V");
        Assert.Equal("x", image.Env["A"].Value);
        Assert.Equal("x3", image.Env["B"].Value);
    }

    [Fact]
    public void PathOfTheRootImage_IsLeftOut() => Assert.Equal("/x:", Given.FinalImage("FROM alpine\nENV PATH=/x:$PATH").Env["PATH"].Value);

    [Fact]
    public void VariableTheRootImageMaySet_IsUnknown()
    {
        var image = Given.FinalImage("FROM alpine\nENV LIBS=/x:$LIBS DIR=${DIR:-/app}\nARG TARGETARCH\nENV ARCH=$TARGETARCH");
        Assert.Null(image.Env["LIBS"].Value);
        Assert.Equal("/app", image.Env["DIR"].Value);
        Assert.Null(image.Env["ARCH"].Value);
    }

    [Fact]
    public void OneEnv_ExpandsWithTheValuesBeforeIt()
    {
        var image = Given.FinalImage("FROM scratch\nENV A=1\nENV A=2 B=$A C='$A' D=\"$A\\$\" $A=k\nENV E $A and more");
        Assert.Equal(("2", "1", "$A", "1$", "k", "2 and more"),
            (image.Env["A"].Value, image.Env["B"].Value, image.Env["C"].Value, image.Env["D"].Value, image.Env["1"].Value, image.Env["E"].Value));
        Assert.Equal(6, image.Env.Count);
        Assert.Equal(4, image.Env["E"].Location.Line);
    }

    [Theory]
    [InlineData("FROM alpine", ImagePath.BaseFolder)]
    [InlineData("FROM scratch", "/")]
    [InlineData("FROM alpine\nWORKDIR /a/b\nWORKDIR ../c", "/a/c")]
    [InlineData("FROM alpine\nWORKDIR a", ImagePath.BaseFolder + "/a")]
    [InlineData("FROM scratch\nWORKDIR a/./b//c/", "/a/b/c")]
    [InlineData("FROM scratch\nENV D=/d\nWORKDIR $D/x", "/d/x")]
    [InlineData("FROM alpine\nWORKDIR /a\nWORKDIR $UNKNOWN", "/(WORKDIR $UNKNOWN)")]
    [InlineData("FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nWORKDIR C:/app", "/app")]
    public void WorkDir_ResolvesAgainstTheOneBefore(string file, string? expected) => Assert.Equal(expected, Given.FinalImage(file).WorkDir);

    [Theory]
    [InlineData("COPY a /b", "a>/b")]
    [InlineData("COPY a b/", "a>/w/b/")]
    [InlineData("COPY a .", "a>/w/")]
    [InlineData("COPY a ../x", "a>/x")]
    [InlineData("COPY a /", "a>/")]
    [InlineData("COPY a b /bin", "a>/bin/", "b>/bin/")]
    [InlineData("ARG N=run\nCOPY $N.sh /usr/bin/${N}", "run.sh>/usr/bin/run")]
    [InlineData("COPY \"a\" '/b'", "a>/b")]
    [InlineData("COPY [\"a b\", \"/c d\"]", "a b>/c d")]
    [InlineData("COPY $UNKNOWN /b", "?>/b")]
    [InlineData("COPY a /b/$UNKNOWN", "a>?")]
    [InlineData("ADD https://example.org/x.tar /opt/", "https://example.org/x.tar>/opt/")]
    [InlineData("COPY --from=build /a /b", "build:/a>/b")]
    [InlineData("COPY <<run.sh <<'y' z /d/\n1\nrun.sh\n2\ny", "<<1>/d/", "<<2>/d/", "z>/d/")]
    public void Copies_HaveAbsoluteDestinations(string instruction, params string[] expected) =>
        Assert.Equal(expected, Given.FinalImage("FROM alpine\nWORKDIR /w\n" + instruction).Copies.Select(c =>
            $"{(c.FromStage is null ? "" : c.FromStage + ":")}{(c.Inline is { } h ? "<<" + h.Content.Trim() : c.Source ?? "?")}>"
                + $"{c.Destination ?? "?"}"));

    [Fact]
    public void RelativeDestination_UnderAnUnknownDirectoryIsInTheBaseImagesOwn() =>
        Assert.Equal(ImagePath.BaseFolder + "/b", Given.FinalImage("FROM alpine\nCOPY a b").Copies[0].Destination);

    [Fact]
    public void Entrypoint_ClearsTheCmdOfTheParent()
    {
        var image = Given.FinalImage("FROM a AS x\nCMD [\"c\"]\nFROM x\nENTRYPOINT [\"e\"]");
        Assert.Null(image.Cmd);
        Assert.True(image.InheritedCmdIsReset);
        Assert.Equal(["e"], image.Entrypoint!.Argv);
    }

    [Fact]
    public void Entrypoint_KeepsTheCmdOfItsOwnStage()
    {
        var image = Given.FinalImage("FROM a\nCMD [\"c\"]\nENTRYPOINT [\"e\"]");
        Assert.Equal(["c"], image.Cmd!.Argv);
        Assert.False(image.InheritedCmdIsReset);
    }

    [Fact]
    public void EmptyEntrypoint_IsOneThatRunsNothing() => Assert.Empty(Given.FinalImage("FROM a\nENTRYPOINT []").Entrypoint!.Argv);

    [Fact]
    public void ShellForm_TakesTheShellOfItsMoment()
    {
        var image = Given.FinalImage("FROM a AS x\nENTRYPOINT one\nSHELL [\"bash\", \"-c\"]\nFROM x\nCMD two $A\nSHELL [\"zsh\"]");
        Assert.Equal(["/bin/sh", "-c", "one"], image.Entrypoint!.Argv);
        Assert.True(image.Entrypoint.ShellIsDefault);
        Assert.Equal(["bash", "-c", "two $A"], image.Cmd!.Argv);
        Assert.False(image.Cmd.ShellIsDefault);
        Assert.Equal(["bash", "-c"], image.Cmd.ShellPrefix!);
        Assert.Equal(["zsh"], image.Shell!.Value);
    }

    [Theory]
    [InlineData("FROM mcr.microsoft.com/windows/servercore:ltsc2022")]
    [InlineData("FROM mcr.microsoft.com/dotnet/runtime:10.0-nanoserver-ltsc2025")]
    [InlineData("FROM python:3-windowsservercore")]
    [InlineData("FROM --platform=windows/amd64 example")]
    [InlineData("FROM --platform=windows/amd64 example AS x\nFROM x")]
    public void WindowsImage_HasCmdAsItsShell(string from)
    {
        var image = Given.FinalImage(from + "\nCMD app");
        Assert.True(image.IsWindows);
        Assert.Equal(["cmd", "/S", "/C", "app"], image.Cmd!.Argv);
    }

    [Theory]
    [InlineData("# escape=`\nFROM alpine")]
    [InlineData("FROM example/notnanoserver")]
    [InlineData("FROM --platform=linux/amd64 alpine")]
    public void OtherImage_IsNoWindows(string file) => Assert.False(Given.FinalImage(file).IsWindows);

    [Fact]
    public void Child_InheritsWhatTheParentSet()
    {
        var image = Given.FinalImage("""
            FROM alpine AS base
            ARG SIG=QUIT
            STOPSIGNAL SIG$SIG
            USER "app"
            ENV A=1
            HEALTHCHECK NONE
            RUN one
            COPY a /a
            FROM base AS middle
            RUN two
            FROM middle
            ENV B=$A$SIG
            RUN three
            COPY b /b
            """);
        Assert.Equal("SIGQUIT", image.StopSignal!.Value);
        Assert.Equal(3, image.StopSignal.Location.Line);
        Assert.Equal("app", image.User!.Value);
        Assert.Equal("1QUIT", image.Env["B"].Value);
        Assert.NotNull(image.Healthcheck);
        Assert.Equal(["one", "two", "three"], image.Runs.Select(r => r.Arguments.Value));
        Assert.Equal(["a", "b"], image.Copies.Select(c => c.Source));
        Assert.Equal("alpine", image.RootImage);
    }

    [Theory]
    [InlineData("FROM scratch\nCOPY --from=build / /", "debian", "1", "a")]
    [InlineData("FROM scratch\nCOPY --from=0 . .", "debian", "1", "a")]
    [InlineData("FROM scratch\nCOPY own /\nRUN 2\nCOPY --from=build / ./\nRUN 3", "debian", "213", "own a")]
    [InlineData("FROM scratch\nCOPY --from=node:22 /. /\nRUN 2", "node:22", "2", "")]
    [InlineData("FROM scratch AS squashed\nCOPY --from=build / /\nFROM squashed\nCOPY b /", "debian", "1", "a b")]
    [InlineData("FROM scratch\nCOPY --from=build / /\nCOPY --from=node:22 / /", "debian", "1", "a /")]
    [InlineData("FROM alpine\nCOPY --from=build / /", "alpine", "", "/")]
    [InlineData("FROM scratch\nCOPY --from=build --exclude=/bin / /", "scratch", "", "/")]
    [InlineData("FROM scratch\nCOPY --from=build / /rootfs", "scratch", "", "/")]
    [InlineData("FROM scratch\nCOPY --from=build /rootfs /", "scratch", "", "/rootfs")]
    public void WholeRootOfAnotherImage_BringsItsFilesAndNotItsConfiguration(string stages, string root, string runs, string copies)
    {
        var image = Given.FinalImage("FROM debian AS build\nENV A=1\nUSER app\nRUN 1\nCOPY a /\nENTRYPOINT [\"x\"]\n" + stages);

        Assert.Equal((root, runs, copies), (image.RootImage, string.Concat(image.Runs.Select(static run => run.Arguments.Value)),
            string.Join(' ', image.Copies.Select(static copy => copy.Source))));
        Assert.Equal((null, null, 0), (image.Entrypoint, image.User, image.Env.Count));
        Assert.Equal(root is "debian" or "node:22", image.FilesFrom is not null);
    }

    [Fact]
    public void Siblings_DoNotSeeEachOther()
    {
        var graph = Given.Stages("FROM a AS x\nRUN 1\nENV A=1\nFROM x AS y\nRUN 2\nENV A=2\nFROM x AS z\nRUN 3\nFROM y\nRUN 4\nFROM z\nRUN 5");
        Assert.Equal(["1", "12", "13", "124", "135"], graph.Stages.Select(s => string.Concat(s.Image.Runs.Select(r => r.Arguments.Value))));
        Assert.Equal(["1", "2", "1", "2", "1"], graph.Stages.Select(s => s.Image.Env["A"].Value));
        Assert.Equal(["1", "3", "5"], Enumerable.Range(0, 3).Select(i => graph.Final!.Image.Runs[i].Arguments.Value));
    }

    [Fact]
    public void Triggers_RunInTheChildAndNotInTheGrandchild()
    {
        var graph = Given.Stages("FROM a AS x\nONBUILD CMD [\"t\"]\nONBUILD ENV A=1\nFROM x AS y\nENTRYPOINT [\"e\"]\nFROM y\nENTRYPOINT [\"f\"]");
        Assert.Null(graph.Stages[0].Image.Cmd);
        Assert.Equal(["t"], graph.Stages[1].Image.Cmd!.Argv);
        Assert.Equal([InstructionKind.Cmd, InstructionKind.Env, InstructionKind.Entrypoint], graph.Stages[1].Instructions.Select(i => i.Kind));
        Assert.Null(graph.Stages[2].Image.Cmd);
        Assert.Equal("1", graph.Stages[2].Image.Env["A"].Value);
    }

    [Theory]
    [InlineData("STOPSIGNAL $S", null)]
    [InlineData("ARG S=SIGINT\nSTOPSIGNAL \"$S\"", "SIGINT")]
    [InlineData("STOPSIGNAL SIGRTMIN+3", "SIGRTMIN+3")]
    [InlineData("STOPSIGNAL SIGTERM # why", "SIGTERM # why")]
    public void StopSignal_IsExpanded(string instruction, string? expected) =>
        Assert.Equal(expected, Given.FinalImage("FROM a\n" + instruction).StopSignal!.Value);
}
