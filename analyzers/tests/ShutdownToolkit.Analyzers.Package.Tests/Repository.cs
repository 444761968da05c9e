using System.Reflection;

namespace ShutdownToolkit.Analyzers.Package.Tests;

internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The command, as it was built for this test.</summary>
    public static string Dockerlint { get; } = Metadata("Dockerlint");

    public static string Consumers { get; } = Path.Combine(Root, "analyzers/tests/ShutdownToolkit.Analyzers.Package.Tests/Consumers");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
