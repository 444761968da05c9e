using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Stops;
using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.Containers.Inputs;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Containers.Facts;

/// <summary>The one .NET application that the compiler knows: what is compiled. Asked only where something starts it.</summary>
internal sealed class CompilationProject(
    Compilation compilation, ProjectFacts project, VirtualFolder files, PathNames names, SourcePlaces sources,
    CancellationToken cancellation) : IDotNetProjects
{
    private const string Framework = "Microsoft.AspNetCore.App";

    private readonly object _gate = new();
    private DotNetApplication? _application;

    public DotNetApplication? Find(Container container, string assemblyName, string? path = null)
    {
        if (!project.IsExecutable || !string.Equals(assemblyName, compilation.AssemblyName, StringComparison.OrdinalIgnoreCase)
            || RunsAnotherFramework(container))
        {
            return null;
        }

        lock (_gate)
        {
            return _application ??= Read();
        }
    }

    /// <summary>One of a project's frameworks speaks of its containers; what the image runs may be another's build.</summary>
    private bool RunsAnotherFramework(Container container) => project.IsTrue("ShutdownToolkitHasFrameworks")
        && DotNetImage.MajorOf(container) is { } runtime && runtime != project.NetVersion;

    private DotNetApplication Read()
    {
        var host = HostFacts.Of(compilation, sources, cancellation);
        var (handles, evidence) = Handles(host);
        var framework = project.Property("TargetFramework") is { Length: > 0 } written ? written : null;

        // Without a host a ShutdownTimeout means nothing.
        var timeout = host.Builder is null ? null : WrittenTimeout.Of(compilation, sources, cancellation) ?? Default(project.NetVersion);
        var application = new DotNetApplication(compilation.AssemblyName!, handles, framework, timeout, evidence)
        {
            FrameworkMajor = project.NetVersion, LeftRunning = ChildPrograms.LeftRunning(compilation, sources, cancellation),
        };
        return host.Builder is not { } builder ? application : application with
        {
            IsWebApplication = builder.Value.StartsWith(HostNames.WebApplication, StringComparison.Ordinal),
            ConfiguredTimeouts = Facts.ConfiguredTimeouts.In(files, names.ProjectFolder),
            Waits = StopWaits.Of(compilation, sources, cancellation),
            OpenStream = new Lazy<Located<string>?>(() => OpenStreams.FirstDeaf(compilation, cancellation) is { } stream
                ? new Located<string>($"{stream.Code.Name} answers until its client leaves and does not hear of the stop", sources.Of(stream.Place))
                : null),
        };
    }

    /// <summary>Null: something here may handle it, and we cannot tell.</summary>
    private (bool? Handles, IReadOnlyList<Evidence> Evidence) Handles(HostFacts host)
    {
        if (host is { Builder: { } builder, IsRun: true })
        {
            return (true, [new Evidence($"{builder.Value}: the host handles SIGTERM", builder.Location)]);
        }

        if (host.SignalRegistration is { } registration)
        {
            return (true, [new Evidence("a signal registration", registration)]);
        }

        if (host.Builder is { } idle)
        {
            return (null, [new Evidence($"{idle.Value} takes SIGTERM where something runs it", idle.Location)]);
        }

        var use = ProjectNames.HostUse(compilation, cancellation);
        if (use.HasStopPath || use.BuildsHost || MayHost() || !RunsOn()
            || use.HandlesProcessExit && ShutdownDefaults.RuntimeHandlesSigterm(project.NetVersion))
        {
            return (null, []);
        }

        var nothing = $"no host and no PosixSignalRegistration in this project ({project.Property("TargetFramework")})";
        return (false, [new Evidence(nothing, sources.EntryPoint(compilation))]);
    }

    /// <summary>A package or another project may run a host that this source does not name.</summary>
    private bool MayHost() => project.IsTrue("UsingMicrosoftNETSdkWeb") || project.IsTrue("ShutdownToolkitReferencesProjects")
        || compilation.References.Any(static reference => reference is PortableExecutableReference { FilePath: { } path } && MayHost(path));

    /// <summary>The shared framework's own hosting library is there whether or not anybody uses it.</summary>
    private static bool MayHost(string path) => path.IndexOf(Framework, StringComparison.OrdinalIgnoreCase) < 0
        && Path.GetFileNameWithoutExtension(path) is var name
        && (Array.Exists(HostNames.HostingPackages, known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(HostNames.CommandLines, known => name.Equals(known, StringComparison.OrdinalIgnoreCase)));

    private bool RunsOn() => compilation.SyntaxTrees.Any(tree => tree.GetText(cancellation).ToString() is var text
        && Array.Exists(LongRunning.Words, word => text.IndexOf(word, StringComparison.Ordinal) >= 0));

    private static Amount Default(int? version) => new(
        ShutdownDefaults.TimeoutSeconds(version),
        version <= 6 ? "HostOptions.ShutdownTimeout default of .NET 6" : "HostOptions.ShutdownTimeout default", null, IsDefault: true);
}
