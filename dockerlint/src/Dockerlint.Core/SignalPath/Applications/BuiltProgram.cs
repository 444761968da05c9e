using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>A program that the Dockerfile builds from sources at hand: what its whole source says of signals.</summary>
internal static class BuiltProgram
{
    private const int MaximumFiles = 3_000;
    private const int MaximumLength = 20_000_000;

    /// <summary>Null: not built here, or its sources are not at hand.</summary>
    public static RuntimeApplication? Inspect(string program, Container container)
    {
        if (container.StopSignal.Name is not { } signal || container.Image is null || container.Files.OriginOfProgram(program) is not { } origin)
        {
            return null;
        }

        var (files, path) = origin;
        var name = ProgramName.Of(path);
        var build = files.Build;
        return (build.HasCommand("cargo build") || build.HasCommand("cargo install --path"))
                && (path.Contains("/target/") || build.HasCommand("--path") || build.NamesFile(name)) && Manifest(files, "Cargo.toml") is { } cargo
                ? RustProgram.Read(name, signal, cargo, Sources(files, cargo, ".rs", "/src/bin/", name + ".rs"))
            : build.HasCommand("go build") && build.NamesFile(name) && GoManifest(files, out var module) is { } main
                ? GoProgram.Read(name, signal, module, Sources(files, main, ".go", "/cmd/", name + "/"))
            : CProgram.Read(name, signal, files, path);
    }

    /// <summary>Where a RUN makes go.mod, or nobody does, the program's main.go stands for its folder.</summary>
    /// <param name="module">The text of go.mod.</param>
    private static ImageFile? GoManifest(ImageFiles files, out string module)
    {
        var manifest = Manifest(files, "go.mod");
        module = manifest?.Content ?? "";
        return manifest ?? Manifest(files, "main.go");
    }

    /// <summary>In the folder where the build runs.</summary>
    private static ImageFile? Manifest(ImageFiles files, string name) => files.FindInWorkDir(name);

    /// <summary>All of a manifest's folder; null where something is missing or it is too much.</summary>
    /// <param name="mains">The folder of a project with several programs.</param>
    /// <param name="own">This program's own part of it: the others are left out.</param>
    private static List<SourceText>? Sources(ImageFiles files, ImageFile manifest, string extension, string mains, string own)
    {
        var folder = ContextPath.Folder(manifest.Locate(default).Path).TrimEnd('/');
        var sources = new List<SourceText>();
        var length = 0;
        foreach (var path in files.EnumerateContext(folder))
        {
            if (!path.EndsWith(extension, StringComparison.Ordinal) || path.EndsWith("_test.go", StringComparison.Ordinal)
                || IsOfOthers(path, folder))
            {
                continue;
            }

            if (files.ReadContext(path) is not { } source || sources.Count == MaximumFiles || (length += source.Content.Length) > MaximumLength)
            {
                return null;
            }

            sources.Add(source);
        }

        if (sources.Exists(source => IsBelow(source, mains + own)))
        {
            sources.RemoveAll(source => IsBelow(source, mains) && !IsBelow(source, mains + own));
        }

        return sources.Count == 0 ? null : sources;
    }

    private static bool IsBelow(SourceText source, string folder) => ("/" + source.Path).Contains(folder);

    /// <summary>Build output, fetched packages, tests.</summary>
    private static bool IsOfOthers(string path, string folder)
    {
        var inner = path.Substring(folder.Length);
        return inner.Contains("/target/") || inner.Contains("/vendor/") || inner.Contains("/node_modules/") || inner.Contains("/.git/")
            || inner.Contains("/tests/") || inner.Contains("/testdata/") || inner.Contains("/benches/");
    }

    /// <summary>A program whose code names no signal API anywhere.</summary>
    internal static RuntimeApplication Without(string name, string signal, string what, SourceText first, string? assumption) =>
        new(HandlesSignal.DefaultAction, $"{name} is built from source that installs no handler for {signal}, and {what}")
        {
            Evidence = [new Evidence($"the sources of {name} name no handler for {signal}", first.AtLine(1))], Assumption = assumption,
        };

    internal static RuntimeApplication With(HandlesSignal handles, string reason, SourceText source, int at, int length,
        string evidence = "the program names the signal here") => new(handles, reason)
    {
        Evidence = [new Evidence(evidence, source.At(new TextSpan(at, length)))],
    };
}
