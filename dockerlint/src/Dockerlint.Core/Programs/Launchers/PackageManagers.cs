using Dockerlint.Text;

namespace Dockerlint.Programs.Launchers;

/// <summary>A package manager that runs a script of the project's own through a shell.</summary>
/// <param name="Script">The script's name; null when it is not known before run time.</param>
/// <param name="Folder">Where its package.json is, relative to the working directory.</param>
public sealed record PackageManager(string Name, string? Script, string Folder, int ArgumentsStart)
{
    /// <summary>
    /// The signals it has a handler for; null where that is not known. Measured as PID 1: npm 11, pnpm 9, bun 1.4, and npx, which ends on
    /// SIGTERM and on no other; yarn 1 has none that passes anything on.
    /// </summary>
    public IReadOnlyList<string>? PassesOn => Name switch
    {
        "npm" or "pnpm" => ["SIGTERM", "SIGINT"],
        "npx" or "pnpx" => ["SIGTERM"],
        "bun" => ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP"],
        _ => null,
    };
}

public static class PackageManagers
{
    public static PackageManager? Find(string name, IReadOnlyList<Argument> argv)
    {
        if (name is not ("npm" or "yarn" or "yarnpkg" or "pnpm" or "npx" or "pnpx" or "bun"))
        {
            return null;
        }

        var folder = "";
        var i = 1;
        while (i < argv.Count && argv[i].Value is ['-', ..] option)
        {
            i++;
            if (option is "--prefix" or "-C" or "--cwd" or "--dir" && i < argv.Count)
            {
                folder = argv[i++].Value ?? "";
            }
            else if (option.StartsWith("--prefix=", StringComparison.Ordinal) || option.StartsWith("--cwd=", StringComparison.Ordinal))
            {
                folder = option.Substring(option.IndexOf('=') + 1);
            }
        }

        if (i >= argv.Count)
        {
            return name == "yarn" ? null : new PackageManager(name, null, folder, i);
        }

        var word = argv[i].Value;
        switch (name)
        {
            case "npx" or "pnpx":
                return new PackageManager(name, null, folder, i);
            case "bun":
                return word == "run" && i + 1 < argv.Count && argv[i + 1].Value is { } bun && bun.IndexOf('.') < 0
                    ? new PackageManager(name, bun, folder, i + 2)
                    : null;
        }

        if (word is "run" or "run-script" or "rum" or "urn")
        {
            i++;
            while (i < argv.Count && argv[i].Value is ['-', ..] and not "--")
            {
                i++;
            }

            return new PackageManager(name, i < argv.Count ? argv[i].Value : null, folder, Math.Min(i + 1, argv.Count));
        }

        return word switch
        {
            "start" or "stop" or "restart" => new PackageManager(name, word, folder, i + 1),
            "exec" or "dlx" => new PackageManager(name, null, folder, i + 1),
            "install" or "ci" or "i" or "test" or "t" or "tst" or "add" or "build"
                or "audit" or "cache" or "config" or "set" or "version" or "pack" or "publish" or "why" or "list" or "ls" => null,
            null => new PackageManager(name, null, folder, i + 1),
            _ => name is "yarn" or "yarnpkg" or "pnpm" ? new PackageManager(name, word, folder, i + 1) : null,
        };
    }
}
