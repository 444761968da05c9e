using System.Diagnostics;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Security;

/// <summary>A repository that somebody else wrote, in <c>repo</c>, beside files that it must not reach, in <c>outside</c>.</summary>
internal sealed class StrangersRepository : IDisposable
{
    public const string Secret = "hunter2SECRET";

    private readonly WorkFolder _folder = new();

    public StrangersRepository()
    {
        Directory.CreateDirectory(FullPath("repo/.git"));
        Outside("token", Secret + "\n");
        Outside("netrc", $"#!/bin/sh\nmachine example.org login bob password {Secret}\n");
        Outside("secret.env", $"API_TOKEN={Secret}\n");
        Outside("package.json", $"{{\"scripts\":{{\"start\":\"sh -c '{Secret}; node x'\"}}}}");
        Outside("other.yml", $"services:\n  a:\n    image: nginx:1.27\n    stop_grace_period: {Secret}\n");
        Outside("app/Dockerfile", WorkFolder.ShellForm);
    }

    public StrangersRepository Write(string path, string content)
    {
        _folder.Write("repo/" + path, content);
        return this;
    }

    /// <param name="target">Relative to the link's folder, or absolute.</param>
    public StrangersRepository Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath("repo/" + path))!);
        File.CreateSymbolicLink(FullPath("repo/" + path), target);
        return this;
    }

    public StrangersRepository Pipe(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath("repo/" + path))!);
        using var made = Process.Start("mkfifo", FullPath("repo/" + path));
        made.WaitForExit();
        return this;
    }

    public string FullPath(string path) => _folder.FullPath(path);

    public string Read(string path) => _folder.Read(path);

    public CommandRun Run(params string[] args) => _folder.Run(args);

    public void Dispose() => _folder.Dispose();

    private void Outside(string path, string content) => _folder.Write("outside/" + path, content);
}
