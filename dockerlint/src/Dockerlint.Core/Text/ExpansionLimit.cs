namespace Dockerlint.Text;

/// <summary>
/// How far texts may grow whose variables contain each other: thirty lines that each double the one before make gigabytes. What would grow
/// beyond is not known. One instance for everything that is expanded together.
/// </summary>
internal sealed class ExpansionLimit
{
    /// <summary>Of one text, in UTF-16 units beyond what is written; the kernel takes no argument of twice that (MAX_ARG_STRLEN).</summary>
    public const int MaximumGrowth = 1 << 16;

    private const int MaximumTotal = 1 << 22;

    private int _total;

    /// <param name="written">Length of the text with its variables.</param>
    /// <param name="expanded">Length of what it came to, or has come to so far.</param>
    public bool Allows(int written, int expanded) => expanded - written <= MaximumGrowth && _total <= MaximumTotal;

    /// <summary>Counts a text that is done.</summary>
    public void Add(int written, int expanded) => _total += Math.Min(Math.Max(0, expanded - written), MaximumGrowth);
}
