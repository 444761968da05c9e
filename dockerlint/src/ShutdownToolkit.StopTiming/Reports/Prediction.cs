using Dockerlint.Stops;

namespace ShutdownToolkit.StopTiming;

/// <summary>What the files foretell of a stop (<c>dockerlint trace</c>), to be held against the measurement.</summary>
/// <param name="Reason">One clause.</param>
public sealed record Prediction(Verdict Verdict, string Reason)
{
    /// <summary>
    /// What it is at worst: when the application takes all the time that it asks for, when work goes on beside it, on another kernel.
    /// Null: no other one.
    /// </summary>
    public Verdict? AtWorst { get; init; }

    /// <summary>Null: nothing was foretold.</summary>
    public bool? AgreesWith(StopReport report) => Verdict == Verdict.Unknown ? null
        : report.Runs.All(run => run.Verdict == Verdict || run.Verdict == AtWorst);

    /// <summary>Both verdicts side by side, in one line.</summary>
    public string Beside(StopReport report)
    {
        var predicted = AtWorst is { } worst ? $"{Verdict} or {worst}" : Verdict.ToString();
        return AgreesWith(report) switch
        {
            true => $"predicted {predicted}, measured {report.Verdict}: they agree ({Reason})",
            false => $"predicted {predicted}, measured {report.Verdict}: they do not agree ({Reason})",
            null => $"nothing predicted ({Reason}), measured {report.Verdict}",
        };
    }
}
