using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>A Deno program: without a listener Deno itself ends at once on SIGTERM, SIGINT and SIGHUP, PID 1 or not, and drops open requests
/// (measured: docs/programs.tsv, deno).</summary>
internal static class DenoApplication
{
    private const string Listener = "addSignalListener";

    public static RuntimeApplication Inspect(IReadOnlyList<Argument> argv, Container container)
    {
        ImageFile? entry = null;
        for (var i = 1; i < argv.Count && entry is null; i++)
        {
            entry = argv[i].Value is { Length: > 0 } word && word[0] != '-' ? container.Files.FindInWorkDir(word) : null;
        }

        if (entry is not { } file || !(argv.HasWord("run") || argv.HasWord("serve")))
        {
            return new RuntimeApplication(HandlesSignal.Unknown, "the source of the deno program is not at hand");
        }

        if (file.Content.Contains(Listener) || file.Content.Contains("import "))
        {
            return new RuntimeApplication(HandlesSignal.Unknown, file.Content.Contains(Listener)
                ? $"the program listens to signals ({Listener})"
                : "what the program imports may listen to the signal");
        }

        if (container.StopSignal.Name is not ("SIGTERM" or "SIGINT" or "SIGHUP"))
        {
            return new RuntimeApplication(HandlesSignal.DefaultAction, $"deno does nothing on {container.StopSignal.Shown}");
        }

        return new RuntimeApplication(HandlesSignal.EndsAtOnce, $"deno ends at once on {container.StopSignal.Name} and drops open work")
        {
            Evidence = [new Evidence($"no {Listener} in the program", file.Locate(default))],
        };
    }
}
