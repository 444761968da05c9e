using System.Reflection;
using System.Runtime.CompilerServices;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;
using ShutdownToolkit.StopTiming;
using ShutdownToolkit.StopTiming.Engines;
using ShutdownToolkit.StopTiming.Testcontainers;

namespace Docker.Tests;

/// <summary>The engine of these tests; without one they are skipped, or fail where REQUIRE_DOCKER=1 says that there must be one.</summary>
internal static class TestEngine
{
    public const string Dash = "shutdown-toolkit/dash", Python = "shutdown-toolkit/python", Node = "shutdown-toolkit/node";
    public const string DotNet = "shutdown-toolkit/dotnet", AspNet = "shutdown-toolkit/aspnet", Busybox = "shutdown-toolkit/busybox";

    /// <summary>Tests that stop many containers at once run one after another: their graces are short, and two cores are all they have.</summary>
    public const string Heavy = "heavy";

    public const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly Lazy<Task<string?>> _missing = new(WhyMissingAsync);

    public static Engine Engine { get; } = new();

    public static string ProbeFolder { get; } = Metadata("ProbeFolder");

    public static string ProbeSources { get; } = Metadata("ProbeSources");

    public static string Repository { get; } = Metadata("Repository");

    /// <summary>Why the tests of an engine cannot run; null: they can.</summary>
    public static Task<string?> WhyMissing => _missing.Value;

    public static async Task RequireAsync()
    {
        var reason = await WhyMissing;
        Assert.False(reason is not null && IsRequired, reason);
        Skip.IfNot(reason is null, reason);
    }

    public static bool IsRequired => Environment.GetEnvironmentVariable("REQUIRE_DOCKER") == "1";

    /// <summary>A container of a local image, with the probes in <c>/probe</c>; it keeps running until it is stopped or disposed of.</summary>
    public static ContainerBuilder Container(string image) => new ContainerBuilder(image)
        .WithImagePullPolicy(PullPolicy.Never)
        .WithLogger(NullLogger.Instance)
        .WithBindMount(ProbeSources, "/probe");

    /// <summary>Builds an image from a Dockerfile and the files beside it; the same content is built once.</summary>
    public static async Task<string> BuildAsync(string name, string dockerfile, IReadOnlyDictionary<string, string>? files = null)
    {
        var context = Directory.CreateTempSubdirectory("docker-tests-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(context.FullName, "Dockerfile"), dockerfile);
            foreach (var (file, text) in files ?? new Dictionary<string, string>())
            {
                var path = Path.Combine(context.FullName, file);
                await File.WriteAllTextAsync(path, text);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(path, Executable);
                }
            }

            return await BuildFolderAsync(name, context.FullName);
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }

    /// <summary>Builds the image of a folder that holds a Dockerfile, in place of what its base image is called there.</summary>
    public static async Task<string> BuildFolderAsync(string name, string folder, string? baseImage = null)
    {
        var builder = new ImageFromDockerfileBuilder()
            .WithName($"shutdown-toolkit-test/{name}:latest")
            .WithDockerfileDirectory(folder)
            .WithDeleteIfExists(false)
            .WithCreateParameterModifier(static parameters => parameters.ForceRemove = true)
            .WithLogger(NullLogger.Instance);
        await using var image = (baseImage is null ? builder : builder.WithBuildArgument("BASE_IMAGE", baseImage)).Build();
        await image.CreateAsync();
        return image.FullName;
    }

    /// <summary>The ids of all containers that have a label.</summary>
    public static async Task<string[]> LabelledAsync(string label)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } };
        return [.. (await Engine.ListAsync(new ContainersListParameters { All = true, Filters = filters }, default)).Select(
            static container => container.ID)];
    }

    public static Task RemoveAsync(IEnumerable<string> ids) => Task.WhenAll(ids.Select(static id => Engine.RemoveAsync(id, default)));

    // Before Testcontainers is first touched, which reads both once: the API version, and that its reaper's image is not to be pulled from a
    // registry.
    [ModuleInitializer]
    internal static void Prepare()
    {
        Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
        EngineVersion.Negotiate();
        // Many waits at once on few cores: an answer must not queue for a thread.
        ThreadPool.SetMinThreads(64, 64);
    }

    private static async Task<string?> WhyMissingAsync()
    {
        try
        {
            await Engine.VersionAsync();
            foreach (var image in new[] { Dash, Python, Node, AspNet, Busybox })
            {
                if (!await Engine.HasImageAsync(image, default))
                {
                    return $"The base image {image} is not there: scripts/base-images builds it.";
                }
            }

            return null;
        }
        catch (StopTimingException missing)
        {
            return missing.Message;
        }
    }

    private static string Metadata(string key) =>
        typeof(TestEngine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
