using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <param name="Member">The member whose source holds the code.</param>
/// <param name="Body">Its body, or the body of a lambda inside.</param>
/// <param name="HostWaits">
/// It belongs to ExecuteAsync, whose end the host waits for; what a Start method launches is StopAsync's to wait for.
/// </param>
/// <param name="Detached">How its end is nobody's concern, whoever started it; null where somebody waits.</param>
internal sealed record HostedCode(IMethodSymbol Member, IBlockOperation Body, bool HostWaits, Detachment? Detached = null);
