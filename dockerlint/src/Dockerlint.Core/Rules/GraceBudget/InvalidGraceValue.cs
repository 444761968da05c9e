using System.Globalization;
using Dockerlint.Compose;
using Dockerlint.Findings;
using Dockerlint.Judgement;
using Dockerlint.Kubernetes;
using Dockerlint.Text;

namespace Dockerlint.Rules.GraceBudget;

/// <summary>STOP3005: a grace period that the platform refuses.</summary>
public sealed class InvalidGraceValue() : PlatformRule(new RuleInfo(
    "STOP3005", "InvalidGraceValue", Severity.Error,
    "The platform refuses this grace period."))
{
    public override void CheckService(Stop stop, Report report)
    {
        if (stop.Container.Service!.StopGracePeriod is { State: GraceState.Invalid } grace)
        {
            var example = grace.Suggestion ?? "30s";
            report.Add(grace.Location, $"stop_grace_period {Shown(grace.Text)}: {grace.Reason}; Compose refuses the file; write a number and its "
                + $"unit, {example}",
                fix: grace.Suggestion is { } right ? new Fix($"write {right}", IsSafe: true, [new TextEdit(grace.Location, right)]) : null);
        }
    }

    public override void CheckWorkload(WorkloadStop pods, Report report)
    {
        Check(pods.Workload.Pod.GracePeriod, "terminationGracePeriodSeconds", report);
        foreach (var container in pods.Workload.Pod.LongRunning)
        {
            CheckProbe(container.Liveness?.GracePeriod, "the liveness probe's terminationGracePeriodSeconds", report);
            CheckProbe(container.Startup?.GracePeriod, "the startup probe's terminationGracePeriodSeconds", report);
            if (container.Readiness?.GracePeriod is { } refused)
            {
                report.Add(refused.Location,
                    "a readiness probe has no terminationGracePeriodSeconds, as it restarts nothing; the API server refuses the object; write it in "
                        + "the liveness probe or in the pod's spec");
            }
        }
    }

    private static void CheckProbe(WholeNumberField? field, string key, Report report)
    {
        if (field is { State: WholeNumberState.Valid, Value: 0 })
        {
            report.Add(field.Location, $"{key} is 0; the API server refuses the object; write 1 or more, or leave it out for the pod's grace");
        }

        Check(field, key, report);
    }

    private static void Check(WholeNumberField? field, string key, Report report)
    {
        if (field is { State: WholeNumberState.Negative })
        {
            report.Add(field.Location, $"{key} {field.Text} is negative; the API server refuses the object; write whole seconds, 0 or more");
        }
        else if (field is { State: WholeNumberState.NotANumber })
        {
            var right = Seconds(field.Text);
            report.Add(field.Location, $"{key} {Shown(field.Text)} is not a whole number; the API server refuses the object; write whole seconds "
                + $"without quotes or unit{(right is null ? "" : ", " + right)}",
                fix: right is null ? null : new Fix($"write {right}", IsSafe: true, [new TextEdit(field.Location, right)]));
        }
    }

    /// <summary><c>"30"</c>, <c>30s</c>, <c>30.0</c>, <c>1m</c>: the same in whole seconds; null where that is not plain.</summary>
    private static string? Seconds(string text)
    {
        var seconds = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
            : Durations.Compose(text, out _);
        return seconds is >= 0 and < 1e6 && Math.Floor(seconds.Value) == seconds ? seconds.Value.ToString("0", CultureInfo.InvariantCulture) : null;
    }

    private static string Shown(string text) => text.Length == 0 ? "is empty" : text.Length <= 40 ? $"'{text}'" : $"'{text.Substring(0, 37)}...'";
}
