using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Rendering;

/// <summary>Programs on the PATH that write what the real ones write: Debian has no helm, and a test needs none.</summary>
internal static class StandIn
{
    /// <summary>A shell script in <c>bin</c>, which becomes the whole PATH beside the system's.</summary>
    public static WorkFolder Program(this WorkFolder folder, string name, string script)
    {
        folder.Write($"bin/{name}", "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.FullPath($"bin/{name}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        folder.Variables["PATH"] = folder.FullPath("bin");
        return folder;
    }

    public static string? OfMachine(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
