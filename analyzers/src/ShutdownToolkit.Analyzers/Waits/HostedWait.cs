using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Waits;

/// <summary>A wait in a hosted service that no stop reaches, long enough to be felt at SIGTERM.</summary>
/// <param name="Length">Null where it is unknown but likely long.</param>
/// <param name="Token">How code there can name the stop token; null where it cannot.</param>
/// <param name="IsCertain">Whether it waits long as the code stands; else it does under a condition that cannot be seen: a suggestion.</param>
internal sealed record HostedWait(Wait Wait, HostedCode Code, TimeSpan? Length, string? Token, bool IsCertain = true)
{
    public IInvocationOperation Call => Wait.Call;

    /// <summary>The name of the method, not its arguments.</summary>
    public Location Place => ((Call.Syntax as InvocationExpressionSyntax)?.Expression ?? Call.Syntax).GetLocation();

    /// <summary>For "at SIGTERM …".</summary>
    public string Consequence => Code.Detached is Detachment.BackgroundThread
        ? "nobody waits for this thread, and the process ends in the middle of its work"
        : Code.HostWaits
        ? $"the host, and every service that stops after this one, waits {Duration}"
        : $"a StopAsync that waits for this work waits {Duration}, and one that does not cuts it";

    private string Duration => Length switch
    {
        null => "until it is over",
        { } length when length.IsInfinite() => Code.HostWaits ? "its whole ShutdownTimeout (30 s by default)" : "until SIGKILL",
        { } length => string.Format(CultureInfo.InvariantCulture, "up to {0:0.#} s", length.TotalSeconds),
    };
}
