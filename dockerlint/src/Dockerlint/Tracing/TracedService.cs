using Dockerlint.Containers;
using Dockerlint.Judgement;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Cli.Tracing;

/// <summary>A container with a name that a reader knows it by.</summary>
internal sealed record TracedService(string Name, Stop Stop)
{
    public static TracedService Of(Stop stop, string workingDirectory) =>
        new(stop.Container.Subject.Name ?? ImageName(stop.Container, workingDirectory), stop);

    /// <summary>The verdict as a reader needs it: with its assumption and its time.</summary>
    public string VerdictShown
    {
        get
        {
            var route = Stop.Route;
            var verdict = route.Verdict + (route.IsCertain || route.Verdict == Verdict.Unknown ? "" : "?");
            return Stop.IsShortOfTime ? $"{verdict} if done in {Timeline.Seconds(Stop.Budget.Left)}" : verdict;
        }
    }

    /// <summary>Which process a hop is: PID 1, the pod's main one, the same as before, a child of it.</summary>
    public string Label(int hop) => hop == 0 ? Stop.Container.IsPid1 ? "PID 1" : "main"
        : Stop.Route.Hops[hop - 1].Starts == StartsNext.Execs ? "same" : "child";

    /// <summary>By what the process does as PID 1, where no handler means that nothing happens.</summary>
    public HandlesSignal Handles(int hop)
    {
        var hops = Stop.Route.Hops;
        return hops[hop].Handles == HandlesSignal.DefaultAction && Stop.Container.IsPid1 && IsFirstProcess(hop)
            ? HandlesSignal.Ignores
            : hops[hop].Handles;
    }

    /// <summary>The first process, whatever it has replaced itself by.</summary>
    public bool IsFirstProcess(int hop)
    {
        for (var i = 0; i < hop; i++)
        {
            if (Stop.Route.Hops[i].Starts != StartsNext.Execs)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>Dockerfile.api</c> and <c>api.Dockerfile</c> are api; otherwise the folder, the stage where there is none.</summary>
    private static string ImageName(Container container, string workingDirectory)
    {
        var path = container.Dockerfile?.Path ?? container.Anchor.Path;
        var segments = path.Split('/');
        var file = segments[^1];
        var dot = file.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && dot < file.Length - 1)
        {
            var left = file[..dot];
            return left.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase)
                || left.StartsWith("Containerfile", StringComparison.OrdinalIgnoreCase) ? file[(dot + 1)..] : left;
        }

        var folder = segments.Length > 1 ? segments[^2] : Path.GetFileName(workingDirectory);
        return folder is "" or "." or ".." ? container.Stage?.Name ?? "image" : folder;
    }
}
