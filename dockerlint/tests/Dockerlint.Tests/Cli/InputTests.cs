namespace Dockerlint.Tests.Cli;

public sealed class InputTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EmptyFolder_NoFilesAndZero()
    {
        Directory.CreateDirectory(_folder.FullPath("empty"));
        var run = _folder.Run("empty");

        Assert.Equal((0, "nothing was checked\n", "empty: no files\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public void FolderWithoutOurFiles_TwoAndASentence()
    {
        var run = _folder.Write("src/main.c", "int main;").Run("src");

        Assert.Equal(2, run.Code);
        Assert.Matches("^src: error STOP0001: no Dockerfile.* below this folder", run.Error);
    }

    [Fact]
    public void FolderWithOnlyForeignYaml_TwoAndASentence()
    {
        var run = _folder.Write("a/config.yaml", "key: value\n").Run("a");

        Assert.Equal(2, run.Code);
        Assert.StartsWith("a: error STOP0001: no Dockerfile", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void YamlThatCannotBeRead_IsNoErrorUnlessNamed()
    {
        _folder.Write("a/Dockerfile", WorkFolder.Graceful).Write("a/data.yaml", [0xE9, (byte)'\n']);

        Assert.Equal((0, "a/data.yaml: not looked at: not UTF-8 text (byte 0xE9); save it as UTF-8\n"),
            _folder.Run("a") is var run ? (run.Code, run.Error) : default);
        Assert.Equal(2, _folder.Run("a/data.yaml").Code);
    }

    [Fact]
    public void PartOfADockerfile_NotedInAFolderAndAnErrorWhenNamed()
    {
        _folder.Write("a/Dockerfile", WorkFolder.Graceful).Write("a/Dockerfile.envs", "ENV A=1\n");

        Assert.Equal((0, "a/Dockerfile.envs: a part of a Dockerfile, not checked\n"), _folder.Run("a") is var run ? (run.Code, run.Error) : default);
        Assert.Equal(2, _folder.Run("a/Dockerfile.envs").Code);
    }

    [Fact]
    public void MissingFile_TwoAndTheOthersAreChecked()
    {
        var run = _folder.Write("Dockerfile", WorkFolder.ShellForm).Run("nowhere/Dockerfile", "Dockerfile");

        Assert.Equal((2, "nowhere/Dockerfile: error STOP0001: no such file or folder\n"), (run.Code, run.Error));
        Assert.Contains("Dockerfile:2:1 error STOP2001", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("in 1 file, 1 input error; 1 fixable with --fix\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void BinaryFile_NamedAsSuch()
    {
        var run = _folder.Write("Dockerfile", "FROM x\0y"u8.ToArray()).Run("Dockerfile");

        Assert.Equal((2, "Dockerfile:1:7: error STOP0001: binary file: it contains a NUL character\n"), (run.Code, run.Error));
    }

    [Fact]
    public void NotUtf8_NamedWithItsLine()
    {
        var run = _folder.Write("Dockerfile", [.. "FROM x\n# "u8, 0xE9, .. "\n"u8]).Run("Dockerfile");

        Assert.Equal((2, "Dockerfile:2:1: error STOP0001: not UTF-8 text (byte 0xE9); save it as UTF-8\n"), (run.Code, run.Error));
    }

    [Fact]
    public void FiftyMegabytes_RefusedUnread()
    {
        using (var file = File.Create(_folder.FullPath("Dockerfile")))
        {
            file.SetLength(50 << 20);
        }

        var run = _folder.Run("Dockerfile");

        Assert.Equal((2, "Dockerfile: error STOP0001: larger than 8 MB, which no hand-written file is\n"), (run.Code, run.Error));
    }

    [SkippableFact]
    public void EndlessDevice_IsNoFileRatherThanAHang()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs /dev/zero");

        Assert.Equal((2, "/dev/zero: error STOP0001: a device, not a file\n"), _folder.Run("/dev/zero") is var run ? (run.Code, run.Error) : default);
    }

    [SkippableFact]
    public void UnreadableFile_PermissionDenied()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root reads everything");
        _folder.Write("Dockerfile", WorkFolder.Graceful);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullPath("Dockerfile"), UnixFileMode.None);
        }

        Assert.Equal((2, "Dockerfile: error STOP0001: permission denied\n"), _folder.Run("Dockerfile") is var run ? (run.Code, run.Error) : default);
    }

    [SkippableFact]
    public void FileWhoseReadingFails_ASentence()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs /proc");
        var run = _folder.Run("/proc/self/mem");

        Assert.Equal(2, run.Code);
        Assert.StartsWith("/proc/self/mem: error STOP0001: ", run.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void FolderThatLinksToItself_IsWalkedOnce()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        _folder.Write("a/Dockerfile", WorkFolder.ShellForm);
        Directory.CreateSymbolicLink(_folder.FullPath("a/again"), _folder.FullPath("a"));
        File.CreateSymbolicLink(_folder.FullPath("a/round.Dockerfile"), _folder.FullPath("a/round.Dockerfile"));

        var run = _folder.Run("a");

        Assert.Equal((2, "a/round.Dockerfile: error STOP0001: a loop of symbolic links\n"), (run.Code, run.Error));
        Assert.EndsWith("in 1 file, 1 input error; 1 fixable with --fix\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void DockerfileWithoutFrom_ErrorWithItsLine()
    {
        var run = _folder.Write("Dockerfile", "\nCMD x\n").Run(".");

        Assert.Equal(2, run.Code);
        Assert.StartsWith("Dockerfile:2:1: error STOP0001: no build stage", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void FileOfAnotherKind_NamedAsNoneOfOurs()
    {
        var run = _folder.Write("README.md", "# Hello\n").Run("README.md");

        Assert.Equal(2, run.Code);
        Assert.Matches("^README.md: error STOP0001: no Dockerfile.*, neither by its name nor by its content\n$", run.Error);
    }

    [Fact]
    public void OddName_KnownByItsContent() =>
        Assert.Equal(1, _folder.Write("build.txt", "# a comment\n\nARG A=1\nFROM debian:12\nCMD node x\n").Run("build.txt").Code);

    [Theory]
    [InlineData(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec:\n  template:\n    spec:\n      terminationGracePeriodSeconds: 0\n"
            + "      containers: [{ name: a, image: nginx }]\n", "STOP3003")]
    [InlineData("services:\n  a:\n    image: nginx:1.27\n    stop_grace_period: 500ms\n", "STOP3003")]
    [InlineData("FROM debian:12\nCMD node server.js\n", "STOP2001")]
    public void StandardInputWithoutAName_KnownByItsContent(string content, string rule)
    {
        _folder.StandardInput = System.Text.Encoding.UTF8.GetBytes(content);

        var run = _folder.Run("check", "-");

        Assert.Equal(1, run.Code);
        Assert.Contains(rule, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"spec\":{\"template\":{\"spec\":{\"containers\":"
        + "[{\"name\":\"c\",\"image\":\"debian:12\",\"command\":[\"sh\",\"-c\",\"cd /; python a.py\"]}]}}}}", "stdin.json:1:")]
    [InlineData("#!/bin/sh\nset -e\nnode app.js\n", "stdin.sh:3:")]
    [InlineData("{{- define \"x\" }}\napiVersion: apps/v1\nkind: Deployment\n{{ end }}",
        "nothing was checked\nstdin.yaml: a template ({{ in line 1), not checked")]
    [InlineData("\n{{ include \"web.deployment\" . }}\n", "nothing was checked\nstdin.yaml: a template ({{ in line 2), not checked")]
    public void StandardInputWithoutAName_NamedByItsContent(string content, string start)
    {
        _folder.StandardInput = System.Text.Encoding.UTF8.GetBytes(content);

        Assert.StartsWith(start, _folder.Run("check", "-").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoJsonObjectsInAStream_BothRead()
    {
        const string Object = "{\n\t\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\", \"namespace\": \"NS\"},\n"
            + "  \"spec\": {\"containers\": [{\"name\": \"c\", \"image\": \"debian:12\", \"command\": [\"sh\", \"-c\", \"cd /; python a.py\"]}]}}\n";
        _folder.StandardInput = System.Text.Encoding.UTF8.GetBytes(Object.Replace("NS", "one", StringComparison.Ordinal)
            + Object.Replace("NS", "two", StringComparison.Ordinal));

        var output = _folder.Run("check", "-").Output;
        Assert.Contains("(pod/a in namespace one container c)", output, StringComparison.Ordinal);
        Assert.Contains("(pod/a in namespace two container c)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ListOfACluster_NamesNamespacesAndPassesOverWhatTheServerKeeps()
    {
        const string Item = """
            {
                "apiVersion": "apps/v1",
                "kind": "Deployment",
                "metadata": {
                    "managedFields": [{"fieldsV1": {"f:spec": {"k:{\"type\":\"a\"}": {"]": "}"}}}, "manager": "kubectl"}],
                    "name": "NAME", "namespace": "of-NAME"
                },
                "spec": {"template": {"spec": {"containers": [{"name": "c", "image": "debian:12", "command": ["sh", "-c", "cd /; python a.py"]}]}}},
                "status": {"conditions": [{"message": "\"]}", "type": "Available"}], "replicas": 1}
            }
            """;
        var items = string.Join(",\n", ((string[])["one", "two"]).Select(static name => Item.Replace("NAME", name, StringComparison.Ordinal)));
        _folder.StandardInput = System.Text.Encoding.UTF8.GetBytes(
            $"{{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n{items}\n    ],\n    \"kind\": \"List\"\n}}\n");

        var run = _folder.Run("check", "-", "--select", "STOP2003", "--format", "concise");

        Assert.Equal(1, run.Code);
        Assert.Contains("deployment/one in namespace of-one container c", run.Output, StringComparison.Ordinal);
        Assert.Contains("deployment/two in namespace of-two container c", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "-: error STOP0001: nothing on standard input; did the command before the pipe fail?\n")]
    [InlineData("# nothing\n---\n", "-: error STOP0001: nothing on standard input; did the command before the pipe fail?\n")]
    [InlineData("Error: chart not found\n", "on standard input; it begins with \"Error: chart not found\"\n")]
    public void StandardInputOfNothing_TwoAndASentence(string content, string sentence)
    {
        _folder.StandardInput = System.Text.Encoding.UTF8.GetBytes(content);
        var run = _folder.Run("check", "-");

        Assert.Equal(2, run.Code);
        Assert.EndsWith(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void RenderedChart_NamesItsTemplate()
    {
        _folder.StandardInput = """
            ---
            # Source: shop/templates/pod.yaml
            apiVersion: v1
            kind: Pod
            metadata:
              name: a
            spec:
              containers:
              - name: c
                image: debian:12
                command: [sh, -c, "cd /; python a.py"]
            """u8.ToArray();

        Assert.Contains("(pod/a container c, shop/templates/pod.yaml)", _folder.Run("check", "-").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void CustomKinds_ReadWhereTheyHoldAPodTemplateAndElseNamed()
    {
        _folder.Write("ray.yaml", """
            apiVersion: ray.io/v1
            kind: RayCluster
            metadata:
              name: r
            spec:
              headGroupSpec:
                template:
                  spec:
                    containers:
                    - name: head
                      image: debian:12
                      command: [sh, -c, "cd /; python a.py"]
            ---
            apiVersion: sparkoperator.k8s.io/v1beta2
            kind: SparkApplication
            metadata:
              name: s
            spec:
              image: registry.example.com/spark:3
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: c
            data:
              image: x
            """);

        var run = _folder.Run("check", ".");
        Assert.Contains("(raycluster/r container head)", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 object of kind SparkApplication not read\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"SparkApplication\": 1", _folder.Run("check", ".", "--format", "json").Output, StringComparison.Ordinal);
        Assert.Equal("1 object of kind SparkApplication not read\n", _folder.Run("check", ".", "--format", "gitlab").Error);
    }

    [Fact]
    public void StandardInput_CheckedUnderItsName()
    {
        _folder.StandardInput = "FROM debian:12\nCMD node server.js\n"u8.ToArray();

        Assert.StartsWith("Dockerfile:2:1 error STOP2001", _folder.Run("-").Output, StringComparison.Ordinal);
        Assert.StartsWith("web/api.Dockerfile:2:1 error STOP2001", _folder.Run("-", "--stdin-filename", "web/api.Dockerfile").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_SortedAndWithoutWhatGitIgnores()
    {
        foreach (var path in (string[])["Dockerfile", "b/Dockerfile.dev", "a/web.dockerfile", "a/Containerfile", "out/Dockerfile",
            "a/skip/Dockerfile", ".git/Dockerfile", "b/Dockerfile.dev.dockerignore", "b/dockerfile.go"])
        {
            _folder.Write(path, WorkFolder.ShellForm);
        }

        _folder.Write(".gitignore", "/out\n").Write("a/.gitignore", "skip/\n");
        var lines = Paths(_folder.Run("."));

        Assert.Equal(["Dockerfile", "a/Containerfile", "a/web.dockerfile", "b/Dockerfile.dev"], lines);
        Assert.Equal(["Dockerfile", "a/Containerfile", "a/skip/Dockerfile", "a/web.dockerfile", "b/Dockerfile.dev", "out/Dockerfile"],
            Paths(_folder.Run("--no-gitignore")));
        Assert.Equal(["out/Dockerfile"], Paths(_folder.Run("out/Dockerfile")));
    }

    [Fact]
    public void FolderBelowTheRepository_KnowsTheIgnoreFilesAbove()
    {
        _folder.Write(".git/HEAD", "ref: x").Write(".gitignore", "out/\n").Write("a/out/Dockerfile", WorkFolder.ShellForm)
            .Write("a/b/Dockerfile", WorkFolder.ShellForm);

        Assert.Equal(["a/b/Dockerfile"], Paths(_folder.Run("a")));
    }

    [Fact]
    public void Glob_MatchesFilesBelowItsRoot()
    {
        _folder.Write("a/x/Dockerfile", WorkFolder.ShellForm).Write("a/y/z/Dockerfile", WorkFolder.ShellForm)
            .Write("b/Dockerfile", WorkFolder.ShellForm).Write("a/x/notes.md", "#");

        Assert.Equal(["a/x/Dockerfile"], Paths(_folder.Run("a/*/*")));
        Assert.Equal(["a/x/Dockerfile", "a/y/z/Dockerfile", "b/Dockerfile"], Paths(_folder.Run("**/Dockerfile")));
        Assert.Equal((2, "c/*: error STOP0001: no file matches this pattern\n"), _folder.Run("c/*") is var run ? (run.Code, run.Error) : default);
    }

    [Fact]
    public void AbsolutePathInside_ShownRelative() =>
        Assert.Equal(["a/Dockerfile"], Paths(_folder.Write("a/Dockerfile", WorkFolder.ShellForm).Run(_folder.FullPath("a"))));

    [Theory]
    [InlineData("k8s/deployment-production.tmpl")]
    [InlineData("k8s/web.yaml.template")]
    [InlineData("k8s/web.yml.j2")]
    public void ManifestThatBecomesOneByName_IsChecked(string name)
    {
        _folder.Write(name, "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  terminationGracePeriodSeconds: 30s\n  containers:\n"
            + "  - name: a\n    image: {{ image }}\n");

        Assert.StartsWith($"{name}:5:34 error STOP3005", _folder.Run("check", ".").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("templates/_pod.yaml.tpl", "{{- define \"pod\" }}\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\n{{- end }}\n")]
    [InlineData("hack/boilerplate.tmpl", "kind: Pod\n{{ .Pod }}\n")]
    [InlineData("notes.template", "apiVersion: v1\nkind: Pod\n")]
    [InlineData("site.yml", "#!/bin/sh\njava -jar a.jar\n")]
    public void OtherTemplates_PassedOver(string name, string content)
    {
        _folder.Write(name, content).Write("Dockerfile", "FROM nginx:1.27\n");

        Assert.StartsWith("no findings in 1 file\n", _folder.Run("check", ".").Output + "\n", StringComparison.Ordinal);
    }

    /// <summary>A document that is read makes its file one that was.</summary>
    [Fact]
    public void TemplateBesideWhatIsRead_OnlyThatIsCounted()
    {
        _folder.Write("Dockerfile", "FROM {{ image }}\nCMD x\n").Write("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
            + "spec: {containers: [{name: a, image: nginx}]}\n---\n{{ if .x }}\nkind: Pod\n{{ end }}\n").Write("web/Dockerfile", WorkFolder.Graceful);

        Assert.StartsWith("no findings in 2 files\n", _folder.Run(".").Output, StringComparison.Ordinal);
        Assert.Contains("\"files\": 2", _folder.Run(".", "--format", "json").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("helm.toolkit.fluxcd.io/v2", "HelmRelease", "chart: {spec: {chart: podinfo}}", true)]
    [InlineData("helm.cattle.io/v1", "HelmChart", "chart: traefik", true)]
    [InlineData("argoproj.io/v1alpha1", "Application", "source: {chart: podinfo}", true)]
    [InlineData("argoproj.io/v1alpha1", "Application", "sources: [{path: a}, {chart: podinfo}]", true)]
    [InlineData("argoproj.io/v1alpha1", "Application", "source: {path: deploy}", false)]
    [InlineData("app.k8s.io/v1beta1", "Application", "source: {chart: podinfo}", false)]
    [InlineData("source.toolkit.fluxcd.io/v1", "HelmChart", "chart: podinfo", false)]
    public void ChartThatIsInstalledFromElsewhere_IsNotRead(string apiVersion, string kind, string spec, bool isSaid)
    {
        _folder.Write("app.yaml", $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: a}}\nspec:\n  {spec}\n");

        var run = _folder.Run(".", "--strict");
        Assert.Equal((isSaid ? 1 : 0, $"no findings in 1 file\n{(isSaid ? $"1 object of kind {kind} not read\n" : "")}"), (run.Code, run.Output));
    }

    [Theory]
    [InlineData("Dockerfile", "FROM {{ image }}\nCMD x\n", "({{ in line 1)")]
    [InlineData("Dockerfile", "{% if x %}\nFROM a\n{% endif %}\n", "({% in line 1)")]
    [InlineData("Dockerfile", "FROM a\n<%= run %>\nCMD x\n", "(<% in line 2)")]
    [InlineData("Dockerfile", "FROM nginx\nENV V %%VERSION%%\nCMD x\n", "(%%VERSION%% in line 2)")]
    [InlineData("Dockerfile", "FROM a\n__INSTALL__\nCMD x\n", "(__INSTALL__ in line 2)")]
    [InlineData("Dockerfile", "FROM a\n@INSTALL@\nCMD x\n", "(@INSTALL@ in line 2)")]
    [InlineData("Dockerfile", "FROM a\nRUN a; \\\n{{ if env.x }}; \\\n  b\n", "({{ in line 3)")]
    [InlineData("chart/templates/job.sh.yml", "#!/bin/bash\nAPP={{ .Values.name }}-node\n", "({{ in line 2)")]
    [InlineData("Dockerfile.template", "FROM a\nCMD b\n", "by its name")]
    [InlineData("Dockerfile-alpine.j2", "FROM a\nCMD b {{ c }}\n", "by its name")]
    public void Template_NotedButNotChecked(string name, string content, string note)
    {
        var run = _folder.Write(name, content).Run(".");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith($"nothing was checked\n{name}: a template", run.Output, StringComparison.Ordinal);
        Assert.Contains(note, run.Output, StringComparison.Ordinal);
        Assert.Contains(", not checked; render it first", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RUN docker inspect --format '{{ .State }}' x")]
    [InlineData("RUN a && \\\n    echo '{% x %}'")]
    [InlineData("ENV FORMAT=\"{{.Names}}\"")]
    [InlineData("COPY <<EOF /etc/app.tmpl\n{{ range . }}\nEOF")]
    [InlineData("RUN printf '%%s %%d'")]
    [InlineData("LABEL x=\"100%% cotton %%\"")]
    public void BracesAsData_NoTemplate(string instruction) =>
        Assert.DoesNotContain("STOP0001", _folder.Write("Dockerfile", $"FROM debian:12\n{instruction}\nCMD [\"a\"]\n").Run(".").Output,
            StringComparison.Ordinal);

    private static string[] Paths(CommandRun run) =>
        [.. run.Output.Split('\n').Where(static line => line.Contains(" error STOP2001", StringComparison.Ordinal))
            .Select(static line => line[..line.IndexOf(':', StringComparison.Ordinal)])];
}
