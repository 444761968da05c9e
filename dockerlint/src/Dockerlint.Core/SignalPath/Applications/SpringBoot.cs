using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>
/// A web application of Spring Boot before 3.4: without <c>server.shutdown=graceful</c> its server stops at once and requests in flight are cut
/// (github.com/spring-projects/spring-boot/wiki/Spring-Boot-3.4-Release-Notes, Graceful Shutdown; server.shutdown itself came with 2.3).
/// </summary>
internal static class SpringBoot
{
    private static readonly string[] _builds = ["pom.xml", "build.gradle", "build.gradle.kts"];

    private static readonly string[] _servers = ["spring-boot-starter-web", "spring-boot-starter-jersey"];

    /// <summary>Settings that come from elsewhere, or an answer to this very question, wherever it stands.</summary>
    private static readonly string[] _leavesOpen =
        ["shutdown", "spring-cloud-starter-config", "spring-cloud-config", "spring.config.import", "configserver:"];

    private static readonly OncePerText<Reading> _read = new(static text => new Reading(
        Version(text), Array.Exists(_servers, text.Contains), Array.Exists(_leavesOpen, text.Contains)));

    /// <summary>Of a build file or a file of settings.</summary>
    private sealed record Reading(TextSpan? Version, bool IsWebServer, bool LeavesOpen);

    /// <summary>Null: no such application, or its settings are not known.</summary>
    public static RuntimeApplication? Inspect(IReadOnlyList<Argument> argv, Container container)
    {
        if (!argv.HasWord("-jar") || argv.Any(static word => word.Value is null || word.Text.Contains("shutdown"))
            || container.Environment.Any(static variable => variable.Key is "SERVER_SHUTDOWN" or "SPRING_APPLICATION_JSON"
                || variable.Key.Contains("JAVA") && (variable.Value is null || variable.Value.Contains("shutdown"))))
        {
            return null;
        }

        foreach (var name in _builds)
        {
            if (container.Files.InContext(name) is { } build)
            {
                return _read.Of(build.Content) is { Version: { } version, IsWebServer: true, LeavesOpen: false }
                    && IsBefore34(build.Slice(version)) && !SettingsLeaveOpen(build, container)
                    ? Immediate(build, version)
                    : null;
            }
        }

        return null;
    }

    private static RuntimeApplication Immediate(SourceText build, TextSpan version) => new(HandlesSignal.DropsWork,
        $"Spring Boot {build.Slice(version)} stops its web server at once: server.shutdown is immediate before 3.4, so requests in flight are cut")
    {
        LeavesIgnored = true, Advice = "set server.shutdown=graceful (SERVER_SHUTDOWN=graceful)",
        Evidence = [new Evidence("its version", build.At(version))],
    };

    private static bool SettingsLeaveOpen(SourceText build, Container container) =>
        container.Files.EnumerateContext(ContextPath.Folder(build.Path) + "src/main/resources")
            .Where(static path => path.Substring(path.LastIndexOf('/') + 1) is var name && (name.StartsWith("application", StringComparison.Ordinal)
                || name.StartsWith("bootstrap", StringComparison.Ordinal)))
            .Any(path => container.Files.ReadContext(path) is not { } settings || _read.Of(settings.Content).LeavesOpen);

    private static bool IsBefore34(string version)
    {
        var parts = version.Split('.');
        return parts.Length >= 2 && int.TryParse(parts[0], out var major) && int.TryParse(parts[1], out var minor)
            && (major == 2 || major == 3 && minor < 4);
    }

    /// <summary>Behind the parent of pom.xml or the plugin of build.gradle; null: not written there.</summary>
    private static TextSpan? Version(string text)
    {
        var isMaven = text.Contains("</project>");
        var start = text.IndexOf(isMaven ? "<artifactId>spring-boot-starter-parent" : "org.springframework.boot", StringComparison.Ordinal);
        var mark = start < 0 ? -1 : text.IndexOf("version", start, StringComparison.Ordinal);
        if (mark < 0 || isMaven && text.IndexOf("</parent>", start, StringComparison.Ordinal) < mark)
        {
            return null;
        }

        var first = mark;
        while (first < text.Length && text[first] is not ('\n' or (>= '0' and <= '9')))
        {
            first++;
        }

        var end = first;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-'))
        {
            end++;
        }

        return end > first ? TextSpan.FromBounds(first, end) : null;
    }
}
