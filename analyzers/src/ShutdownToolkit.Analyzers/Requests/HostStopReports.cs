using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>What goes on until the client leaves, and where that is reported.</summary>
/// <param name="IsDeferred">The handler returns before the stream begins: what it disposes is gone by then.</param>
internal sealed record OpenStream(RequestCode Code, Location Place, bool IsDeferred = false);

/// <summary>The findings of one rule in one compilation, each place once.</summary>
internal sealed class HostStopReports(DiagnosticDescriptor rule)
{
    /// <summary>Set where a linked source cannot be disposed by the handler.</summary>
    internal const string Deferred = "deferred";

    private readonly ConcurrentDictionary<Location, bool> _reported = new();

    /// <summary>
    /// Silent where the project replaces RequestAborted itself (a middleware does it for all requests at once); less certain where it
    /// listens to the stop elsewhere, which may end this request too.
    /// </summary>
    public void Add(OperationAnalysisContext context, OpenStream? stream)
    {
        if (stream is null || stream.Code.MayHearTheStop)
        {
            return;
        }

        var names = ProjectNames.Of(context.Compilation, context.CancellationToken);
        if (names.Assigns("RequestAborted") || names.Mentions("IHttpRequestLifetimeFeature") || !_reported.TryAdd(stream.Place, true))
        {
            return;
        }

        context.ReportDiagnostic(rule.At(
            stream.Place, [stream.Code.Name],
            stream.IsDeferred ? ImmutableDictionary<string, string?>.Empty.Add(Deferred, "") : null,
            names.Mentions("ApplicationStopping", "IHostedLifecycleService") ? DiagnosticSeverity.Info : rule.DefaultSeverity));
    }
}
