using System.Text;
using System.Text.RegularExpressions;
using Dockerlint.Cli.Output;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Security;

/// <summary>What a pull request alone can make the linter open: nothing outside of the repository, and nothing that is no file.</summary>
public sealed partial class ReadingTests : IDisposable
{
    private const string Entry = "FROM debian:12\nCOPY entry.sh /entry.sh\nENTRYPOINT [\"/entry.sh\"]\n";

    private readonly StrangersRepository _repository = new();

    public ReadingTests() => Skip.If(OperatingSystem.IsWindows(), "links need rights there");

    public static TheoryData<string> Leaks =>
        new("Dockerfile is a link", "COPY source is a link", "COPY source below a linked folder", "package.json is a link", ".env is a link",
            "volumes leave", "env_file leaves",
        "env_file is absolute", "extends leaves", "include is absolute", "build leaves");

    public void Dispose() => _repository.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Leaks))]
    public void FileOutside_NamedAndNeverShown(string leak)
    {
        Lay(leak);
        foreach (var format in OutputFormats.Names)
        {
            var run = _repository.Run("repo", "--format", format);
            Assert.DoesNotContain(StrangersRepository.Secret, run.Output + run.Error, StringComparison.Ordinal);
            Assert.Contains("outside, not read", run.Error, StringComparison.Ordinal);
        }

        foreach (var format in (string[])["text", "json", "html"])
        {
            var run = _repository.Run("trace", "repo", "--format", format);
            Assert.DoesNotContain(StrangersRepository.Secret, run.Output + run.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>The secret would be seen: the cases above are not clean for another reason.</summary>
    [SkippableTheory]
    [InlineData("Dockerfile is a link")]
    [InlineData("COPY source is a link")]
    [InlineData(".env is a link")]
    [InlineData("volumes leave")]
    [InlineData("extends leaves")]
    public void AllowOutside_ReadsWhatIsNotReadOtherwise(string leak)
    {
        Lay(leak);

        var run = _repository.Run("repo", "--allow-outside");

        Assert.Contains(StrangersRepository.Secret, run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("outside, not read", run.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void LinkThatStaysInside_IsFollowed()
    {
        _repository.Write("docker/api", WorkFolder.ShellForm).Link("api.Dockerfile", "docker/api").Write("a/entry", "#!/bin/sh\nnode x\n")
            .Write("b/Dockerfile", Entry).Link("b/entry.sh", _repository.FullPath("repo/a/entry"));

        var run = _repository.Run("repo");

        Assert.Equal("", run.Error);
        Assert.Contains("repo/api.Dockerfile:2:1 error STOP2001", run.Output, StringComparison.Ordinal);
        Assert.Contains("STOP2004", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void FolderOfARepository_ReadsTheRestOfIt() =>
        Assert.Contains(
            "STOP2004",
            _repository.Write("docker/compose.yaml", "services:\n  a:\n    build: ../app\n").Write("app/Dockerfile", Entry)
                .Write("app/entry.sh", "#!/bin/sh\nnode x\n").Run("repo/docker").Output, StringComparison.Ordinal);

    [SkippableFact]
    public void NamedFile_IsReadWhereverItLies() =>
        Assert.Contains("STOP2001", _repository.Run(_repository.FullPath("outside/app/Dockerfile")).Output, StringComparison.Ordinal);

    [SkippableFact]
    public void EmptyFolderWithTheNameOfAFile_IsAnError()
    {
        Directory.CreateDirectory(_repository.FullPath("repo/Dockerfile"));
        var run = _repository.Run("repo/Dockerfile");

        Assert.Equal((2, "repo/Dockerfile: error STOP0001: an empty folder, not a file\n"), (run.Code, run.Error));
    }

    [SkippableFact]
    public void NameThatIsNotUtf8_IsNamedAsTheCause()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "names of any bytes");
        using (var shell = System.Diagnostics.Process.Start(
            "bash", ["-c", $"cd '{_repository.FullPath("repo")}'; echo FROM a > $'Dockerfile.h\\xff'"]))
        {
            shell.WaitForExit();
        }

        var run = _repository.Run("repo");
        // .NET could not delete it.
        using (var shell = System.Diagnostics.Process.Start("rm", ["-r", _repository.FullPath("repo")]))
        {
            shell.WaitForExit();
        }

        Assert.Equal(2, run.Code);
        Assert.Contains("its name is not UTF-8", run.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("FF FE 41 00 0A 00 42 00 0A 00 00 D8 0A 00", "repo/Dockerfile:3:1: error STOP0001: not UTF-16 text")]
    [InlineData("FF FE 41 00 0A 00 42", "repo/Dockerfile:2:1: error STOP0001: not UTF-16 text")]
    [InlineData("FF FE 00 00 41 00 00 00 0A 00 00 00 00 D8 00 00", "repo/Dockerfile:2:1: error STOP0001: not UTF-32 text")]
    public void WideTextThatIsBroken_NamedWithItsLine(string bytes, string sentence)
    {
        File.WriteAllBytes(_repository.FullPath("repo/Dockerfile"), Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));

        Assert.StartsWith(sentence, _repository.Run("repo").Error, StringComparison.Ordinal);
    }

    /// <summary>No repository says how far the project reaches: the folder of a file that is named alone is all of it.</summary>
    [SkippableFact]
    public void NamedFileOutsideOfARepository_ItsFolderIsTheRoot()
    {
        const string Script = "#!/bin/sh\nnode server.js\n";
        const string Named = "repo/../outside/web/docker/Dockerfile";
        _repository.Write("../outside/web/docker/Dockerfile", "FROM node:22\nCOPY run.sh /run.sh\nENTRYPOINT [\"/run.sh\"]\n")
            .Write("../outside/web/run.sh", Script);

        Assert.DoesNotContain("STOP2004", _repository.Run(Named).Output, StringComparison.Ordinal);
        Assert.Contains("STOP2004", _repository.Run(Named, "--allow-outside").Output, StringComparison.Ordinal);

        _repository.Write("../outside/web/docker/run.sh", Script);
        Assert.Contains("STOP2004", _repository.Run(Named).Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void NamedFolderThatTheRepositoryLinksOut_IsNotRead()
    {
        var run = _repository.Link("services", "../outside").Run("repo/services");

        Assert.Equal(2, run.Code);
        Assert.Contains("repo/services: error STOP0001: a link to a folder outside of its repository, not read", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("STOP2001", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void NamedFolderBelowALinkThatLeadsOut_IsNotRead() =>
        Assert.Equal(2, _repository.Link("services", "../outside").Run("repo/services/app").Code);

    [SkippableTheory]
    [InlineData("Dockerfile", "a pipe, not a file")]
    [InlineData(".gitignore", "a pipe, not a file")]
    public void Pipe_IsNoFileRatherThanAHang(string name, string reason)
    {
        var run = _repository.Write("ok/Dockerfile", WorkFolder.ShellForm).Pipe(name).Run("repo");

        Assert.Equal(2, run.Code);
        Assert.Contains($"repo/{name}: error STOP0001: {reason}", run.Error, StringComparison.Ordinal);
        Assert.Contains("ok/Dockerfile:2:1", run.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(".editorconfig")]
    [InlineData(".globalconfig")]
    [InlineData(".git/info/exclude")]
    [InlineData(".git/config")]
    [InlineData("package.json")]
    [InlineData("entry.sh")]
    public void PipeBesideAnInput_NeverWaitedFor(string name)
    {
        var run = _repository.Write("Dockerfile", Entry + "RUN x\n").Write("b/Dockerfile", "FROM node:22\nCOPY package.json .\nCMD npm start\n")
            .Pipe(name).Run("repo");

        Assert.Equal(1, run.Code);
    }

    [SkippableTheory]
    [InlineData("Dockerfile", "/dev/ptmx")]
    [InlineData("Dockerfile", "/dev/stdin")]
    [InlineData("Dockerfile", "/dev/zero")]
    [InlineData(".gitignore", "/dev/zero")]
    [InlineData(".editorconfig", "/dev/zero")]
    [InlineData(".globalconfig", "/dev/zero")]
    [InlineData(".git/info/exclude", "/dev/zero")]
    [InlineData("entry.sh", "/dev/ptmx")]
    [InlineData(".env", "/dev/zero")]
    [InlineData("package.json", "/dev/tty")]
    public void LinkToADevice_NeverOpened(string name, string device)
    {
        _repository.Write("b/Dockerfile", Entry).Write("compose.yaml", "services:\n  a:\n    image: nginx:1.27\n")
            .Write("c/Dockerfile", WorkFolder.ShellForm).Link(name, device).Link("b/entry.sh", device);

        Assert.Contains("STOP2001", _repository.Run("repo").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Device_NamedByTheUser_IsNoFile() =>
        Assert.Equal(
            (2, "/dev/zero: error STOP0001: a device, not a file\n"), _repository.Run("/dev/zero") is var run ? (run.Code, run.Error) : default);

    [SkippableFact]
    public void HugeIgnoreFile_NamedWithItsReason() =>
        Assert.Contains(
            "repo/.gitignore: error STOP0001: larger than 8 MB",
            _repository.Write(".gitignore", new string('x', 9 << 20)).Write("Dockerfile", WorkFolder.Graceful).Run("repo").Error,
            StringComparison.Ordinal);

    [SkippableFact]
    public void HugeBaseline_IsASentence()
    {
        using (var file = File.Create(_repository.FullPath("base.json")))
        {
            file.SetLength(1L << 30);
        }

        Assert.Equal((2, "dockerlint: --baseline base.json: larger than 64 MB\n"),
            _repository.Write("Dockerfile", WorkFolder.Graceful).Run("repo", "--baseline", "base.json") is var run ? (run.Code, run.Error) : default);
    }

    [SkippableFact]
    public void FolderThatCannotBeListed_IsAnError()
    {
        Skip.If(Environment.IsPrivilegedProcess, "root lists everything; ProcessTests asks another user");
        _repository.Write("locked/Dockerfile", WorkFolder.ShellForm).Write("ok/Dockerfile", WorkFolder.Graceful);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_repository.FullPath("repo/locked"), UnixFileMode.None);
        }

        Assert.Equal(2, _repository.Run("repo").Code);
    }

    public static TheoryData<string, string> PathsWithNul => new()
    {
        { "Dockerfile", "FROM debian:12\nCOPY . /app/\nCMD [\"/app/\\u0000x\"]\n" },
        { "Dockerfile", "FROM debian:12\nCOPY . /app/\nCMD [\"sh\", \"/app/\\u0000x\"]\n" },
        { "Dockerfile", "FROM debian:12\nCOPY [\"a\\u0000b\", \"/app/\"]\nCMD [\"/app/x\"]\n" },
        { "Dockerfile", "FROM node:22\nCOPY . .\nCMD [\"node\", \"a\\u0000b\"]\n" },
        { "compose.yaml", "services:\n  a:\n    image: nginx:1.27\n    env_file: \"a\\0b\"\n" },
        { "compose.yaml", "services:\n  a:\n    build: \"a\\0b\"\n" },
        { "compose.yaml", "services:\n  a:\n    build: {context: ., dockerfile: \"a\\0b\"}\n" },
        { "compose.yaml", "services:\n  a:\n    extends: {file: \"a\\0b\", service: c}\n" },
        { "compose.yaml", "include: [\"a\\0b\"]\nservices:\n  a:\n    image: nginx:1.27\n" },
        { "compose.yaml", "services:\n  a:\n    image: debian:12\n    volumes: [\"./a\\0b:/x\"]\n    entrypoint: [sh, /x]\n" },
        { "compose.yaml", "services:\n  a:\n    image: debian:12\n    command: [\"/\\0x\"]\n" },
    };

    [SkippableTheory]
    [MemberData(nameof(PathsWithNul))]
    public void NulInAPath_CostsNothingElse(string name, string content)
    {
        var run = _repository.Write(name, content).Write("other/Dockerfile", WorkFolder.ShellForm).Run("repo");

        Assert.DoesNotContain("a defect of dockerlint", run.Error, StringComparison.Ordinal);
        Assert.Contains("repo/other/Dockerfile:2:1 error STOP2001", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a defect of dockerlint", _repository.Run("trace", "repo").Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ForeignYaml_IsNotKept()
    {
        var yaml = new StringBuilder();
        while (yaml.Length < 2 << 20)
        {
            yaml.Append("key: [a, b, c, d]\n");
        }

        for (var i = 0; i < 60; i++)
        {
            _repository.Write($"data{i}.yaml", yaml.ToString());
        }

        _repository.Write("Dockerfile", WorkFolder.Graceful);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        using (new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before), null, 0, 100))
        {
            _repository.Run("repo");
        }

        Assert.True(most < 120 << 20, $"{most >> 20} MB live for 60 files of 2 MB, each 4 MB as text");
    }

    /// <summary>Whatever is read passes the door: nobody else opens a file. The images' own folder is the user's (credentials, cache).</summary>
    [SkippableFact]
    public void Sources_OpenFilesInOnePlaceOnly()
    {
        string[] doors = ["Dockerlint/Inputs/", "Dockerlint/Output/TemporaryFile.cs", "Dockerlint/Output/OutputFile.cs",
            "Dockerlint/StandardStreams.cs",
            "Dockerlint.Images/Registries/RegistryCredentials.cs", "Dockerlint.Images/Registries/BlobCache.cs"];
        var sources = Path.Combine(Pages.Repository.Root, "dockerlint/src");
        var others = (from project in (string[])["Dockerlint", "Dockerlint.Core", "Dockerlint.Images", "Dockerlint.CSharp", "Dockerlint.JavaScript"]
                      from file in Directory.EnumerateFiles(Path.Combine(sources, project), "*.cs", SearchOption.AllDirectories)
                      let name = Path.GetRelativePath(sources, file).Replace('\\', '/')
                      where !doors.Any(door => name.StartsWith(door, StringComparison.Ordinal)) && Opening().IsMatch(File.ReadAllText(file))
                      select name).ToList();

        Assert.Empty(others);
    }

    [GeneratedRegex(@"\bFile\.(Read|Open|Write|Append|Create|Copy|Move|Replace)|new FileStream\(|new StreamReader\(""")]
    private static partial Regex Opening();

    private void Lay(string leak)
    {
        _ = leak switch
        {
            "Dockerfile is a link" => _repository.Link("Dockerfile", "../outside/token"),
            "COPY source is a link" => _repository.Write("Dockerfile", Entry).Link("entry.sh", "../outside/netrc"),
            "COPY source below a linked folder" => _repository.Write(
                "Dockerfile", Entry.Replace("COPY entry.sh", "COPY d/netrc", StringComparison.Ordinal)).Link("d", "../outside"),
            "package.json is a link" => _repository.Write("Dockerfile", "FROM node:22\nWORKDIR /app\nCOPY package.json .\nCMD [\"npm\", \"start\"]\n")
                .Link("package.json", "../outside/package.json"),
            ".env is a link" => _repository.Write("compose.yaml", "services:\n  a:\n    image: nginx:1.27\n    stop_grace_period: ${API_TOKEN}\n")
                .Link(".env", "../outside/secret.env"),
            "volumes leave" => _repository.Write("compose.yaml",
                "services:\n  a:\n    image: debian:12\n    volumes: [\"../outside/netrc:/x\"]\n    entrypoint: [\"/bin/sh\", \"/x\"]\n"),
            "env_file leaves" => _repository.Write("compose.yaml",
                "services:\n  a:\n    image: debian:12\n    env_file: ../outside/secret.env\n    command: sh -c \"run $$API_TOKEN\"\n"),
            "env_file is absolute" => _repository.Write(
                "compose.yaml",
                $"services:\n  a:\n    image: debian:12\n    env_file: {_repository.FullPath("outside/secret.env")}\n    command: sh -c \"run "
                    + "$$API_TOKEN\"\n"),
            "extends leaves" => _repository.Write("compose.yaml", "services:\n  b:\n    extends: {file: ../outside/other.yml, service: a}\n"),
            "include is absolute" => _repository.Write(
                "compose.yaml", $"include: [\"{_repository.FullPath("outside/other.yml")}\"]\nservices:\n  b:\n    image: nginx:1.27\n"),
            "build leaves" => _repository.Write("compose.yaml", "services:\n  b:\n    build: ../outside/app\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(leak)),
        };
    }
}
