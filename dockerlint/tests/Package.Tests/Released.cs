namespace ShutdownToolkit.Package.Tests;

/// <summary>One release for all test classes.</summary>
[CollectionDefinition(nameof(Released))]
public sealed class Released : ICollectionFixture<Release>;
