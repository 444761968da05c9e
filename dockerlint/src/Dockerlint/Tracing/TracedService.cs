using Dockerlint.Containers;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.Cli.Tracing;

/// <summary>A container with a name that a reader knows it by.</summary>
internal sealed record TracedService(string Name, Container Container)
{
    public static TracedService Of(Container container, string workingDirectory) => new(
        container.Kind == ContainerKind.Image ? ImageName(container, workingDirectory)
        : container.Subject.StartsWith("service ", StringComparison.Ordinal) ? container.Subject["service ".Length..]
        : container.Subject, container);

    /// <summary>The signal arrives, and SIGKILL may come before the application is done.</summary>
    public bool IsShortOfTime => Container.Route.Verdict == Verdict.Graceful && Container.Budget.Slack < 0;

    /// <summary>The verdict as a reader needs it: with its assumption and its time.</summary>
    public string VerdictShown
    {
        get
        {
            var route = Container.Route;
            string verdict = route.Verdict + (route.IsCertain || route.Verdict == Verdict.Unknown ? "" : "?");
            return IsShortOfTime ? $"{verdict} if done in {Timeline.Seconds(Container.Budget.Left)}" : verdict;
        }
    }

    /// <summary>By what the process does as PID 1, where no handler means that nothing happens.</summary>
    public HandlesSignal Handles(int hop)
    {
        var hops = Container.Route.Hops;
        return hops[hop].Handles == HandlesSignal.DefaultAction && Container.IsPid1 && IsFirstProcess(hop) ? HandlesSignal.Ignores : hops[hop].Handles;
    }

    /// <summary>The first process, whatever it has replaced itself by.</summary>
    public bool IsFirstProcess(int hop)
    {
        for (int i = 0; i < hop; i++)
        {
            if (Container.Route.Hops[i].Starts != StartsNext.Execs)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>Dockerfile.api</c> and <c>api.Dockerfile</c> are api; otherwise the folder, the stage where there is none.</summary>
    private static string ImageName(Container container, string workingDirectory)
    {
        string path = container.Dockerfile?.Path ?? container.Anchor.Path;
        string[] segments = path.Split('/');
        string file = segments[^1];
        int dot = file.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && dot < file.Length - 1)
        {
            string left = file[..dot];
            return left.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) || left.StartsWith("Containerfile", StringComparison.OrdinalIgnoreCase) ? file[(dot + 1)..] : left;
        }

        string folder = segments.Length > 1 ? segments[^2] : Path.GetFileName(workingDirectory);
        return folder is "" or "." or ".." ? container.Stage?.Name ?? "image" : folder;
    }
}
