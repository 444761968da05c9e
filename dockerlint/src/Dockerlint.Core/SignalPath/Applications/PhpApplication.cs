using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>
/// A PHP program: the interpreter installs no handler (measured, php 8.2 as PID 1), and a program can only where the extension pcntl is there,
/// which the official image does not have unless a RUN installs it (docker-library/php, Dockerfile-linux.template).
/// </summary>
internal static class PhpApplication
{
    private static readonly string[] _runsOn =
    [
        "while (true)", "while(true)", "while (1)", "while(1)", "for (;;)", "for(;;)", "socket_accept", "stream_socket_accept",
    ];

    public static RuntimeApplication Inspect(IReadOnlyList<Argument> argv, Container container)
    {
        if (argv.HasWord("-S"))
        {
            // Measured (docs/programs.tsv, php-S): SIGINT ends it in order, and nothing else does.
            return new RuntimeApplication(
                RuntimeApplications.HandlesOf(container, "SIGINT"), "php's own server handles SIGINT only, and is for development");
        }

        var script = FindScript(argv);
        if (script < 0 || argv[script].Value is not { } path)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, "whether the php program handles the signal is not known");
        }

        return Worker(ProgramName.Of(path), script + 1 < argv.Count ? argv[script + 1].Value : null) is { } worker
            ? InspectWorker(worker, container)
            : InspectSource(path, container);
    }

    private static int FindScript(IReadOnlyList<Argument> argv)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value is "-d" or "-c")
            {
                i++;
            }
            else if (argv[i].Value is not ['-', ..])
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// Commands that end in order on these signals with pcntl: Laravel's Queue/Worker::listenForSignals and Horizon's ListensForSignals, Symfony's
    /// ConsumeMessagesCommand::getSubscribedSignals (SIGQUIT since 7.3).
    /// </summary>
    private static (string Name, string[] Signals)? Worker(string script, string? command) => (script, command) switch
    {
        ("artisan", "queue:work") => ("artisan queue:work", ["SIGTERM", "SIGQUIT"]),
        ("artisan", "horizon") => ("artisan horizon", ["SIGTERM"]),
        ("console", "messenger:consume") => ("console messenger:consume", ["SIGTERM", "SIGINT"]),
        _ => null,
    };

    private static RuntimeApplication InspectWorker((string Name, string[] Signals) worker, Container container)
    {
        if (HasSignals(container) is not { } has)
        {
            return new RuntimeApplication(
                HandlesSignal.Unknown, $"{worker.Name} handles {string.Join(" and ", worker.Signals)} where PHP has the extension pcntl");
        }

        return has
            ? new RuntimeApplication(RuntimeApplications.HandlesOf(container, worker.Signals), $"{worker.Name} ends after the job at hand")
            : new RuntimeApplication(
                HandlesSignal.DefaultAction, $"{worker.Name} handles signals with the extension pcntl, which image {container.Base.Shown} does not "
                    + "have and no RUN installs");
    }

    /// <summary>Null: a file, a package or an image that is not known may bring it.</summary>
    private static bool? HasSignals(Container container) =>
        container.Files.Build.HasText("pcntl") ? true
        : container.Files.Build.HasText("install-php-extensions") || container.Files.Build.HasText("docker-php-ext-install $")
            || ImageReference.Parse(container.Base.Reference).Repository != "php" ? null
        : false;

    private static RuntimeApplication InspectSource(string path, Container container)
    {
        if (container.Files.FindSource(path) is not { } file)
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"the source of {path} is not at hand");
        }

        var code = file.Content;
        if (code.Contains("pcntl_") || code.Contains("SIGTERM"))
        {
            return new RuntimeApplication(HandlesSignal.Unknown, "what the php program does with the signal is not followed");
        }

        if (code.Contains("require") || code.Contains("include"))
        {
            return new RuntimeApplication(HandlesSignal.Unknown, $"the files that {path} loads may handle the signal");
        }

        return Array.Exists(_runsOn, code.Contains)
            ? new RuntimeApplication(HandlesSignal.DefaultAction, $"{path} names no signal, and PHP installs no handler of its own")
            {
                Evidence = [new Evidence($"no signal handler in {path}", file.Locate(new TextSpan(0, 0)))],
            }
            : new RuntimeApplication(HandlesSignal.Unknown, $"{path} may end by itself");
    }
}
