using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Rendering;

/// <summary>Programs on the PATH that write what the real ones write: Debian has no helm, and a test needs none.</summary>
internal static class StandIn
{
    /// <summary>A shell script outside of what is checked, in a folder that becomes the whole PATH.</summary>
    public static WorkFolder Program(this WorkFolder folder, string name, string script)
    {
        var file = Path.Combine(folder.Tools, name);
        folder.Write(file, "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        folder.Variables["PATH"] = folder.Tools;
        return folder;
    }

    public static string? OfMachine(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
