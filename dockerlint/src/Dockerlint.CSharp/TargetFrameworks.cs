using System.Globalization;

namespace Dockerlint.CSharp;

internal static class TargetFrameworks
{
    /// <summary>10 for <c>net10.0</c>, 3 for <c>netcoreapp3.1</c>; null for anything else.</summary>
    public static int? Major(string? framework)
    {
        string? version = framework switch
        {
            null => null,
            _ when framework.StartsWith("netcoreapp", StringComparison.Ordinal) => framework[10..],
            _ when framework.StartsWith("net", StringComparison.Ordinal) => framework[3..],
            _ => null,
        };
        int dot = version?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && int.TryParse(version![..dot], NumberStyles.Integer, CultureInfo.InvariantCulture, out int major) ? major : null;
    }
}
