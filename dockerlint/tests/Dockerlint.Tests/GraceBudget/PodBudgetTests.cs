using Dockerlint.Containers;
using Dockerlint.GraceBudget;
using Dockerlint.Stops;

namespace Dockerlint.Tests.GraceBudget;

/// <summary>A pod's arithmetic: what the grace is, what preStop takes of it, what the application may take of the rest.</summary>
public class PodBudgetTests
{
    private static double? Unknown => null;
    private const double Endless = double.PositiveInfinity;

    public static TheoryData<string, double?, double?, double?, double?, double?, string> Rows => new()
    {
        // situation, grace, preStop, drain, left, slack, sentence
        { "no hook and a short drain: nearly all of it is spare", 30, 0, 5, 30, 25,
            "30 s of grace left, and the application may take 5 s: 25 s to spare" },
        { "no hook and a drain of the whole grace: nothing to spare, and nothing cut", 30, 0, 30, 30, 0,
            "30 s of grace left, and the application may take 30 s: nothing to spare" },
        { "no hook and a drain one second too long", 30, 0, 31, 30, -1, "30 s of grace left, and the application may take 31 s: 1 s short" },
        { "a hook of 5 s comes out of the same grace", 30, 5, 10, 25, 15,
            "30 s of grace - 5 s of preStop = 25 s left, and the application may take 10 s: 15 s to spare" },
        { "the host's default of 30 s behind a hook of 5 s is cut by 5 s", 30, 5, 30, 25, -5,
            "30 s of grace - 5 s of preStop = 25 s left, and the application may take 30 s: 5 s short" },
        { "raised by the hook's time it fits exactly", 35, 5, 30, 30, 0,
            "35 s of grace - 5 s of preStop = 30 s left, and the application may take 30 s: nothing to spare" },
        { "a hook of the whole grace leaves the kubelet's 2 s", 30, 30, 10, 2, -8,
            "30 s of grace - 30 s of preStop = 0 s left, made 2 s by the kubelet, and the application may take 10 s: 8 s short" },
        { "a hook longer than the grace leaves the same 2 s", 30, 60, 10, 2, -8,
            "30 s of grace - 60 s of preStop = 0 s left, made 2 s by the kubelet, and the application may take 10 s: 8 s short" },
        { "one second left becomes two", 5, 4, 1, 2, 1,
            "5 s of grace - 4 s of preStop = 1 s left, made 2 s by the kubelet, and the application may take 1 s: 1 s to spare" },
        { "two seconds left stay two", 6, 4, 2, 2, 0,
            "6 s of grace - 4 s of preStop = 2 s left, and the application may take 2 s: nothing to spare" },
        { "a drain of 2 s survives even a hook that took everything", 10, 10, 2, 2, 0,
            "10 s of grace - 10 s of preStop = 0 s left, made 2 s by the kubelet, and the application may take 2 s: nothing to spare" },
        { "a grace of one second is made two without any hook", 1, 0, 2, 2, 0,
            "1 s of grace left, made 2 s by the kubelet, and the application may take 2 s: nothing to spare" },
        { "a grace of two seconds is what it says", 2, 0, 3, 2, -1, "2 s of grace left, and the application may take 3 s: 1 s short" },
        { "no grace: the minimum does not apply to a forced deletion", 0, 0, 1, 0, -1,
            "0 s of grace left, and the application may take 1 s: 1 s short" },
        { "no grace with a hook: it is not run", 0, 0, 30, 0, -30, "0 s of grace left, and the application may take 30 s: 30 s short" },
        { "a long grace for a long drain", 600, 15, 540, 585, 45,
            "600 s of grace - 15 s of preStop = 585 s left, and the application may take 540 s: 45 s to spare" },
        { "fractions of a second count", 30, 0.5, 29.75, 29.5, -0.25,
            "30 s of grace - 0.5 s of preStop = 29.5 s left, and the application may take 29.75 s: 0.25 s short" },
        { "an application without a limit of its own is always cut", 30, 0, Endless, 30, -Endless,
            "30 s of grace left, and the application may take for ever: for ever short" },
        { "an application that needs nothing", 30, 10, 0, 20, 20,
            "30 s of grace - 10 s of preStop = 20 s left, and the application may take 0 s: 20 s to spare" },
        { "a need that is not known gives no verdict", 30, 10, Unknown, 20, Unknown, "30 s of grace - 10 s of preStop = 20 s left" },
        { "a hook of unknown time gives no verdict", 30, Unknown, 10, Unknown, Unknown, "30 s of grace, of which preStop takes an unknown part" },
        { "a grace that is a placeholder gives no verdict", Unknown, 5, 10, Unknown, Unknown, "the grace is not known" },
        { "a hook that never ends leaves the kubelet's 2 s", 30, Endless, 10, 2, -8,
            "30 s of grace - for ever of preStop = 0 s left, made 2 s by the kubelet, and the application may take 10 s: 8 s short" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Pod(string situation, double? grace, double? preStop, double? drain, double? left, double? slack, string sentence)
    {
        var budget = new Budget(Given(grace), Given(preStop), Given(drain), Platform.Kubernetes.MinimumAfterHook);

        Assert.True(left == budget.Left, $"{situation}: {budget.Left} s left");
        Assert.True(slack == budget.Slack, $"{situation}: slack {budget.Slack}");
        Assert.Equal(sentence, BudgetSentence.Of(budget));
    }

    [Fact]
    public void Service_HasNoMinimum() => Assert.Equal(1, new Budget(Given(1), Given(0), Given(5)).Left);

    [Fact]
    public void EndlessGrace_IsAlwaysEnough()
    {
        var budget = new Budget(Given(Endless), Given(0), Given(60));

        Assert.Equal("no limit: the platform waits for ever, and the application may take 60 s: always enough", BudgetSentence.Of(budget));
    }

    private static Amount Given(double? seconds) => new(seconds, "given", null, IsDefault: false);
}
