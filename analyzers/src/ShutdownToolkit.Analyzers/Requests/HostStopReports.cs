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
        var project = ProjectText.Of(context.Compilation);
        if (project.Mentions("RequestAborted =", "IHttpRequestLifetimeFeature"))
        {
            return;
        }

        var severity = project.Mentions("ApplicationStopping", "IHostedLifecycleService") ? DiagnosticSeverity.Info : rule.DefaultSeverity;
        context.ReportDiagnostic(rule.At(location, [code.Name], severity: severity));
    }
}
