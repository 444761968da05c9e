using System.Globalization;
using Dockerlint.Cli.Output;
using Dockerlint.Containers;
using Dockerlint.Linting;
using Dockerlint.Tests.Cli;
using Dockerlint.Tests.SignalPath;
using Dockerlint.Text;

namespace Dockerlint.Tests.Security;

/// <summary>
/// Small inputs that used to take minutes or gigabytes. The bounds tell exponential and quadratic work from a slow machine; what comes out
/// does not matter, except that something does: the good file beside it is always reported.
/// </summary>
public sealed class BoundedWorkTests : IDisposable
{
    private const string Entry = "FROM debian:12\nCOPY entry.sh /entry.sh\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"a\", \"b\"]\n";

    private static readonly Dictionary<string, Func<string>> _scripts = new(StringComparer.Ordinal)
    {
        ["A=$A$A"] = () => "A=aaaaaaaa\n" + Repeat("A=$A$A\n", 40) + "exec $A\n",
        ["A+=$A"] = () => "A=aaaaaaaa\n" + Repeat("A+=$A\n", 40) + "exec $A\n",
        ["set -- $@ $@"] = () => Repeat("set -- \"$@\" \"$@\"\n", 60) + "exec \"$@\"\n",
        ["set -- $@ $@ in a branch"] = () => "if x; then\n" + Repeat("set -- \"$@\" \"$@\"\n", 60) + "fi\nexec \"$@\"\n",
        ["sh -c in sh -c"] = () => "A=b\n" + Repeat("A=\"sh -c '$A; $A'\"\n", 40) + "exec $A\n",
        ["a & of fifty thousand"] = () => Repeat("a &\n", 50_000) + "wait\n",
        ["jobs, and waits for each"] = () => Repeat("a &\n", 5_000) + Repeat("wait $!\n", 20_000),
        ["many variables copied for each &"] = () => Series(20_000, "V{0}=1\n") + Repeat("a &\n", 20_000) + "wait\n",
        ["many variables merged at each if"] = () => Series(20_000, "V{0}=1\n") + Repeat("if x; then A=1; fi\n", 10_000) + "exec a\n",
        ["ignore comments"] = () => Repeat("# dockerlint ignore=STOP2004 x\n", 200_000) + "node x\n",
        ["ways that end"] = () => "#\n" + Series(16_000, "if a{0}; then exec b{0}; fi\n") + "exec a\n",
        ["two million words"] = () => Repeat("a ", 2_000_000) + "\n",
    };

    private static readonly Dictionary<string, Func<string>> _composeFiles = new(StringComparer.Ordinal)
    {
        ["one long command"] = () => "services:\n  a:\n    image: nginx:1.27\n    command: \"" + Repeat("a ", 1_000_000) + "\"\n",
        ["a literal command of many lines"] = () => "services:\n  a:\n    image: nginx:1.27\n    command: |\n" + Repeat("      a a\n", 100_000),
        ["services of one alias"] = () => "x-a: &a {image: nginx, command: [a, b], environment: {A: b}}\nservices:\n"
            + Series(20_000, "  s{0}: *a\n"),
        ["many services"] = () => "services:\n" + Series(20_000, "  s{0}: {{image: nginx, command: a b}}\n"),
        ["many services extend many variables"] = () => "services:\n  base:\n    image: nginx\n    environment:\n" + Series(20_000, "      V{0}: x\n")
            + Series(3_000, "  s{0}: {{extends: base}}\n"),
        ["a chain of extends"] = () => "services:\n  s0: {image: nginx}\n"
            + string.Concat(Enumerable.Range(1, 5_000).Select(i => $"  s{i}: {{extends: s{i - 1}, environment: {{V{i}: x}}}}\n")),
        ["a list of millions"] = () => "services: {a: {image: nginx, command: [" + Repeat("a,", 3_000_000) + "b]}}\n",
        [".env"] = () => "services:\n  a:\n    image: nginx\n    command: x ${A30}\n",
        ["env_file"] = () => "services:\n  a:\n    image: nginx\n    env_file: e.env\n    command: sh -c 'x $$A30'\n",
    };

