namespace Dockerlint.Tests;

/// <summary>Tells a hang from a slow machine: linear work ends within seconds, quadratic work on these sizes takes hours.</summary>
internal static class NoHang
{
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
}
