using System.Reflection;
using ShutdownToolkit.StopTiming.Engines;

namespace Docker.Tests;

/// <summary>The engine of these tests; without one they are skipped, or fail where REQUIRE_DOCKER=1 says that there must be one.</summary>
internal static class TestEngine
{
    public const string Dash = "shutdown-toolkit/dash", Python = "shutdown-toolkit/python", Node = "shutdown-toolkit/node", DotNet = "shutdown-toolkit/dotnet", AspNet = "shutdown-toolkit/aspnet", Busybox = "shutdown-toolkit/busybox";

    /// <summary>Tests that stop many containers at once run one after another: their graces are short, and two cores are all they have.</summary>
    public const string Heavy = "heavy";

    private static readonly Lazy<Task<string?>> Missing = new(WhyMissingAsync);

    public static Engine Engine { get; } = new();

    public static string ProbeFolder { get; } = Metadata("ProbeFolder");

    public static string ProbeSources { get; } = Metadata("ProbeSources");

    public static string Repository { get; } = Metadata("Repository");

    public static async Task RequireAsync()
    {
        var reason = await Missing.Value;
        Assert.False(reason is not null && Environment.GetEnvironmentVariable("REQUIRE_DOCKER") == "1", reason);
        Skip.IfNot(reason is null, reason);
    }

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
                    File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
                }
            }

            return await BuildFolderAsync(name, context.FullName);
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }

    /// <summary>Builds the image of a folder that holds a Dockerfile.</summary>
    public static async Task<string> BuildFolderAsync(string name, string folder, params string[] arguments)
    {
        var tag = $"shutdown-toolkit-test/{name}";
        var answer = await Engine.RunAsync(["build", "--quiet", "--tag", tag, .. arguments, folder], TimeSpan.FromMinutes(3));
        Assert.True(answer.Succeeded, $"docker build of {name}: {answer.Error}");
        return tag;
    }

    public static async Task<string> RunAsync(params string[] arguments)
    {
        var answer = await Engine.RunAsync(arguments);
        Assert.True(answer.Succeeded, answer.Error);
        return answer.Output.Trim();
    }

    private static async Task<string?> WhyMissingAsync()
    {
        // The legacy builder needs no plugin; a private engine's command line may have none.
        Environment.SetEnvironmentVariable("DOCKER_BUILDKIT", "0");
        // Many waits at once on few cores: an answer must not queue for a thread.
        ThreadPool.SetMinThreads(64, 64);
        try
        {
            await Engine.VersionAsync();
        }
        catch (ShutdownToolkit.StopTiming.StopTimingException missing)
        {
            return missing.Message;
        }

        foreach (var image in new[] { Dash, Python, Node, AspNet, Busybox })
        {
            if (!(await Engine.RunAsync(["image", "inspect", image])).Succeeded)
            {
                return $"The base image {image} is not there: scripts/base-images builds it.";
            }
        }

        return null;
    }

    private static string Metadata(string key) =>
        typeof(TestEngine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