    private static readonly Dictionary<string, Func<string>> _sources = new(StringComparer.Ordinal)
    {
        ["open parentheses"] = () => Repeat("(", 100_000),
        ["open brackets"] = () => Repeat("[", 4_000),
        ["open type arguments"] = () => Repeat("A<", 100_000),
        ["interpolated strings"] = () => Repeat("$\"{", 20_000),
        ["#if"] = () => Repeat("#if A\n", 100_000),
        ["not"] = () => Repeat("!", 100_000),
        ["if"] = () => Repeat("if(a)", 100_000),
        ["else if"] = () => Repeat("if(a){}else ", 100_000),
        ["casts"] = () => Repeat("(a)", 100_000),
        ["lambdas"] = () => Repeat("x=>", 100_000),
        ["conditions"] = () => Repeat("a?", 5_000),
        ["members"] = () => Repeat("a.", 400_000),
        ["short chains of each"] = () => Repeat(Repeat("!", 9_000) + ";\n", 20),
        ["brackets again and again"] = () => Repeat("x = " + Repeat("[", 90) + ";\n", 8_000),
        ["conditions again and again"] = () => Repeat("x = " + Repeat("a?", 90) + ";\n", 5_000),
    };

    private static readonly Dictionary<string, (string Path, Func<string> Content)> _files = new(StringComparer.Ordinal)
    {
        ["ignore comments above an instruction"] = ("Dockerfile", () => Repeat("# dockerlint ignore=STOP2001 x\n", 250_000) + "FROM debian:12\n"),
        ["an ignore comment of many rules"] = ("compose.yaml", () => "# dockerlint global ignore=" + Repeat("STOP2001,", 500_000) + "x\nservices:\n"
            + Series(30_000, "  s{0}: {{image: nginx, stop_grace_period: 1}}\n")),
        ["ignore comments above a block"] = ("compose.yaml",
            () => "services:\n" + Repeat("# dockerlint ignore=STOP3001 x\n", 100_000) + Series(100_000, "  s{0}: {{image: nginx}}\n")),
        ["ignore comments at each level of a block"] = ("compose.yaml",
            () => string.Concat(Enumerable.Range(0, 2_000).Select(static i => new string(' ', i) + "a: # dockerlint ignore=STOP3001 x\n"))
                + Repeat(new string(' ', 2_000) + "b: c\n", 2_500)),
        ["pods of one name"] = ("pod.yaml",
            () => Repeat("---\n{kind: Pod, apiVersion: v1, metadata: {name: a}, spec: {containers: [{name: a, image: nginx}]}}\n", 80_000)),
        ["comments between the lines of an instruction"] = ("Dockerfile", () => "FROM debian:12\nRUN a \\\n" + Repeat("# c\n", 1_000_000) + "b\n"),
        ["continuation lines"] = ("Dockerfile", () => "FROM debian:12\nRUN a" + Repeat(" \\\n x", 1_000_000) + "\nCMD node x\n"),
        ["heredocs of one instruction"] = ("Dockerfile",
            () => "FROM debian:12\nRUN " + Series(100_000, "<<E{0} ") + "\n" + Series(100_000, "a\nE{0}\n")),
        ["stages that run many triggers"] = ("Dockerfile",
            () => "FROM a AS s\n" + Repeat("ONBUILD RUN a\n", 1_000) + Repeat("FROM s\nRUN b\n", 1_000)),
        ["folders in folders"] = ("Dockerfile", () => "FROM debian:12\n" + Repeat("WORKDIR a\n", 40_000) + "CMD node x\n"),
        ["Services that select the same pods"] = ("pod.yaml",
            () => Series(6_000, "---\n{{kind: Service, apiVersion: v1, metadata: {{name: s{0}}}, spec: {{selector: {{app: a}}}}}}\n")
                + Pods(6_000, "p{0}", "nginx")),
        ["anchors in anchors"] = ("pod.yaml", () => "x0: &a0 [x, x, x, x]\n"
            + string.Concat(Enumerable.Range(0, 40).Select(static i => $"x{i + 1}: &a{i + 1} [*a{i}, *a{i}, *a{i}, *a{i}]\n")) + "kind: Pod\n"),
        ["merge keys of merge keys"] = ("compose.yaml", () => "x-0: &a0 {k: v}\n"
            + string.Concat(Enumerable.Range(0, 40).Select(static i => $"x-{i + 1}: &a{i + 1}\n  <<: [*a{i}, *a{i}, *a{i}, *a{i}]\n  k{i}: v\n"))
            + "services:\n  a:\n    <<: *a40\n    image: nginx\n"),
        ["documents"] = ("compose.yaml", () => Repeat("---\nservices: {a: {image: nginx}}\n", 100_000)),
        ["tags"] = ("compose.yaml", () => Series(50_000, "%TAG !t{0}! tag:x,{0}:\n") + "---\nservices: {a: !!python/object/apply:os.system [id]}\n"),
        ["nested JSON"] = ("pod.json", () => "{\"kind\":\"Pod\",\"a\":" + Repeat("{\"a\":", 500_000) + "1" + Repeat("}", 500_001)),
    };

