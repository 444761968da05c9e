using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Stops;
using Dockerlint.Text;
using ShutdownToolkit.DotNetFacts;

namespace Dockerlint.CSharp;

/// <summary>Reads one project: does anything in it handle SIGTERM, and how long may its host take?</summary>
internal static class ProjectReader
{
    public static DotNetApplication? Read(string path, ProjectFiles files, IFileReader reader)
    {
        if (ProjectFile.TryParse(reader.TryRead(path)) is not { IsExecutable: true } project)
        {
            return null;
        }

        var folder = ContextPath.Folder(path).TrimEnd('/');
        var framework = project.TargetFramework ?? InheritedFramework(folder, reader);
        var source = new SourceFacts();
        SourceText? settings = null;
        foreach (var file in files.Below(folder))
        {
            if (file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && reader.TryRead(file) is { } text)
            {
                source.Read(text);
            }
            else if (file.Equals(ContextPath.Join(folder, "appsettings.json"), StringComparison.OrdinalIgnoreCase))
            {
                settings = reader.TryRead(file);
            }
        }

        var (handles, evidence) = Handles(project, source, framework);

        // Without a host a ShutdownTimeout means nothing.
        var timeout = source.Host is null ? null : Timeout(source, settings, framework);
        return new DotNetApplication(path, handles, framework, timeout, evidence) { FrameworkMajor = TargetFramework.Major(framework) };
    }

    /// <summary>Null: something here may handle it, and we cannot tell.</summary>
    private static (bool? Handles, IReadOnlyList<Evidence> Evidence) Handles(ProjectFile project, SourceFacts source, string? framework)
    {
        if (source.Host is { } host && source.Runs)
        {
            return (true, [new Evidence($"{host.Value}: the host handles SIGTERM", host.Location)]);
        }

        if (source.SignalRegistration is { } registration)
        {
            return (true, [new Evidence("a signal registration", registration)]);
        }

        if (source.Host is { } idle)
        {
            return (null, [new Evidence($"{idle.Value} takes SIGTERM where something runs it", idle.Location)]);
        }

        var use = source.Use;
        if (CommandLine(project, use) is { } commandLine)
        {
            return (null, [new Evidence($"{commandLine} may take SIGTERM by itself", project.Source.AtLine(1))]);
        }

        if (source.IsPartial || use.HasStopPath || use.BuildsHost || MayHost(project) || !source.RunsOn
            || use.HandlesProcessExit && ShutdownDefaults.RuntimeHandlesSigterm(TargetFramework.Major(framework)))
        {
            return (null, []);
        }

        var nothing = $"no host and no PosixSignalRegistration in this project ({framework ?? "target framework unknown"})";
        return (false, [new Evidence(nothing, project.Source.AtLine(1))]);
    }

    private static string? CommandLine(ProjectFile project, HostUse use) => use.CommandLine
        ?? project.Packages.FirstOrDefault(static package => HostNames.CommandLines.Contains(package, StringComparer.OrdinalIgnoreCase));

    private static bool MayHost(ProjectFile project) =>
        project.Sdk is not "Microsoft.NET.Sdk" || project.HasProjectReferences
        || project.Packages.Any(static package =>
            Array.Exists(HostNames.HostingPackages, known => package.StartsWith(known, StringComparison.OrdinalIgnoreCase)));

    private static Amount Timeout(SourceFacts source, SourceText? settings, string? framework)
    {
        if (source.ShutdownTimeout is { } written)
        {
            return written;
        }

        if (settings is not null && SettingsFile.ShutdownTimeout(settings) is { } configured)
        {
            return configured;
        }

        var version = TargetFramework.Major(framework);
        var origin = version <= 6 ? "HostOptions.ShutdownTimeout default of .NET 6" : "HostOptions.ShutdownTimeout default";
        return new Amount(ShutdownDefaults.TimeoutSeconds(version), origin, null, IsDefault: true);
    }

    private static string? InheritedFramework(string folder, IFileReader reader)
    {
        for (var level = 0; level < 6; level++)
        {
            if (ProjectFile.TryParse(reader.TryRead(ContextPath.Join(folder, "Directory.Build.props"))) is { TargetFramework: { } framework }
                && !framework.Contains('$', StringComparison.Ordinal))
            {
                return framework;
            }

            if (folder.Length == 0)
            {
                return null;
            }

            var slash = folder.LastIndexOf('/');
            folder = slash < 0 ? "" : folder[..slash];
        }

        return null;
    }
}
