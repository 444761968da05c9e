using Dockerlint.Text;

namespace Dockerlint.Stops;

/// <summary>The signal a stop sends first, and who chose it.</summary>
/// <param name="Name">Canonical: <c>SIGTERM</c>, <c>SIGRTMIN+3</c>; null when a variable decides.</param>
/// <param name="Origin">For messages: <c>STOPSIGNAL</c>, <c>base image nginx:1.27</c>, <c>default</c>.</param>
/// <param name="IsExplicit">Written in a file of the input rather than inherited or the default.</param>
public sealed record StopSignal(string? Name, string Origin, SourceLocation? Location, bool IsExplicit)
{
    public static readonly StopSignal Default = new("SIGTERM", "default", null, IsExplicit: false);

    /// <summary>As a file writes it: null for a variable; a spelling that no engine accepts stays as it is.</summary>
    public static StopSignal Written(string? text, string origin, SourceLocation location) =>
        new(text is null ? null : Signals.Canonical(text) ?? text, origin, location, IsExplicit: true);

    /// <summary>Neither can be caught: no handler ever runs.</summary>
    public bool IsUncatchable => EndOfEveryStop is not null;

    /// <summary>How every stop ends by a signal that nobody can catch: at once, or frozen until the grace is over; null: it can be caught.</summary>
    public Verdict? EndOfEveryStop => Name switch
    {
        "SIGKILL" => Verdict.NeverTold,
        "SIGSTOP" => Verdict.KilledAfterGrace,
        _ => null,
    };

    /// <summary>For sentences: the name, or <c>the stop signal</c> where a variable decides.</summary>
    public string Shown => Name ?? "the stop signal";
}
