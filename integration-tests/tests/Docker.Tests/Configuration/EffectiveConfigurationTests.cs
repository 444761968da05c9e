using System.Collections.Concurrent;
using System.Text.Json;
using Docker.DotNet.Models;
using Dockerlint.Dockerfile;
using Dockerlint.Text;
using Xunit.Abstractions;

namespace Docker.Tests.Configuration;

/// <summary>ENTRYPOINT, CMD, STOPSIGNAL and SHELL as the linter sees them are those of the built image.</summary>
[Trait("Category", "Docker")]
[Collection(TestEngine.Heavy)]
public sealed class EffectiveConfigurationTests(ITestOutputHelper output)
{
    private const int AtOnce = 4;

    private static readonly string[] _baseCommand = ["/bin/sh"];

    [SkippableFact]
    public async Task EveryDockerfile_GivesTheImageThatTheLinterSees()
    {
        await TestEngine.RequireAsync();
        ConcurrentBag<string> different = [];
        await Parallel.ForEachAsync(
            ConfigurationCases.All.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (row, cancellation) =>
        {
            var image = await TestEngine.BuildAsync($"configuration-{row.Index}", row.Item);
            var client = await TestEngine.Engine.ClientAsync(cancellation);
            var (built, seen) = (Built(await client.Images.InspectImageAsync(image, cancellation)), Seen(row.Item));
            if (built != seen)
            {
                different.Add($"{row.Item}\n  built: {built}\n  seen:  {seen}\n");
            }
        });

        output.WriteLine($"{ConfigurationCases.All.Count - different.Count} of {ConfigurationCases.All.Count} effective configurations as built");
        Assert.True(different.IsEmpty, string.Join('\n', different));
        Assert.True(ConfigurationCases.All.Count >= 40);
    }

    private static string Built(ImageInspectResponse image) =>
        Text(image.Config?.Entrypoint ?? [], image.Config?.Cmd ?? [], image.Config?.StopSignal, image.Config?.Shell ?? []);

    private static string Seen(string dockerfile)
    {
        var image = StageGraph.Build(DockerfileParser.Parse(new SourceText("Dockerfile", dockerfile))).Final!.Image;
        var inheritsNone = image.InheritedCmdIsReset || image.Entrypoint is not null || image.RootImage == "scratch" || image.FilesFrom is not null;
        var command = image.Cmd?.Argv ?? (inheritsNone ? [] : _baseCommand);
        return Text(image.Entrypoint?.Argv ?? [], command, image.StopSignal?.Value, image.Shell?.Value ?? []);
    }

    private static string Text(IEnumerable<string> entrypoint, IEnumerable<string> command, string? signal, IEnumerable<string> shell) =>
        $"ENTRYPOINT {JsonSerializer.Serialize(entrypoint)} CMD {JsonSerializer.Serialize(command)} STOPSIGNAL {signal} SHELL "
        + $"{JsonSerializer.Serialize(shell)}";
}
