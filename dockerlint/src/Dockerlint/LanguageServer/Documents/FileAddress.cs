using System.Text;

namespace Dockerlint.Cli.LanguageServer.Documents;

/// <summary>Between the addresses of the protocol and paths.</summary>
internal static class FileAddress
{
    /// <summary>The full path; null: no file's address.</summary>
    public static string? PathOf(string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var address) || !address.IsFile || address.LocalPath.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var path = address.LocalPath;
        // file:///c%3A/work
        path = OperatingSystem.IsWindows() && path is ['/' or '\\', _, ':', ..] ? path[1..] : path;
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }

    public static string Of(string fullPath)
    {
        var address = new StringBuilder("file://");
        foreach (var part in fullPath.Replace('\\', '/').TrimStart('/').Split('/'))
        {
            address.Append('/').Append(Uri.EscapeDataString(part));
        }

        return address.ToString();
    }
}
