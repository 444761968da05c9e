namespace Dockerlint.SignalPath.Shells;

/// <summary>
/// How much is followed for one container. Scripts start scripts, each command of each is asked what it does with the signal, and that may be
/// a script again: without a common bound a few lines are followed for hours. What lies beyond is not known.
/// </summary>
internal sealed class FollowLimit(int maximumSteps = FollowLimit.MaximumSteps)
{
    private const int MaximumPrograms = 1000;

    /// <summary>Twice what one script may take.</summary>
    private const int MaximumSteps = 100_000;

    private int _programs;
    private int _steps;

    /// <returns>False: this program is one too many.</returns>
    public bool AddProgram() => ++_programs <= MaximumPrograms;

    public bool IsSpent => _steps > maximumSteps || _programs > MaximumPrograms;

    /// <returns>False: this command of a shell is one too many.</returns>
    public bool AddStep() => ++_steps <= maximumSteps;
}
