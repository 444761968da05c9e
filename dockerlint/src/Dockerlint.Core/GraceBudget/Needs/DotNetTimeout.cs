using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.SignalPath;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget.Needs;

/// <summary>
/// HostOptions.ShutdownTimeout of one container. Measured with Hosting 10, from the strongest: code, command line, the variable without prefix,
/// the environment's settings file, appsettings.json, the variables with a prefix, the package's default. Whole seconds only: of any other text
/// the default is left.
/// </summary>
internal static class DotNetTimeout
{
    private const string Key = "shutdownTimeoutSeconds";

    /// <summary>What ASP.NET Core calls it where nobody says.</summary>
    private const string Production = "Production";

    public static Amount? Of(Container container, Hop application, DotNetApplication project) =>
        project.ShutdownTimeout is null or { IsDefault: false } ? project.ShutdownTimeout
        : OfCommandLine(application, project.ShutdownTimeout)
            ?? OfVariable("SHUTDOWNTIMEOUTSECONDS", container, project.ShutdownTimeout)
            ?? OfSettings(container, application, project)
            ?? OfVariable("DOTNET_SHUTDOWNTIMEOUTSECONDS", container, project.ShutdownTimeout)
            ?? OfVariable("ASPNETCORE_SHUTDOWNTIMEOUTSECONDS", container, project.ShutdownTimeout)
            ?? project.ShutdownTimeout;

    private static Amount? OfCommandLine(Hop application, Amount fallback) =>
        Option(application, Key) is { } written ? Read(written.Value, "--" + Key, written.Location, fallback) : null;

    private static Amount? OfVariable(string name, Container container, Amount fallback) =>
        container.Environment.TryGetValue(name, out var text) ? Read(text, name, container.LocationOfVariable(name), fallback) : null;

    /// <param name="text">Null: set to something that is not known here.</param>
    private static Amount Read(string? text, string source, SourceLocation? location, Amount fallback) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds)
            ? new Amount(seconds, source, location, IsDefault: false)
            : new Amount(text is null ? null : fallback.Seconds, source, location, IsDefault: text is not null);

    private static Amount? OfSettings(Container container, Hop application, DotNetApplication project)
    {
        if (project.ConfiguredTimeouts.Count == 0)
        {
            return null;
        }

        var general = project.ConfiguredTimeouts.TryGetValue("", out var all) ? all : null;
        Amount? found = null;
        var isFirst = true;
        foreach (var environment in Environments(container, application, project))
        {
            var here = environment is null ? new Amount(null, Key, null, IsDefault: false)
                : project.ConfiguredTimeouts.TryGetValue(environment, out var own) ? own : general;
            if (!isFirst && here != found)
            {
                return new Amount(null, Key, (here ?? found)!.Location, IsDefault: false);
            }

            (found, isFirst) = (here, false);
        }

        return found;
    }

    /// <summary>
    /// The names that the environment may have; null: one that is not known here. A Generic Host reads ASPNETCORE_ in its web part alone.
    /// </summary>
    private static IEnumerable<string?> Environments(Container container, Hop application, DotNetApplication project)
    {
        if (Option(application, "environment") is { } written)
        {
            return [written.Value];
        }

        var isGeneral = container.Environment.TryGetValue("DOTNET_ENVIRONMENT", out var general);
        var isOfWeb = container.Environment.TryGetValue("ASPNETCORE_ENVIRONMENT", out var web);
        return isGeneral ? isOfWeb && !project.IsWebApplication ? [general, web] : [general]
            : isOfWeb ? project.IsWebApplication ? [web] : [web, Production]
            : [Production];
    }

    /// <summary><c>--key value</c>, <c>/key value</c>, or <c>key=value</c> with any of these in front.</summary>
    private static Argument? Option(Hop application, string key)
    {
        for (var i = application.Argv.Count - 1; i > 0; i--)
        {
            var word = application.Argv[i];
            var text = word.Value ?? "";
            var isOption = text.StartsWith("--", StringComparison.Ordinal) || text.StartsWith("/", StringComparison.Ordinal);
            var name = isOption ? text.TrimStart('-', '/') : text;
            if (name.StartsWith(key + "=", StringComparison.OrdinalIgnoreCase))
            {
                return Argument.Known(name.Substring(key.Length + 1), word.Location);
            }

            if (isOption && name.Equals(key, StringComparison.OrdinalIgnoreCase) && i + 1 < application.Argv.Count)
            {
                return application.Argv[i + 1];
            }
        }

        return null;
    }
}
