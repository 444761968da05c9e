using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>What goes on until the client leaves, and where that is reported.</summary>
/// <param name="IsDeferred">The handler returns before the stream begins: what it disposes is gone by then.</param>
internal sealed record OpenStream(RequestCode Code, Location Place, bool IsDeferred = false)
{
    /// <summary>Also where the project replaces RequestAborted itself: a middleware does it for all requests at once.</summary>
    public bool MayHearTheStop(SourceNames names) =>
        Code.MayHearTheStop || names.Assigns("RequestAborted") || names.Mentions("IHttpRequestLifetimeFeature");

    /// <summary>Somebody listens to the stop, who may end this request too.</summary>
    public static bool IsStopHeardElsewhere(SourceNames names) => names.Mentions("ApplicationStopping", "IHostedLifecycleService");
}

/// <summary>The findings of one rule in one compilation, each place once.</summary>
internal sealed class HostStopReports(DiagnosticDescriptor rule)
{
    /// <summary>Set where a linked source cannot be disposed by the handler.</summary>
    internal const string Deferred = "deferred";

    private readonly ConcurrentDictionary<Location, bool> _reported = new();

    /// <summary>Less certain where the project listens to the stop elsewhere.</summary>
    public void Add(OperationAnalysisContext context, OpenStream? stream)
    {
        if (stream is null)
        {
            return;
        }

        var names = ProjectNames.Of(context.Compilation, context.CancellationToken);
        if (stream.MayHearTheStop(names) || !_reported.TryAdd(stream.Place, true))
        {
            return;
        }

        context.ReportDiagnostic(rule.At(
            stream.Place, [stream.Code.Name],
            stream.IsDeferred ? ImmutableDictionary<string, string?>.Empty.Add(Deferred, "") : null,
            OpenStream.IsStopHeardElsewhere(names) ? DiagnosticSeverity.Info : rule.DefaultSeverity));
    }
}