    private readonly StrangersRepository _repository = new();

    public static TheoryData<string> Files => new(_files.Keys);

    public static TheoryData<string> Scripts => new(_scripts.Keys);

    public static TheoryData<string> ComposeFiles => new(_composeFiles.Keys);

    public static TheoryData<string> Sources => new(_sources.Keys);

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_EndsSoon(string name) =>
        Ends(name, _repository.Write("Dockerfile", Entry).Write("entry.sh", "#!/bin/sh\n" + _scripts[name]()));

    [Theory]
    [MemberData(nameof(ComposeFiles))]
    public void ComposeFile_EndsSoon(string name)
    {
        _repository.Write(
            ".env", "A0=xxxxxxxxxx\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"A{i + 1}=" + Repeat($"${{A{i}}}", 10) + "\n")));
        Ends(name, _repository.Write("e.env", "A30=xxx\n" + Repeat("A30=${A30}${A30}\n", 60)).Write("compose.yaml", _composeFiles[name]()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_EndsSoon(string name) => Ends(name, _repository.Write(_files[name].Path, _files[name].Content()));

    /// <summary>What each file of the repository is compared with has a bound, and is named where it is beyond.</summary>
    [Theory]
    [InlineData(".gitignore", 21_000, "a{0}*b\n", "more than 20000 patterns, of which the first count")]
    [InlineData(".editorconfig", 6_000, "[a{0}*]\ndotnet_diagnostic.stop2001.severity = error\n", "more than 5000 severities in this file")]
    [InlineData("dockerlint.images.yaml", 11_000, "a{0}: {{shell: dash}}\n", "more than 10000 images")]
    [InlineData("dockerlint.images.yaml", 600, "a{0}*: {{shell: dash}}\n", "more than 500 images with a star")]
    public void ConfigurationOfManyPatterns_IsCutAndNamed(string file, int count, string line, string sentence)
    {
        var run = _repository.Write(file, Series(count, line)).Write("Dockerfile", WorkFolder.ShellForm).Run("repo");

        Assert.Contains(sentence, run.Output + run.Error, StringComparison.Ordinal);
        Assert.Contains("repo/Dockerfile:2:1 error STOP2001", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void BaselineOfManyEntries_EndsSoon()
    {
        var entries = string.Join(",", Enumerable.Range(0, 300_000)
            .Select(static i => $$"""{"rule":"STOP2001","path":"repo/Dockerfile","fingerprint":"x{{i}}"}"""));
        Ends("baseline", _repository.Write("b.json", $$"""{"findings":[{{entries}}]}""").Write("Dockerfile", WorkFolder.ShellForm),
            "--baseline", "repo/b.json");
    }

    [Fact]
    public void BaselineOfAPathThatCannotBe_CostsNothingElse() =>
        Ends("baseline", _repository.Write("b.json", """{"findings":[{"path":"a\u0000b","fingerprint":"x"}]}"""), "--baseline", "repo/b.json");

    [Fact]
    public void PodVariablesThatDoubleEachOther_EndSoon()
    {
        var variables = string.Concat(Enumerable.Range(0, 39).Select(i => $"    - {{name: A{i + 1}, value: \"{Repeat($"$(A{i})", 5)}\"}}\n"));
        Ends("env",
            _repository.Write(
                "pod.yaml",
                $"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n  - name: a\n    image: nginx\n"
                    + $"    command: [x, \"$(A39)\"]\n    env:\n    - {{name: A0, value: xxxxxxxx}}\n{variables}"));
    }

    [Fact]
    public void KustomizationsThatNameEachOther_EndSoon()
    {
        _repository.Write("app/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: nginx}]}\n");
        for (var i = 0; i < 40; i++)
        {
            _repository.Write($"k{i}/kustomization.yaml",
                "images: [{name: nginx, newTag: \"1.27\"}]\nresources:\n" + Series(40, "- ../k{0}\n"));
        }

        Ends("kustomizations", _repository);
    }

    /// <summary>Each command of a script is asked what it does with the signal, and may be a script again.</summary>
    [Theory]
    [InlineData("npm", "npm run s1; npm run s1; npm run s1; npm run s1")]
    [InlineData("npm", "yarn s1; pnpm s1; npm exec -- npm run s1; npm run s0; npm run s0")]
    [InlineData("sh", "/s1.sh\n/s1.sh\n/s1.sh\n/s1.sh\n")]
    [InlineData("heredoc", "/s1.sh\n/s1.sh\n/s1.sh\n/s1.sh\n")]
    public void ScriptsThatStartEachOther_EndSoon(string kind, string text)
    {
        var scripts = Enumerable.Range(0, 30).ToDictionary(
            static i => $"s{i}", i => text.Replace("s1", $"s{i + 1}", StringComparison.Ordinal).Replace("s0", $"s{i}", StringComparison.Ordinal));
        if (kind == "npm")
        {
            _repository.Write("Dockerfile", "FROM node:22\nWORKDIR /app\nCOPY . .\nCMD [\"npm\", \"run\", \"s0\"]\n")
                .Write("package.json", System.Text.Json.JsonSerializer.Serialize(new { scripts }));
        }
        else
        {
            var files = scripts.Select(static script => $"COPY <<E /{script.Key}.sh\n#!/bin/sh\n{script.Value}E\n");
            _repository.Write("Dockerfile",
                $"FROM debian:12\n{(kind == "sh" ? "COPY . /\n" : string.Concat(files))}ENTRYPOINT [\"/s0.sh\"]\n");
            foreach (var script in kind == "sh" ? scripts : [])
            {
                _repository.Write(script.Key + ".sh", "#!/bin/sh\n" + script.Value);
            }
        }

        Ends("scripts", _repository);
    }

    /// <summary>Parsed once, and no variable is copied at each branch: 974 MB of trees and gigabytes of copies before.</summary>
    [Fact]
    public void LongScriptOfManyServices_IsReadOnce() => Ends("services", _repository
        .Write("Dockerfile", Entry)
        .Write("entry.sh", "#!/bin/sh\n" + Series(2_000, "if [ -n \"$A{0}\" ]; then B{0}=1; fi\n") + "exec \"$@\"\n")
        .Write("compose.yaml", "services:\n" + Series(300, "  s{0}: {{build: ., command: [node, x{0}.js]}}\n")));

    [Fact]
    public void PackageOfManyScripts_IsReadOnce() => Ends("scripts", _repository
        .Write("Dockerfile", "FROM node:22\nWORKDIR /app\nCOPY . .\nCMD [\"npm\", \"start\"]\n")
        .Write("package.json", "{\"scripts\":{\"start\":\"npm run s0\"" + string.Concat(
            Enumerable.Range(0, 100_000).Select(static i => $",\"s{i}\":\"npm run s{i + 1}\"")) + "}}"));

    [Fact]
    public void IncludesOfIncludes_EndSoon()
    {
        _repository.Write("compose.yaml", "include: [c0.yaml]\n");
        for (var i = 0; i < 600; i++)
        {
            _repository.Write($"c{i}.yaml", $"include: [c{i + 1}.yaml]\nservices: {{s{i}: {{image: nginx}}}}\n");
        }

        Ends("includes", _repository);
    }

    [Fact]
    public void FixesOfOneFile_EndSoon()
    {
        _repository.Write("compose.yaml", "services:\n" + Series(10_000, "  s{0}: {{image: \"node:22\", command: sh -c 'node x'}}\n"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var run = _repository.Run("repo", "--fix", "--unsafe-fixes");

        Assert.Contains("10000 findings fixed in 1 file", run.Output + run.Error, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, BoundedWork.MaximumAllocated);
    }

    [Fact]
    public void KustomizationOfManyImages_EndsSoon() => Ends("images", _repository
        .Write("kustomization.yaml", "resources: [pods.yaml]\nimages:\n" + Series(50_000, "- {{name: i{0}, newTag: x}}\n"))
        .Write("pods.yaml", Pods(50_000, "p{0}", "i{0}")));

    [Fact]
    public void PatchesOfPodsOfOneName_EndSoon() => Ends("patches", _repository
        .Write("kustomization.yaml", "resources: [pods.yaml]\npatches:\n" + Series(
            1_000, "- {{target: {{kind: Pod}}, patch: '[{{path: /spec/terminationGracePeriodSeconds, value: {0}}}]'}}\n"))
        .Write("pods.yaml", Pods(2_000, "p", "i")));

    [Fact]
    public void ManyStarsInACopy_EndSoon() =>
        Ends("stars", _repository.Write("Dockerfile", $"FROM debian:12\nCOPY {Repeat("*a", 22)}*b /app/\nCMD [\"/app/{Repeat("a", 40)}\"]\n"));

    [Fact]
    public void FlagOfMegabytes_EndsSoon() =>
        Ends("flag", _repository.Write("Dockerfile", $"FROM --{Repeat(new string('a', 60_000) + "\\\n", 100)}=b debian:12\nCMD a\n"));

    [Theory]
    [InlineData("COPY --from=s{0} /app/ /app/\n")]
    [InlineData("COPY --from=s{0} /a{1}/ /\n")]
    public void StagesThatCopyFromEachOther_EndSoon(string copy)
    {
        var stages = string.Concat(
            Enumerable.Range(1, 9)
                .Select(i => $"FROM debian:12 AS s{i}\n"
                    + string.Concat(Enumerable.Range(0, 40).Select(k => string.Format(CultureInfo.InvariantCulture, copy, i - 1, k)))));
        Ends("stages", _repository.Write("Dockerfile", $"FROM debian:12 AS s0\n{stages}CMD [\"/app/x\"]\n"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void CSharp_EndsSoonAndTheProcessLives(string name) => Ends(name, Project().Write("Program.cs", "// Host\nvar x = " + _sources[name]()));

    [Fact]
    public void NestedProjectXml_EndsSoon() =>
        Ends("xml", Project().Write("App.csproj", $"<Project>{Repeat("<A>", 300_000)}{Repeat("</A>", 300_000)}</Project>"));

    /// <summary>Many files are checked in one run: what one typical Dockerfile costs must not creep up (docs/benchmarks.md).</summary>
    [Fact]
    public void TypicalDockerfile_AllocatesLittle()
    {
        var source = new SourceText("Dockerfile", """
            # syntax=docker/dockerfile:1
            FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
            ARG TARGETARCH
            WORKDIR /source
            COPY --link src/App/*.csproj src/App/
            RUN dotnet restore src/App -a $TARGETARCH
            COPY --link . .
            RUN dotnet publish src/App \
                -a $TARGETARCH \
                -o /app

            FROM mcr.microsoft.com/dotnet/aspnet:9.0
            LABEL org.opencontainers.image.source="https://example.org/app" \
                  org.opencontainers.image.licenses="MIT"
            ENV ASPNETCORE_HTTP_PORTS=8080 \
                DOTNET_EnableDiagnostics=0
            EXPOSE 8080
            WORKDIR /app
            RUN apt-get update \
                && apt-get install -y --no-install-recommends curl
            COPY --link --from=build /app .
            USER $APP_UID
            CMD dotnet App.dll --urls http://+:8080
            """);
        var files = new MemoryFiles(new Dictionary<string, string>());
        var least = long.MaxValue;
        for (var i = 0; i < 50; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var input = InputKind.Recognise(source, isNamed: true).Input!;
            Assert.Single(LintRun.Check(LintRun.Read([input], files, ApplicationSources.None)).Findings);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 0, 20_000);
    }

    [Fact]
    public void WordOfMegabytes_IsCutInEveryFormat()
    {
        var word = new string('x', 60_000);
        _repository.Write("compose.yaml",
            $"services:\n  a:\n    image: nginx\n    stop_grace_period: {word}\n  {word}:\n    image: nginx\n    stop_grace_period: 1\n");
        foreach (var format in OutputFormats.Names)
        {
            var run = _repository.Run("repo", "--format", format);
            Assert.All((run.Output + run.Error).Split('\n'), static line => Assert.True(line.Length < 10_000, $"a line of {line.Length}"));
        }
    }

    private StrangersRepository Project() => _repository
        .Write("Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY . .\nENTRYPOINT [\"dotnet\", \"App.dll\"]\n")
        .Write("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>");

    private static void Ends(string name, StrangersRepository repository, params string[] options) =>
        BoundedWork.Ends(name, repository, options);

    private static string Pods(int count, string name, string image) => Series(count,
        $"---\n{{{{kind: Pod, apiVersion: v1, metadata: {{{{name: {name}, labels: {{{{app: a}}}}}}}}, "
            + $"spec: {{{{containers: [{{{{name: a, image: {image}}}}}]}}}}}}}}\n");

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Series(int count, string format) =>
        string.Concat(Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, format, i)));
}
