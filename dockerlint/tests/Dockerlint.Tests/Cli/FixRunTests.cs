using Dockerlint.Cli;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Fixes;
using Dockerlint.Cli.Inputs;

namespace Dockerlint.Tests.Cli;

public sealed class FixRunTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The one name of a file is a question to the kernel: 3,000 fixed files among 3,000 once asked nine million.</summary>
    [Fact]
    public void ManyFixedFiles_AskForEachNameAFewTimes()
    {
        const int Files = 200;
        for (var i = 0; i < Files; i++)
        {
            _folder.Write($"{i}/Dockerfile", WorkFolder.ShellForm);
        }

        var here = Path.GetDirectoryName(_folder.FullPath("0"))!;
        var host = new CommandHost { WorkingDirectory = here, Input = static () => Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null };
        var reader = new RepositoryReader(here);
        using var inputs = new InputFinder(host, reader, honoursGitIgnore: true).Find(["."], standardInputName: null);
        var check = new Check(reader, []);
        var asked = 0;
        var fixes = new FixRun(reader, check.Run, static _ => true, includesUnsafe: false)
        {
            NameOf = path =>
            {
                asked++;
                return path;
            },
        };

        Assert.Empty(fixes.Run(inputs).Findings);
        Assert.Equal(Files, fixes.Files.Count);
        Assert.InRange(asked, Files, 20 * Files);
    }
}
