using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Docker.DotNet.Models;
using Docker.Tests.Samples;
using Dockerlint.Stops;
using Dockerlint.Text;
using Xunit.Abstractions;

namespace Docker.Tests.Composing;

/// <summary>Command, entrypoint, stop signal, grace and init as the linter resolves them are those of the container that Compose creates.</summary>
[Trait("Category", "Docker")]
[Collection(TestEngine.Heavy)]
public sealed class ComposeOracleTests(ITestOutputHelper output)
{
    private const int AtOnce = 2;

    [SkippableFact]
    public async Task EveryProject_CreatesTheContainerThatTheLinterSees()
    {
        await TestEngine.RequireAsync();
        var compose = Program();
        Assert.False(
            compose is null && TestEngine.IsRequired,
            "docker-compose is not installed; scripts/engine installs it beside the engine");
        Skip.If(compose is null, "docker-compose is not installed");

        await TestEngine.BuildAsync("compose-oracle", ComposeCase.Dockerfile);
        ConcurrentBag<string> different = [];
        await Parallel.ForEachAsync(ComposeCases.All.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (row, cancellation) =>
        {
            var created = await CreatedAsync(compose!, row.Item, $"oracle{row.Index.ToString(CultureInfo.InvariantCulture)}", cancellation);
            var seen = Seen(row.Item);
            if (created != seen)
            {
                different.Add($"{row.Item.Sentence}\n  created: {created}\n  seen:    {seen}\n");
            }
        });

        output.WriteLine($"{ComposeCases.All.Count - different.Count} of {ComposeCases.All.Count} effective configurations of Compose as created");
        Assert.True(different.IsEmpty, string.Join('\n', different));
        Assert.True(ComposeCases.All.Count >= 25);
    }

    private static string? Program() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "docker-compose")).FirstOrDefault(File.Exists);

    private static async Task<string> CreatedAsync(string compose, ComposeCase project, string name, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("compose-oracle-");
        try
        {
            foreach (var (file, text) in Files(project))
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), text, cancellation);
            }

            await ComposeAsync(compose, folder.FullName, cancellation, "--project-name", name, "up", "--no-start", "app");
            var id = (await TestEngine.LabelledAsync($"com.docker.compose.project={name}"))[0];
            return Inspected(await (await TestEngine.Engine.ClientAsync(cancellation)).Containers.InspectContainerAsync(id, cancellation));
        }
        finally
        {
            await ComposeAsync(compose, folder.FullName, CancellationToken.None, "--project-name", name, "down", "--timeout", "0");
            folder.Delete(recursive: true);
        }
    }

    private static async Task ComposeAsync(string compose, string folder, CancellationToken cancellation, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(compose, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, await error);
    }

    private static Dictionary<string, string> Files(ComposeCase project)
    {
        var files = new Dictionary<string, string> { ["docker-compose.yml"] = project.Compose, ["Dockerfile"] = ComposeCase.Dockerfile };
        if (project.Override.Length > 0)
        {
            files["docker-compose.override.yml"] = project.Override;
        }

        if (project.Environment.Length > 0)
        {
            files[".env"] = project.Environment;
        }

        return files;
    }

    private static string Seen(ComposeCase project)
    {
        var container = SampleLint.Read(Files(project)).Stops.Single(stop => stop.Container.Subject.Name == "app").Container;
        var grace = container.Grace;
        return Text(
            Words(container.Entrypoint),
            Words(container.Command),
            container.StopSignal.Name,
            grace.IsDefault ? null : grace.Seconds,
            container.Init is not null);
    }

    private static IEnumerable<string> Words(IReadOnlyList<Argument>? arguments) => (arguments ?? []).Select(argument => argument.Value ?? "?");

    private static string Inspected(ContainerInspectResponse container) => Text(
        container.Config?.Entrypoint ?? [],
        container.Config?.Cmd ?? [],
        container.Config?.StopSignal is { } signal ? Signals.Canonical(signal) : null,
        container.Config?.StopTimeout?.TotalSeconds,
        container.HostConfig?.Init == true);

    private static string Text(IEnumerable<string> entrypoint, IEnumerable<string> command, string? signal, double? grace, bool init) =>
        $"entrypoint {JsonSerializer.Serialize(entrypoint)} command {JsonSerializer.Serialize(command)} signal {signal} grace {grace} init {init}";
}
