using System.Text.Json;
using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Stops;
using ShutdownToolkit.DotNetFacts;

namespace Dockerlint.Images.Assemblies;

/// <summary>
/// .NET applications of an image, from their assemblies: is there a host, a signal registration, a console program? A project whose source is at
/// hand speaks first, except for an image that is judged alone.
/// </summary>
public sealed class ImageAssemblies(IDotNetProjects sources) : IDotNetProjects
{
    private const int MaximumAssembly = 32 << 20;
    private const int MaximumText = 1 << 20;

    /// <summary>Assemblies beside the application's own that are looked into; with more it is not known what they do.</summary>
    private const int MaximumBeside = 48;

    private static readonly string[] _hostStarts =
        ["Host", "WebApplication", "WebHost", "HostBuilder", "HostApplicationBuilder", "WebHostBuilder", "FunctionsApplication"];

    /// <summary>Types whose Run or Wait is the host's own; the extension methods are members of these classes.</summary>
    private static readonly string[] _hostRuns =
        ["HostingAbstractionsHostExtensions", "HostingHostBuilderExtensions", "WebApplication", "WebHostExtensions", "IHost", "IWebHost"];

    private static readonly string[] _waits = ["Sleep", "Delay", "ReadLine", "ReadKey", "WaitOne", "Wait", "WaitAsync", "WaitForNextTickAsync",
        "AcceptTcpClientAsync", "AcceptTcpClient", "AcceptAsync", "GetContextAsync", "GetContext", "Join"];

    private readonly Dictionary<(BaseImage Image, string Name), DotNetApplication?> _found = [];

    public DotNetApplication? Find(Container container, string assemblyName, string? path = null)
    {
        if (container.Base.Files is null)
        {
            return sources.Find(container, assemblyName, path);
        }

        if (container.Dockerfile is not null && sources.Find(container, assemblyName, path) is { } source)
        {
            return source;
        }

        var question = (container.Base, assemblyName);
        if (!_found.TryGetValue(question, out var application) || application is null && path is not null)
        {
            _found[question] = application = Read(container, assemblyName, path ?? assemblyName + ".dll");
        }

        return application;
    }

    private static DotNetApplication? Read(Container container, string name, string path)
    {
        var files = container.Files;
        if (files.ReadInBase(path, MaximumAssembly, out var real) is not { } content || AssemblyNames.Read(content) is not { } names)
        {
            return null;
        }

        var folder = ContextPath.Folder(real);
        var framework = Framework(files, folder + name) ?? (names.Framework is { } major ? $"net{major}.0" : null);
        var place = container.Base.Text?.AtLine(1);
        var (handles, reason) = Handles(names, Beside(files, folder, names), TargetFramework.Major(framework));
        return new DotNetApplication(real, handles, framework, handles == true && HasHost(names) ? Timeout(files, folder, names, framework) : null,
            reason.Length == 0 ? [] : [new Evidence($"{real}: {reason}", place)])
        {
            FrameworkMajor = TargetFramework.Major(framework),
        };
    }

    /// <summary>Null: something here may handle it, and the metadata does not tell.</summary>
    private static (bool? Handles, string Reason) Handles(AssemblyNames names, List<AssemblyNames>? beside, int? framework)
    {
        if (HasHost(names) && Array.Exists(_hostRuns, type => Array.Exists(HostNames.Runs, run => names.Uses(type, run))))
        {
            return (true, "it builds a host and runs it, and the host handles SIGTERM");
        }

        if (names.RegistersSigterm)
        {
            return (true, "a PosixSignalRegistration for SIGTERM");
        }

        if (beside is null || !Array.Exists(_waits, names.UsesAny))
        {
            return (null, "");
        }

        foreach (var assembly in beside.Append(names))
        {
            if (HasHost(assembly) || assembly.UsesType("PosixSignalRegistration") || assembly.UsesType("UnixSignal")
                || assembly.References.Exists(MayHandle)
                || ShutdownDefaults.RuntimeHandlesSigterm(framework) && (assembly.UsesAny("add_ProcessExit") || assembly.UsesAny("add_Unloading")))
            {
                return (null, "");
            }
        }

        return (false, "no host and no PosixSignalRegistration in its metadata or in that of the assemblies beside it");
    }

    private static bool HasHost(AssemblyNames names) => Array.Exists(_hostStarts, names.UsesType);

    private static bool MayHandle(string reference) => Begins(reference, HostNames.HostingPackages) || Begins(reference, HostNames.CommandLines);

    private static bool Begins(string reference, string[] names) =>
        Array.Exists(names, name => reference.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The application's own assemblies, one using the other; null: too many to look into, or one cannot be read.</summary>
    private static List<AssemblyNames>? Beside(ImageFiles files, string folder, AssemblyNames names)
    {
        List<AssemblyNames> beside = [];
        var open = new Queue<string>(names.References);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (open.TryDequeue(out var reference))
        {
            if (!seen.Add(reference) || IsOfFramework(reference))
            {
                continue;
            }

            var content = files.ReadInBase($"{folder}{reference}.dll", MaximumAssembly, out _);
            if (content is null)
            {
                continue;
            }

            if (beside.Count == MaximumBeside || AssemblyNames.Read(content) is not { } assembly)
            {
                return null;
            }

            beside.Add(assembly);
            assembly.References.ForEach(open.Enqueue);
        }

        return beside;
    }

    private static bool IsOfFramework(string reference) =>
        reference is "netstandard" or "mscorlib" or "System" or "WindowsBase" || reference.StartsWith("System.", StringComparison.Ordinal)
            && !Begins(reference, HostNames.CommandLines) || reference.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);

    private static string? Framework(ImageFiles files, string assembly)
    {
        if (files.ReadInBase(assembly + ".runtimeconfig.json", MaximumText, out _) is not { } json)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return ImageConfiguration.Property(document.RootElement, "runtimeOptions") is { } options
                ? ImageConfiguration.Text(options, "tfm")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Amount Timeout(ImageFiles files, string folder, AssemblyNames names, string? framework)
    {
        var major = TargetFramework.Major(framework);
        var isSet = names.UsesAny("set_ShutdownTimeout") || names.UsesAny("UseShutdownTimeout")
            || files.FindInWorkDir(folder + "appsettings.json") is { } settings
                && settings.Content.Contains(ShutdownDefaults.TimeoutKey, StringComparison.OrdinalIgnoreCase);
        return isSet ? new Amount(null, "HostOptions.ShutdownTimeout, set in code or appsettings.json", null, IsDefault: false)
            : new Amount(ShutdownDefaults.TimeoutSeconds(major), major <= 6 ? "HostOptions.ShutdownTimeout default of .NET 6"
                : "HostOptions.ShutdownTimeout default", null, IsDefault: true);
    }
}
