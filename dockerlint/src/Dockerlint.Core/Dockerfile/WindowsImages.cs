namespace Dockerlint.Dockerfile;

/// <summary>Images and platforms whose containers run Windows.</summary>
internal static class WindowsImages
{
    // mcr.microsoft.com/windows/{nanoserver,servercore,server} and the tags that name them, such as dotnet/runtime:10.0-nanoserver-ltsc2025.
    private static readonly string[] _marks = ["nanoserver", "windowsservercore", "servercore", "ltsc2016", "ltsc2019", "ltsc2022", "ltsc2025",
        "dotnet/framework", "dotnet-framework"];

    public static bool IsWindowsPlatform(string platform) =>
        platform.StartsWith("windows", StringComparison.OrdinalIgnoreCase) && (platform.Length == 7 || platform[7] is '/' or '(');

    public static bool IsWindowsImage(string image)
    {
        foreach (var mark in _marks)
        {
            for (var at = image.IndexOf(mark, StringComparison.OrdinalIgnoreCase); at >= 0;
                at = image.IndexOf(mark, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (at == 0 || !char.IsLetterOrDigit(image[at - 1]))
                {
                    return true;
                }
            }
        }

        return image.StartsWith("mcr.microsoft.com/windows", StringComparison.OrdinalIgnoreCase)
            || image.StartsWith("microsoft/windows", StringComparison.OrdinalIgnoreCase);
    }
}
