namespace ShutdownToolkit.Analyzers.Package.Tests;

/// <summary>Which files the package's targets give the compiler: the table of docs/compiler.md. Nothing is compiled.</summary>
[Collection(Consumers.Name)]
public sealed class LayoutTests(Consumers consumers)
{
    private static readonly string[] _beside =
    [
        "api/.env", "api/Containerfile", "api/Dockerfile", "api/Dockerfile.dev", "api/Procfile", "api/appsettings.Staging.json",
        "api/appsettings.json", "api/compose.override.yml", "api/compose.yaml", "api/debug.Dockerfile", "api/docker-compose.prod.yaml",
        "api/docker-compose.yml", "api/docker-entrypoint.sh", "api/image/entrypoint.bash", "api/image/start.sh", "api/package.json",
        "api/supervisord.conf", "api/web.env",
    ];

    private static readonly string[] _root =
        [".env", "Dockerfile", "compose.yaml", "docker-compose.override.yml", "package.json", "scripts/wait.sh", "start.sh", "worker.Dockerfile"];

    /// <summary>What is built, what is another's, and what nobody asked for.</summary>
    private static readonly string[] _others =
    [
        "api/bin/Debug/start.sh", "api/node_modules/left-pad/package.json", "api/k8s/api.yaml", "api/openapi.yaml", "api/README.md",
        "web/Dockerfile", "k8s/api.yaml", "values.yaml",
    ];

    [Fact]
    public async Task EveryFileOfTheTable_IsGivenOnce()
    {
        var given = await consumers.AdditionalFiles("api/Api.csproj", "", [.. _beside, .. _root, .. _others]);

        Assert.Equal(_beside.Concat(_root).Order(StringComparer.Ordinal), given);
    }

    [Fact]
    public async Task ManifestsAndTheNamedDockerfile_AreGivenWhereTheyAreAskedFor()
    {
        var given = await consumers.AdditionalFiles(
            "named/Named.csproj",
            "<DockerfileFile>../images/api.image</DockerfileFile><ShutdownToolkitManifests>k8s/**;../ops/**/*.yaml</ShutdownToolkitManifests>"
                + "<ShutdownToolkitRoot>$(MSBuildProjectDirectory)</ShutdownToolkitRoot>",
            "images/api.image", "named/k8s/api.yaml", "ops/base/deployment.yaml", "ops/base/notes.txt");

        Assert.Equal(["images/api.image", "named/k8s/api.yaml", "ops/base/deployment.yaml"], given);
    }
}
