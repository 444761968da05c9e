using System.Reflection;

namespace Docker.Tests;

/// <summary>Stands for TestcontainersContractTests where the package feed cannot restore Testcontainers.</summary>
[Trait("Category", "Docker")]
public sealed class NoTestcontainersTests
{
    [SkippableFact]
    public void ContractOverTestcontainers_IsNotCompiled() =>
        Skip.If(true, "Testcontainers: " + typeof(NoTestcontainersTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "WhyNoTestcontainers").Value);
}
