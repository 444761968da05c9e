using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>A Node program: node installs no handler for SIGTERM, so the program or one of its packages must.</summary>
internal static class NodeApplication
{
    private const int MaximumFiles = 80;

    /// <summary>Packages that install a SIGTERM handler, or may when asked to in a way that a text search cannot decide.</summary>
    private static readonly string[] _mayHandle =
    [
        "@nestjs/", "next", "nuxt", "terminus", "@godaddy/terminus", "lightship", "http-graceful-shutdown", "close-with-grace", "death",
        "signal-exit", "stoppable", "node-graceful-shutdown", "graceful-shutdown", "moleculer", "@strapi/strapi", "strapi", "@adonisjs/",
        "@hapi/glue", "exit-hook", "async-exit-hook", "node-cleanup", "@sentry/node", "dd-trace", "newrelic", "@opentelemetry/sdk-node", "pm2",
        "fastify-cli", "fastify-graceful-shutdown", "@fastify/", "probot", "@remix-run/serve", "@sveltejs/", "meteor", "sails", "feathers",
        "@temporalio/worker", "bree", "agenda", "http-terminator", "ts-node",
    ];

    public static RuntimeApplication Inspect(IReadOnlyList<Argument> argv, Container container)
    {
        if (Script(argv) is not { } path)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, "the script is not known before run time");
        }

        if (container.StopSignal.Name is not { } signal)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, "the stop signal is not known");
        }

        if (Find(container.Files, path) is not { } entry)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"the source of {path} is not at hand");
        }

        var runsOn = false;
        string? unknownPackage = null;
        var open = new Queue<ImageFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { entry.Path };
        open.Enqueue(entry);
        while (open.Count > 0)
        {
            var file = open.Dequeue();
            var mention = file.Content.IndexOf(signal, StringComparison.Ordinal);
            if (mention >= 0)
            {
                var evidence = new Evidence($"the program mentions {signal} here", file.Locate(new TextSpan(mention, signal.Length)));
                return new RuntimeApplication(HandlesSignal.Handles, $"the program handles {signal}") { Evidence = [evidence] };
            }

            if (NodeWords.PassesSignalByValue(file.Content))
            {
                return new RuntimeApplication(HandlesSignal.Unknown, "the program listens to signals whose names are not literals");
            }

            runsOn |= NodeWords.RunsOn(file.Content);
            foreach (var module in SourceImports.OfJavaScript(file.Content))
            {
                if (module.StartsWith(".", StringComparison.Ordinal))
                {
                    var target = ContextPath.Normalize(ContextPath.Folder(file.Path) + module);
                    if (Find(container.Files, target) is not { } imported || seen.Count > MaximumFiles)
                    {
                        return new RuntimeApplication(HandlesSignal.Unknown, $"{module}, which {file.Path} imports, is not at hand");
                    }

                    if (seen.Add(imported.Path))
                    {
                        open.Enqueue(imported);
                    }
                }
                else if (Array.Exists(_mayHandle,
                    known => known.EndsWith("/", StringComparison.Ordinal) ? module.StartsWith(known, StringComparison.Ordinal) : module == known))
                {
                    return new RuntimeApplication(HandlesSignal.Unknown, $"{module} may handle {signal}");
                }
                else if (!NodeWords.IsNeutral(module))
                {
                    unknownPackage ??= module;
                }
            }
        }

        if (!runsOn)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"{path} may end by itself");
        }

        return new RuntimeApplication(HandlesSignal.DefaultAction, $"{path} has no {signal} handler, and Node installs none")
        {
            Evidence = [new Evidence($"no {signal} in {path}{(seen.Count > 1 ? $" and the {seen.Count - 1} files it imports" : "")}",
                entry.Locate(new TextSpan(0, 0)))],
            Assumption = unknownPackage is null ? null : $"the package {unknownPackage} is taken to install no handler",
        };
    }

    private static string? Script(IReadOnlyList<Argument> argv)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is not { } word)
            {
                return null;
            }

            if (word is "-r" or "--require" or "--import" or "--loader" or "--experimental-loader" or "-C" or "--conditions" or "--env-file")
            {
                // A preloaded module may handle anything.
                return null;
            }

            if (word is "-e" or "--eval" or "-p" or "--print")
            {
                return null;
            }

            if (word is not ['-', ..])
            {
                return word;
            }
        }

        return null;
    }

    private static ImageFile? Find(ImageFiles files, string path)
    {
        string[] suffixes = ["", ".js", ".mjs", ".cjs", "/index.js", "/index.mjs"];
        foreach (var suffix in suffixes)
        {
            if (files.FindInWorkDir(path + suffix) is { } file)
            {
                return file;
            }
        }

        return null;
    }
}
