using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Stops;
using ShutdownToolkit.DotNetFacts;
using Dockerlint.Text;

namespace Dockerlint.CSharp;

/// <summary>Reads one project: does anything in it handle SIGTERM, and how long may its host take?</summary>
internal static class ProjectReader
{
    private const int MaximumProjects = 50;

    /// <param name="runtime">The major version of the image's own .NET; null: not known.</param>
    public static DotNetApplication? Read(string path, int? runtime, ProjectFiles files, IFileReader reader)
    {
        if (ProjectFile.TryParse(reader.TryRead(path)) is not { IsExecutable: true } project)
        {
            return null;
        }

        var folder = ContextPath.Folder(path).TrimEnd('/');
        var framework = project.TargetFrameworks.Count == 0 ? InheritedFramework(folder, reader) : FrameworkOf(project.TargetFrameworks, runtime);
        var source = files.FactsOf(folder);
        var projects = new List<(string Folder, ProjectFile File)> { (folder, project) };

        // Others are looked at only where the project itself leaves it open: one library may lie below every service of a repository.
        var isWhole = source is { Host: not null } or { SignalRegistration: not null } || AddReferenced(projects, reader);
        var all = projects.Count == 1 ? source : new SourceFacts();
        for (var i = 0; i < projects.Count && !ReferenceEquals(all, source); i++)
        {
            all.Include(files.FactsOf(projects[i].Folder));
        }

        var (handles, evidence) = Handles([.. projects.Select(static each => each.File)], isWhole ? all : null, source, framework);

        // Without a host a ShutdownTimeout means nothing.
        var hosted = source.Host is null && RunsHostOfReference(project, source, isWhole ? all : null) ? all : source;
        return hosted.Host is not { } host
            ? new DotNetApplication(path, handles, framework, null, evidence) { FrameworkMajor = TargetFramework.Major(framework) }
            : new DotNetApplication(path, handles, framework, Timeout(hosted, framework), evidence)
            {
                FrameworkMajor = TargetFramework.Major(framework),
                IsWebApplication = host.Value.StartsWith(HostNames.WebApplication, StringComparison.Ordinal),
                Waits = source.Drain.InOrder(),
                ConfiguredTimeouts = SettingsFiles.Timeouts(folder, files.Below(folder), reader),
            };
    }

    /// <summary>Null: something here may handle it, and we cannot tell.</summary>
    /// <param name="all">With the referenced projects; null: one of them is not at hand.</param>
    private static (bool? Handles, IReadOnlyList<Evidence> Evidence) Handles(
        List<ProjectFile> projects, SourceFacts? all, SourceFacts source, string? framework)
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

        if (RunsHostOfReference(projects[0], source, all))
        {
            return (true, [new Evidence($"{all!.Host!.Value}, run by this project: the host handles SIGTERM", all.Host.Location)]);
        }

        var use = (all ?? source).Use;
        if (CommandLine(projects, use) is { } commandLine)
        {
            return (null, [new Evidence($"{commandLine} may take SIGTERM by itself", projects[0].Source.AtLine(1))]);
        }

        // Whether a referenced project's host or handler is used is not followed.
        if (all is null or { Host: not null } or { SignalRegistration: not null } or { IsPartial: true } or { RunsOn: false }
            || use.HasStopPath || use.BuildsHost || MayHost(projects)
            || use.HandlesProcessExit && ShutdownDefaults.RuntimeHandlesSigterm(TargetFramework.Major(framework)))
        {
            return (null, []);
        }

        var nothing = $"no host and no PosixSignalRegistration in this project ({framework ?? "target framework unknown"})";
        return (false, [new Evidence(nothing, projects[0].Source.AtLine(1))]);
    }

    /// <summary>A web or worker project that runs what a library of the repository makes: <c>Defaults.CreateBuilder(args)</c>.</summary>
    private static bool RunsHostOfReference(ProjectFile project, SourceFacts source, SourceFacts? all) =>
        project.Sdk is "Microsoft.NET.Sdk.Web" or "Microsoft.NET.Sdk.Worker" && source.Runs && all?.Host is not null;

    private static string? CommandLine(List<ProjectFile> projects, HostUse use) => use.CommandLine
        ?? projects.SelectMany(static project => project.Packages)
            .FirstOrDefault(static package => HostNames.CommandLines.Contains(package, StringComparer.OrdinalIgnoreCase));

    private static bool MayHost(List<ProjectFile> projects) => projects.Exists(static project =>
        project.Sdk is not "Microsoft.NET.Sdk" || project.Packages.Any(static package =>
            Array.Exists(HostNames.HostingPackages, known => package.StartsWith(known, StringComparison.OrdinalIgnoreCase))));

    /// <summary>The projects that these refer to, and theirs; false where one of them is not at hand.</summary>
    private static bool AddReferenced(List<(string Folder, ProjectFile File)> projects, IFileReader reader)
    {
        for (var i = 0; i < projects.Count; i++)
        {
            foreach (var reference in projects[i].File.References)
            {
                var from = projects[i].Folder.Length == 0 ? "" : projects[i].Folder + "/";
                var path = reference is null ? null : ContextPath.Normalize(from + reference);
                var folder = path is null ? "" : ContextPath.Folder(path).TrimEnd('/');
                if (path is not null && projects.Exists(known => known.Folder == folder))
                {
                    continue;
                }

                if (path is null || projects.Count == MaximumProjects || ProjectFile.TryParse(reader.TryRead(path)) is not { } referenced)
                {
                    return false;
                }

                projects.Add((folder, referenced));
            }
        }

        return true;
    }

    private static Amount Timeout(SourceFacts source, string? framework)
    {
        if (source.ShutdownTimeout is { } written)
        {
            return written;
        }

        var version = TargetFramework.Major(framework);
        var origin = version <= 6 ? "HostOptions.ShutdownTimeout default of .NET 6" : "HostOptions.ShutdownTimeout default";
        return new Amount(ShutdownDefaults.TimeoutSeconds(version), origin, null, IsDefault: true);
    }

    /// <summary>Of several the one that the image runs; else any, where .NET's own answer to the signal is the same in all of them.</summary>
    private static string? FrameworkOf(IReadOnlyList<string> frameworks, int? runtime) =>
        frameworks.FirstOrDefault(framework => runtime is not null && TargetFramework.Major(framework) == runtime)
            ?? (frameworks.GroupBy(static framework => ShutdownDefaults.RuntimeHandlesSigterm(TargetFramework.Major(framework))).Count() == 1
                ? frameworks[0] : null);

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
