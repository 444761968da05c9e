using System.Globalization;

namespace Dockerlint.GraceBudget;

/// <summary>A budget as the sum that a message prints.</summary>
public static class BudgetSentence
{
    /// <summary><c>30 s of grace - 10 s of preStop = 20 s left, and the application may take 30 s: 10 s short</c>.</summary>
    public static string Of(Budget budget)
    {
        var left = Left(budget);
        if (budget.Need.Seconds is not { } need || budget.Slack is null)
        {
            return left;
        }

        var verdict = budget.Slack switch
        {
            double.PositiveInfinity => "always enough",
            0 => "nothing to spare",
            > 0 and { } spare => $"{Seconds(spare)} to spare",
            _ => $"{Seconds(-budget.Slack!.Value)} short",
        };
        var takes = budget.Need.IsAtLeast ? "takes at least" : "may take";
        return $"{left}, and the application {takes} {Seconds(need)}: {verdict}";
    }

    /// <summary>The platform's side alone: <c>30 s of grace - 10 s of preStop = 20 s left</c>.</summary>
    public static string Left(Budget budget)
    {
        if (budget.Grace.Seconds is not { } grace)
        {
            return "the grace is not known";
        }

        if (double.IsPositiveInfinity(grace))
        {
            return "no limit: the platform waits for ever";
        }

        if (budget.PreStop.Seconds is not { } preStop)
        {
            return $"{Seconds(grace)} of grace, of which preStop takes an unknown part";
        }

        var (least, most) = budget.PreStop.IsAtLeast ? ("at least ", grace > preStop ? "at most " : "") : ("", "");
        var sum = preStop > 0 ? $"{Seconds(grace)} of grace - {least}{Seconds(preStop)} of preStop = {most}{Seconds(Math.Max(0, grace - preStop))}"
            : $"{Seconds(grace)} of grace";
        return budget.LeftAtMost > grace - preStop ? $"{sum} left, made {Seconds(budget.MinimumLeft)} by the kubelet" : $"{sum} left";
    }

    public static string Seconds(double seconds) =>
        double.IsPositiveInfinity(seconds) ? "for ever" : seconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
