using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.CSharp;

/// <summary>Reads one project: does anything in it handle SIGTERM, and how long may its host take?</summary>
internal static class ProjectReader
{
    /// <summary>Packages whose own entry point is a host, or may be.</summary>
    private static readonly string[] HostingPackages =
        ["Microsoft.Extensions.Hosting", "Microsoft.AspNetCore", "MassTransit", "NServiceBus", "Topshelf", "Akka", "Microsoft.Orleans", "Microsoft.Azure.Functions", "Amazon.Lambda", "Cocona", "ConsoleAppFramework", "Quartz", "Hangfire", "Wolverine", "Coravel", "Steeltoe", "Dapr"];

    public static DotNetApplication? Read(string path, ProjectFiles files, IFileReader reader)
    {
        if (ProjectFile.TryParse(reader.TryRead(path)) is not { IsExecutable: true } project)
        {
            return null;
        }

        string folder = ContextPath.Folder(path).TrimEnd('/');
        string? framework = project.TargetFramework ?? InheritedFramework(folder, reader);
        var source = new SourceFacts();
        SourceText? settings = null;
        foreach (string file in files.Below(folder))
        {
            if (file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && reader.TryRead(file) is { } text)
            {
                source.Read(text);
            }
            else if (file.Equals(folder + "/appsettings.json", StringComparison.OrdinalIgnoreCase) || file.Equals("appsettings.json", StringComparison.OrdinalIgnoreCase))
            {
                settings = reader.TryRead(file);
            }
        }

        bool? handles = Handles(project, source);
        var evidence = new List<Evidence>();
        if (source.Host is { } host)
        {
            evidence.Add(new Evidence($"{host.Value}: the host handles SIGTERM", host.Location));
        }
        else if (source.SignalRegistration is { } registration)
        {
            evidence.Add(new Evidence("a signal registration", registration));
        }
        else if (handles == false)
        {
            evidence.Add(new Evidence($"no host and no PosixSignalRegistration in this project ({framework ?? "target framework unknown"})", project.Source.AtLine(1)));
        }

        // Without a host a ShutdownTimeout means nothing.
        return new DotNetApplication(path, handles, framework, source.Host is null ? null : Timeout(source, settings, framework), evidence);
    }

    private static bool? Handles(ProjectFile project, SourceFacts source)
    {
        if (source.Host is not null && source.Runs || source.SignalRegistration is not null)
        {
            return true;
        }

        bool mayHost = source.Host is not null || project.Sdk is not "Microsoft.NET.Sdk" || project.HasProjectReferences || project.Packages.Any(static package => HostingPackages.Any(known => package.StartsWith(known, StringComparison.OrdinalIgnoreCase)));
        return mayHost || !source.RunsOn ? null : false;
    }

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

        // Microsoft.Extensions.Hosting: 5 s in 6.0, 30 s since 7.0 (dotnet/runtime#63709).
        return TargetFrameworks.Major(framework) switch
        {
            null => new Amount(null, "HostOptions.ShutdownTimeout default", null, IsDefault: true),
            <= 6 => new Amount(5, "HostOptions.ShutdownTimeout default of .NET 6", null, IsDefault: true),
            _ => new Amount(30, "HostOptions.ShutdownTimeout default", null, IsDefault: true),
        };
    }

    private static string? InheritedFramework(string folder, IFileReader reader)
    {
        for (int level = 0; level < 6; level++)
        {
            if (ProjectFile.TryParse(reader.TryRead(ContextPath.Join(folder, "Directory.Build.props"))) is { TargetFramework: { } framework } && !framework.Contains('$', StringComparison.Ordinal))
            {
                return framework;
            }

            if (folder.Length == 0)
            {
                return null;
            }

            int slash = folder.LastIndexOf('/');
            folder = slash < 0 ? "" : folder[..slash];
        }

        return null;
    }
}
