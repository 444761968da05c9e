using System.Globalization;
using Dockerlint.Shell;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>An endless loop with a pause in it does a job now and then; a restart loop waits a second or two.</summary>
public sealed partial class ShellReader
{
    /// <summary>From which pause on what the loop runs is a job that ends, not a program that is started anew.</summary>
    private const double PeriodicSeconds = 30;

    /// <summary>A pause in front that is longer than nearly any grace people give: a trap comes too late.</summary>
    private const double TooLongSeconds = 60;

    private int _periodicLoops;

    /// <summary>Of the loop that the shell waits in.</summary>
    private Pause? _pause;

    /// <param name="Seconds">Null: not known before run time.</param>
    /// <param name="IsInterruptible"><c>sleep 60 &amp; wait</c>.</param>
    /// <param name="Grace">Seconds; within it, a trap that waits for the end of the pause still comes in time.</param>
    private sealed record Pause(double? Seconds, bool IsInterruptible, SourceLocation? Location, double? Grace = null)
    {
        /// <summary>A trap runs when the sleep in front has ended: so long it may take until then.</summary>
        public Amount? Holding => IsInterruptible || Seconds is not { } seconds ? null
            : new Amount(seconds, $"sleep {seconds.ToString(CultureInfo.InvariantCulture)}", Location, IsDefault: false);

        public bool IsPeriodic => Seconds is null or >= PeriodicSeconds;

        public bool HoldsTraps => !IsInterruptible && Seconds >= TooLongSeconds && !(Seconds <= Grace);
    }

    private Pause? PauseOf(ShellList body, ShellState state)
    {
        foreach (var statement in body.Statements)
        {
            if (statement.Command is SimpleCommand { Name: "sleep", Words: [_, var duration, ..] })
            {
                var length = duration.Constant ?? (_text.Words.Expand([duration], 0, state) is [{ Value: { } value }] ? value : null);
                return new Pause(Seconds(length), statement.End == StatementEnd.Background, _text.Locate(statement.Command.Span),
                    _input.Stop?.GraceSeconds);
            }

            if (statement.Command is SimpleCommand { Name: "read" })
            {
                // A trap runs at once while read waits for its line, or for the writer of a pipe (measured: bash 5.2, dash 0.5.12, busybox 1.35).
                return new Pause(null, IsInterruptible: true, null);
            }
        }

        return null;
    }

    private static double? Seconds(string? duration)
    {
        if (duration is not { Length: > 0 })
        {
            return null;
        }

        var unit = duration[duration.Length - 1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        var number = unit == 0 ? duration : duration.Substring(0, duration.Length - 1);
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value * Math.Max(1, unit)
            : null;
    }
}
