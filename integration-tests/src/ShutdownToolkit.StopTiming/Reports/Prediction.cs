using Dockerlint.SignalPath;

namespace ShutdownToolkit.StopTiming;

/// <summary>What the files foretell of a stop (<c>dockerlint trace</c>), to be held against the measurement.</summary>
/// <param name="Reason">One clause.</param>
public sealed record Prediction(Verdict Verdict, string Reason)
{
    /// <summary>Null: nothing was foretold.</summary>
    public bool? AgreesWith(StopReport report) => Verdict == Verdict.Unknown ? null : report.Runs.All(run => run.Verdict == Verdict);

    /// <summary>Both verdicts side by side, in one line.</summary>
    public string Beside(StopReport report) => AgreesWith(report) switch
    {
        true => $"predicted {Verdict}, measured {report.Verdict}: they agree ({Reason})",
        false => $"predicted {Verdict}, measured {report.Verdict}: they do not agree ({Reason})",
        null => $"nothing predicted ({Reason}), measured {report.Verdict}",
    };
}
