using Dockerlint.Cli;

namespace Dockerlint.Tests.Cli;

/// <summary>A folder of its own and the command run in it, in this process.</summary>
internal sealed class WorkFolder : IDisposable
{
    public const string Graceful = "FROM node:22-slim\nCOPY server.js .\nCMD [\"node\", \"server.js\"]\n";
    public const string ShellForm = "FROM debian:12\nCMD node server.js\n";
    public const string Handler = "process.on('SIGTERM', () => server.close(() => process.exit(0)));\n";

    public WorkFolder() => Path = Directory.CreateTempSubdirectory("dockerlint-").FullName;

    public string Path { get; }

    /// <summary>A folder beside it for programs; there is none until something is written to it.</summary>
    public string Tools => Path + "-tools";

    public byte[] StandardInput { get; set; } = [];

    public Dictionary<string, string> Variables { get; } = [];

    public DateOnly Today { get; set; } = new(2026, 11, 27);

    public int? Columns { get; set; }

    public bool IsTerminal { get; set; }

    public bool IsUnicode { get; set; } = true;

    public WorkFolder Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));

    public WorkFolder Write(string path, byte[] content)
    {
        var full = FullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return this;
    }

    public string Read(string path) => File.ReadAllText(FullPath(path));

    public string FullPath(string path) => System.IO.Path.Combine(Path, path);

    public CommandRun Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, new CommandHost
        {
            WorkingDirectory = Path, Input = () => new MemoryStream(StandardInput), Output = output, Error = error,
            IsTerminal = IsTerminal, IsUnicode = IsUnicode, Variable = name => Variables.GetValueOrDefault(name), Today = () => Today,
            Columns = () => Columns,
        });
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        if (Directory.Exists(Tools))
        {
            Directory.Delete(Tools, recursive: true);
        }

        Directory.Delete(Path, recursive: true);
    }
}

internal sealed record CommandRun(int Code, string Output, string Error);
