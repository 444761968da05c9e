namespace Dockerlint.Tests.Dockerfile;

public class HeredocTests
{
    [Theory]
    [InlineData("RUN <<EOF\nEOF", "EOF|expand|")]
    [InlineData("RUN 3<<EOF\nx\nEOF", "EOF|expand|x\n")]
    [InlineData("RUN <<-EOF\n\t\tx\n\ty\tz\n\tEOF", "EOF|expand|x\ny\tz\n")]
    [InlineData("RUN <<EOF\n\tx\nEOF", "EOF|expand|\tx\n")]
    [InlineData("RUN <<\"EOF\"\n$x\nEOF", "EOF|raw|$x\n")]
    [InlineData("RUN <<'EOF'\n$x\nEOF", "EOF|raw|$x\n")]
    [InlineData("RUN <<EO'F'\nEOF", "EOF|raw|")]
    [InlineData("RUN <<it\\'s\nit's", "it's|expand|")]
    [InlineData("RUN <<'two words'\nx\ntwo words", "two words|raw|x\n")]
    [InlineData("RUN <<$EOF\nx\n$EOF", "$EOF|expand|x\n")]
    [InlineData("RUN << EOF > /out\nx\nEOF", "EOF|expand|x\n")]
    [InlineData("RUN <<EOF python3\nprint(1)\nEOF", "EOF|expand|print(1)\n")]
    [InlineData("RUN <<EOF\n# kept\n\nx \\\nEOF", "EOF|expand|# kept\n\nx \\\n")]
    [InlineData("RUN <<EOF\r\nx\r\nEOF\r\n", "EOF|expand|x\r\n")]
    [InlineData("RUN --mount=type=cache,target=/x <<EOF\nx\nEOF", "EOF|expand|x\n")]
    [InlineData("RUN cat <<A && \\\n cat <<B\n1\nA\n2\nB", "A|expand|1\n", "B|expand|2\n")]
    [InlineData("COPY <<A <<B /dir/\nB\nA\nA\nB", "A|expand|B\n", "B|expand|A\n")]
    [InlineData("COPY <<run.sh /run.sh\nexec x\nrun.sh", "run.sh|expand|exec x\n")]
    [InlineData("ADD <<EOF /x\n1\nEOF", "EOF|expand|1\n")]
    [InlineData("RUN echo \"<<EOF\"")]
    [InlineData("RUN echo '<<EOF'")]
    [InlineData("RUN cat <<<EOF")]
    [InlineData("RUN cat << 'it's'")]
    [InlineData("RUN [\"<<EOF\"]")]
    [InlineData("COPY [\"<<EOF\", \"/x\"]")]
    [InlineData("RUN <<- EOF")]
    [InlineData("RUN echo $((1<<2)) don't")]
    [InlineData("USER <<EOF")]
    [InlineData("ENTRYPOINT <<EOF")]
    [InlineData("CMD <<EOF")]
    public void Delimiters_AreReadAsTheBuilderReadsThem(string file, params string[] expected) =>
        Assert.Equal(expected, Given.Instruction(file).Heredocs.Select(h => $"{h.Name}|{(h.Expand ? "expand" : "raw")}|{h.Content}"));

    [Fact]
    public void BodySpan_IsTheBodyWithoutTheDelimiterLine()
    {
        const string File = "RUN <<-EOF\n\tx\n\tEOF\nRUN y";
        var run = Given.Dockerfile(File).Instructions[0];
        var body = run.Heredocs[0].BodySpan;
        Assert.Equal("\tx\n", File.Substring(body.Start, body.Length));
        Assert.Equal("RUN <<-EOF\n\tx\n\tEOF", File.Substring(run.Span.Start, run.Span.Length));
    }

    [Fact]
    public void HeredocOfATrigger_BelongsToTheTrigger()
    {
        var onBuild = Given.Instruction("ONBUILD COPY <<EOF /x\nbody\nEOF");
        Assert.Equal("body\n", Assert.Single(onBuild.Trigger!.Heredocs).Content);
        Assert.Empty(onBuild.Heredocs);
    }
}
