using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Requests;

internal static class HostStopReports
{
    /// <summary>
    /// Silent where the project replaces RequestAborted itself (a middleware does it for all requests at once); less certain where it
    /// listens to the stop elsewhere, which may end this request too.
    /// </summary>
    public static void ReportHostStop(this OperationAnalysisContext context, DiagnosticDescriptor rule, Location location, RequestCode code)
    {
        var names = ProjectNames.Of(context.Compilation, context.CancellationToken);
        if (names.Assigns("RequestAborted") || names.Mentions("IHttpRequestLifetimeFeature"))
        {
            return;
        }

        var severity = names.Mentions("ApplicationStopping", "IHostedLifecycleService") ? DiagnosticSeverity.Info : rule.DefaultSeverity;
        context.ReportDiagnostic(rule.At(location, [code.Name], severity: severity));
    }
}
