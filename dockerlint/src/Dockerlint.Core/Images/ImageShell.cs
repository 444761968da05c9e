using System.Text;

namespace Dockerlint.Images;

/// <summary>Which shell <c>/bin/sh</c> of an image really is, from its files.</summary>
/// <param name="Reason">One clause for the evidence chain.</param>
public sealed record ImageShell(ShellKind Kind, string Reason)
{
    internal const string Dash = "dash, which stays in front of its last command";
    internal const string Bash = "bash, which execs a plain last command";
    internal const string Ash = "busybox ash, which execs a plain last command";

    /// <summary>Shells are smaller: a static busybox has 2 MB.</summary>
    private const int MaximumSize = 8 << 20;

    private static readonly byte[] _busybox = Encoding.ASCII.GetBytes("BusyBox v");
    private static readonly byte[] _bash = Encoding.ASCII.GetBytes("@(#)Bash version ");

    internal static ImageShell Of(string image, IImageFileSystem files)
    {
        if (files.Find("/bin/sh") is not { IsFile: true } file)
        {
            return files.IsComplete ? new ImageShell(ShellKind.None, $"image {image} has no /bin/sh") : new ImageShell(ShellKind.Unknown, "");
        }

        var kind = ByName(file.Path) is var named and not ShellKind.Unknown ? named
            : files.Read(file, MaximumSize) is { } content ? ByContent(content)
            : ShellKind.Unknown;
        var place = file.Path == "/bin/sh" ? "" : $" {file.Path},";
        return new ImageShell(kind, kind == ShellKind.Unknown ? "" : $"image {image}: /bin/sh is{place} {Describe(kind)}");
    }

    /// <summary>Null: not known, or it has none.</summary>
    internal static bool? IsBashOld(IImageFileSystem files)
    {
        if ((files.Find("/bin/bash") ?? files.Find("/usr/bin/bash") ?? files.Find("/usr/local/bin/bash")) is not { IsFile: true } file
            || files.Read(file, MaximumSize) is not { } content || IndexOf(content, _bash) is not (>= 0 and var at))
        {
            return null;
        }

        var version = Encoding.ASCII.GetString(content, at + _bash.Length, Math.Min(16, content.Length - at - _bash.Length)).Split('.', ' ');
        return version.Length > 2 && int.TryParse(version[0], out var major) && int.TryParse(version[1], out var minor)
            ? major < 5 || major == 5 && minor < 1
            : null;
    }

    private static string Describe(ShellKind kind) => kind switch
    {
        ShellKind.Dash => Dash,
        ShellKind.Bash => Bash,
        ShellKind.Ash => Ash,
        _ => "unknown",
    };

    private static ShellKind ByName(string path) => path.Substring(path.LastIndexOf('/') + 1) switch
    {
        "dash" => ShellKind.Dash,
        "bash" => ShellKind.Bash,
        "busybox" or "ash" => ShellKind.Ash,
        _ => ShellKind.Unknown,
    };

    private static ShellKind ByContent(byte[] content) => IndexOf(content, _busybox) >= 0 ? ShellKind.Ash
        : IndexOf(content, _bash) >= 0 ? ShellKind.Bash
        : ShellKind.Unknown;

    private static int IndexOf(byte[] content, byte[] word)
    {
        for (var at = Array.IndexOf(content, word[0]); at >= 0 && at + word.Length <= content.Length; at = Array.IndexOf(content, word[0], at + 1))
        {
            var same = 1;
            while (same < word.Length && content[at + same] == word[same])
            {
                same++;
            }

            if (same == word.Length)
            {
                return at;
            }
        }

        return -1;
    }
}
