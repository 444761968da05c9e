using Dockerlint.Compose;
using Dockerlint.Text;
using Dockerlint.Yaml;
using Xunit.Abstractions;

namespace Dockerlint.Tests.Compose;

/// <summary>Files that others wrote. Folders in the variable, separated as in PATH; none: skipped.</summary>
public sealed class ComposeCorpusTests(ITestOutputHelper output)
{
    private const string Variable = "SHUTDOWN_TOOLKIT_COMPOSE_TESTDATA";

    [SkippableFact]
    public void FilesInTheWild_LoadWithoutAnErrorOfOurs()
    {
        var folders = Environment.GetEnvironmentVariable(Variable);
        Skip.If(string.IsNullOrEmpty(folders), $"{Variable} names no folders");

        var files = 0;
        var services = 0;
        var templates = 0;
        var broken = 0;
        foreach (var path in folders!.Split(Path.PathSeparator).SelectMany(YamlFiles).Order(StringComparer.Ordinal))
        {
            if (!TryRead(path, out var source) || !IsCompose(source!))
            {
                continue;
            }

            var project = ComposeLoader.Load(source!, other => TryRead(other, out var text) ? text : null);
            files++;
            services += project.Services.Count;
            templates += project.Template is null ? 0 : 1;
            broken += project.Errors.Count > 0 ? 1 : 0;
            foreach (var error in project.Errors)
            {
                output.WriteLine($"ERROR {error.Path}:{error.Position.Line}:{error.Position.Column} {error.Message}");
            }

            if (project.Template is { } template)
            {
                output.WriteLine($"TEMPLATE {template.Location} {template.Kind}");
            }

            foreach (var service in project.Services)
            {
                Report(path, service);
            }
        }

        output.WriteLine($"{files} files, {services} services, {templates} templates, {broken} with errors");
        Assert.True(files > 0, "no Compose file in the folders");
        // What Compose refuses too: deliberately broken test data and a few real mistakes, well under one in twenty.
        Assert.True(broken * 20 <= files, $"{broken} of {files} with errors");
    }

    private static bool IsCompose(SourceText source) =>
        ComposeFile.IsName(source.Path)
        || (source.Content.Contains("services:", StringComparison.Ordinal) && YamlParser.Parse(source).Any(ComposeFile.LooksLike));

    private void Report(string path, ComposeService service)
    {
        foreach (var (name, command) in new[] { ("command", service.Command), ("entrypoint", service.Entrypoint) })
        {
            if (command is { Dropped: not null } or { Error: not null })
            {
                output.WriteLine($"{name} {path}:{command.Location.Line} {command.Error} dropped: {command.Dropped?.Value}");
            }
        }

        if (service.StopGracePeriod is { State: not GraceState.Valid } grace)
        {
            output.WriteLine($"GRACE {path}:{grace.Location.Line} {grace.State} {grace.Text}: {grace.Reason}");
        }

        foreach (var key in service.UnknownGraceKeys)
        {
            output.WriteLine($"KEY {key.Location} {key.Key} in {key.Place}");
        }
    }

    private static IEnumerable<string> YamlFiles(string folder) => Directory
        .EnumerateFiles(folder, "*.y*ml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Where(static file => file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal));

    internal static bool TryRead(string path, out SourceText? source)
    {
        source = null;
        return File.Exists(path) && SourceDecoder.TryDecode(path, File.ReadAllBytes(path), out source, out _);
    }
}
