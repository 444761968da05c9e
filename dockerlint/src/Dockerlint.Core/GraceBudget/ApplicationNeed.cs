using Dockerlint.Containers;
using Dockerlint.GraceBudget.Needs;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.GraceBudget;

/// <summary>What the application may take between the signal and its own end, from its flags, settings and code.</summary>
public static class ApplicationNeed
{
    private static readonly Amount Unknown = new(null, "unknown", null, IsDefault: true);

    public static Amount Of(Container container, SignalRoute route, IDotNetProjects projects)
    {
        if (route.Application is not { } application)
        {
            return Unknown;
        }

        return application.Program switch
        {
            "gunicorn" => PythonServers.Gunicorn(application, container),
            "uvicorn" => PythonServers.Uvicorn(application),
            "hypercorn" => PythonServers.Hypercorn(application),
            "celery" => PythonServers.Celery(application),
            "puma" => PumaDrain.Of(container),
            "nginx" or "openresty" => NginxDrain.Of(container) ?? Unknown,
            "java" => SpringBoot.Of(container) ?? Unknown,
            "node" or "nodejs" => NodeHardStop.Of(application) ?? Unknown,
            _ when application.Kind == HopKind.Runtime || application.Kind == HopKind.Program => DotNetNeed.Of(container, application, projects) ?? Unknown,
            _ => Unknown,
        };
    }
}
