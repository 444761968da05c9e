using System.Globalization;

namespace ShutdownToolkit.DotNetFacts;

internal static class TargetFramework
{
    /// <summary>
    /// 10 for <c>net10.0</c> and <c>net10.0-linux</c>, 3 for <c>netcoreapp3.1</c>; null for .NET Framework, netstandard and anything else.
    /// </summary>
    public static int? Major(string? framework)
    {
        if (framework is null || !framework.StartsWith("net", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var start = framework.StartsWith("netcoreapp", StringComparison.OrdinalIgnoreCase) ? "netcoreapp".Length : "net".Length;
        var length = framework.IndexOf(".", StringComparison.Ordinal) - start;
        return length > 0
            && int.TryParse(framework.Substring(start, length), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
                ? major
                : null;
    }
}
