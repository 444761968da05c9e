using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Programs;
using Dockerlint.SignalPath;
using Dockerlint.Stops;

namespace Dockerlint.GraceBudget.Needs;

/// <summary>The Generic Host: code over environment over appsettings over the package's default (facts: Hosting 6: 5 s, from 7: 30 s).</summary>
internal static class DotNetNeed
{
    private static readonly string[] _variables = ["DOTNET_SHUTDOWNTIMEOUTSECONDS", "ASPNETCORE_SHUTDOWNTIMEOUTSECONDS", "SHUTDOWNTIMEOUTSECONDS"];

    public static Amount? Of(Container container, Hop application, ApplicationSources sources)
    {
        if (AssemblyOf(application) is not { } assembly || sources.DotNet.Find(container, assembly) is not { HandlesSigterm: true } project)
        {
            return null;
        }

        if (project.ShutdownTimeout is { IsDefault: false } written)
        {
            return written;
        }

        foreach (var name in _variables)
        {
            // Whole seconds only: anything else is silently ignored (measured).
            if (container.Environment.TryGetValue(name, out var text))
            {
                return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds)
                    ? new Amount(seconds, name, container.LocationOfVariable(name), IsDefault: false)
                    : new Amount(text is null ? null : project.ShutdownTimeout?.Seconds, name, container.LocationOfVariable(name),
                        IsDefault: text is not null);
            }
        }

        return project.ShutdownTimeout;
    }

    private static bool IsOfAnotherRuntime(string program) =>
        program is "node" or "nodejs" or "bun" or "deno" or "php" or "ruby" or "perl" || ProgramName.IsVersionOf(program, "python")
            || ProgramCatalog.Find(program) is not null;

    private static string? AssemblyOf(Hop application)
    {
        if (application.Program != "dotnet")
        {
            // Another runtime or a known server is no project of this repository, which need not be searched for it.
            return IsOfAnotherRuntime(application.Program) ? null : application.Program;
        }

        foreach (var word in application.Argv)
        {
            if (word.Value is { } value && value.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            {
                return ProgramName.Of(value.Substring(0, value.Length - 4));
            }
        }

        return null;
    }
}
