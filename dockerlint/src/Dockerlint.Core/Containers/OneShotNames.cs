namespace Dockerlint.Containers;

/// <summary>Names that say that a container does one thing and ends: <c>db-migrate</c>, <c>kafka_init</c>.</summary>
internal static class OneShotNames
{
    private static readonly string[] _words = ["migrate", "migrator", "migration", "migrations", "setup", "init", "seed", "seeder"];

    public static bool Contains(string name) => Array.Exists(_words, end => name.EndsWith(end, StringComparison.Ordinal)
        && (name.Length == end.Length || name[name.Length - end.Length - 1] is '-' or '_'));

    /// <summary><c>Containerfile.db-setup</c>, <c>migrator.Dockerfile</c>; a folder that is called so may well hold the service's.</summary>
    public static bool IsDockerfileOfOne(string path)
    {
        var name = path.Substring(path.LastIndexOf('/') + 1);
        var dot = name.LastIndexOf('.');
        return dot > 0 && (Contains(name.Substring(dot + 1))
            || name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase) && Contains(name.Substring(0, dot)));
    }
}
