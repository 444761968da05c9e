using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ShutdownToolkit.Analyzers.Tests;

/// <summary>That this project really stands on the floor; what is tested there comes from ShutdownToolkit.Analyzers.Tests.</summary>
public sealed class FloorTests
{
    [Theory]
    [InlineData(typeof(Compilation))]
    [InlineData(typeof(CodeFixProvider))]
    public void Roslyn_IsThatOfSdk8(Type type) => Assert.Equal(new Version(4, 8, 0, 0), type.Assembly.GetName().Version);

    /// <summary>A reference to a newer one would be CS9057 there: no finding at all, and a green build.</summary>
    [Theory]
    [InlineData(typeof(ShutdownAnalyzer))]
    [InlineData(typeof(CodeFixes.ShutdownFixer))]
    [InlineData(typeof(Containers.ContainerAnalyzer))]
    public void Assemblies_ReferenceNothingNewer(Type type) => Assert.All(
        type.Assembly.GetReferencedAssemblies().Where(reference => reference.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
        reference => Assert.Equal(new Version(4, 8, 0, 0), reference.Version));
}
