using Dockerlint.Tests.Entrypoints;
using Dockerlint.Tests.Pages;
using Dockerlint.Tests.Rules;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Guards;

/// <summary>Every fixture, every sample and random entrypoints. GUARD_FOLDERS names further folders, separated by colons.</summary>
internal static class GuardedFolders
{
    public const int Entrypoints = 1000;

    public static IEnumerable<(string Name, Folder Folder)> All()
    {
        foreach (var name in Fixture.Names())
        {
            yield return (name, Fixture.Load(name).Folder);
        }

        foreach (var sample in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")).SelectMany(Directory.EnumerateDirectories))
        {
            yield return (Path.GetRelativePath(Repository.Root, sample), Read(sample));
        }

        var grammar = new EntrypointGrammar(new Random(5));
        for (var i = 0; i < Entrypoints; i++)
        {
            var entrypoint = grammar.Next();
            yield return (entrypoint.ToString(), new Folder(entrypoint.Files()));
        }

        foreach (var further in Environment.GetEnvironmentVariable("GUARD_FOLDERS")?.Split(':') ?? [])
        {
            yield return (further, Read(further));
        }
    }

    private static Folder Read(string folder) => new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => new FileInfo(path).Length < 200_000 && !path.Contains("/obj/", StringComparison.Ordinal))
        .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal));
}
