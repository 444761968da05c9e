using System.Globalization;
using Dockerlint.GraceBudget;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Stops;

namespace Dockerlint.Cli.Tracing;

/// <summary>A stop on one line of seconds: preStop, the stop signal, what the application may need, SIGKILL.</summary>
/// <param name="Signal">When the stop signal is sent.</param>
/// <param name="Kill">When SIGKILL comes; null: never, or unknown.</param>
/// <param name="Done">When the application is done at the latest; null: unknown or without a limit.</param>
internal sealed record Timeline(Budget Budget, string SignalName, double Signal, double? Kill, double? Done)
{
    /// <summary>
    /// A native sidecar: its preStop runs at once, its signal waits for the main containers' end, so <see cref="Signal"/> is the earliest moment
    /// (kubernetes.io/docs/concepts/workloads/pods/sidecar-containers).
    /// </summary>
    public bool IsToldLast { get; private init; }

    /// <summary><c>SIGTERM 5 s</c>.</summary>
    public string SignalMark => $"{SignalName} {(IsToldLast ? "from " : "")}{Seconds(Signal)}";

    public static Timeline Of(Stop stop)
    {
        var budget = stop.Budget;
        var signal = budget.PreStop.Seconds is { } preStop && !double.IsInfinity(preStop) ? Math.Min(preStop, budget.Grace.Seconds ?? preStop) : 0;
        double? kill = budget.Left is { } left && !double.IsInfinity(left) ? signal + Math.Max(0, left) : null;
        var name = stop.Container.StopSignal.Name ?? "signal";
        return new Timeline(budget, name, signal, kill, budget.Need.Seconds is { } need && !double.IsInfinity(need) ? signal + need : null)
        {
            IsToldLast = stop.Container.PodContainer?.Role == ContainerRole.Sidecar,
        };
    }

    /// <summary>The last thing on the line, in seconds; 0 when nothing is known.</summary>
    public double End => Math.Max(Signal, Math.Max(Kill ?? 0, Done ?? 0));

    /// <summary>The sum in words: <c>10 s (engine default) − 30 s (…) = 20 s short</c>.</summary>
    public string Sum => !IsToldLast ? Parts
        : $"{Parts}; a native sidecar gets {SignalName} when the main containers have ended, and their time is taken from its grace";

    private string Parts
    {
        get
        {
            var budget = Budget;
            var sum = $"grace {Seconds(budget.Grace.Seconds)} ({Source(budget.Grace)})";
            if (budget.PreStop != Amount.Nothing)
            {
                sum += $" - {budget.PreStop.Source} {Seconds(budget.PreStop.Seconds)}{At(budget.PreStop)}";
            }

            if (budget.Need.Seconds is not { } need)
            {
                return $"{sum}; what the application may need is not known{(budget.Need.Source == "unknown" ? "" : $": {budget.Need.Source}")}";
            }

            var result = budget.Slack switch
            {
                null => "not known",
                < 0 and var slack => $"{Seconds(-slack)} short",
                var slack => $"{Seconds(slack)} to spare",
            };
            return $"{sum} - the application may need {Seconds(need)} ({Source(budget.Need)}): {result}";
        }
    }

    public static string Seconds(double? seconds) => seconds switch
    {
        null => "?",
        double.PositiveInfinity => "for ever",
        _ => seconds.Value.ToString("0.###", CultureInfo.InvariantCulture) + " s",
    };

    private static string Source(Amount amount) => amount.Source + At(amount, ", ");

    private static string At(Amount amount, string before = " at ") => amount.Location is { } location ? before + location : "";
}
