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
        if (ApplicationFolder.Find(container.Files, name, path) is not { } application || AssemblyNames.Read(application.Content) is not { } names)
        {
            return null;
        }

        var configuration = RuntimeConfiguration.Read(application);
        var framework = configuration.Framework ?? (names.Framework is { } major ? $"net{major}.0" : null);
        var place = container.Base.Text?.AtLine(1);
        if (configuration.Lacks(container) is { } lacking)
        {
            return new DotNetApplication(application.Real, null, framework, null, []) { LackingFramework = lacking };
        }

        var (handles, reason) = Handles(names, Beside(application, names), TargetFramework.Major(framework));
        var hasHost = handles == true && HasHost(names);
        return new DotNetApplication(application.Real, handles, framework, hasHost ? Timeout(application, names, framework) : null,
            reason.Length == 0 ? [] : [new Evidence($"{application.Real}: {reason}", place)])
        {
            FrameworkMajor = TargetFramework.Major(framework),
            Doubt = hasHost ? Doubt(application) : handles is null && reason.Length > 0 ? reason : null,
        };
    }

    /// <summary>Of the application's own assemblies; what packages do is not looked into.</summary>
    private static string? Doubt(ApplicationFolder application)
    {
        if (AssemblyNames.OfCode(application.Content, StopCode.Doubt) is { } own)
        {
            return own;
        }

        foreach (var project in OwnProjects(application).Where(project => project != application.Assembly).Take(MaximumBeside))
        {
            if (application.Read(project + ".dll", ApplicationFolder.MaximumAssembly) is { } library
                && AssemblyNames.OfCode(library, StopCode.Doubt) is { } doubt)
            {
                return doubt;
            }
        }

        return null;
    }

    /// <summary>What the build's list of dependencies calls a project of its own.</summary>
    private static List<string> OwnProjects(ApplicationFolder application)
    {
        try
        {
            if (application.Read(application.Assembly + ".deps.json", ApplicationFolder.MaximumText) is not { } json)
            {
                return [];
            }

            using var document = JsonDocument.Parse(json);
            return ImageConfiguration.Property(document.RootElement, "libraries") is not { ValueKind: JsonValueKind.Object } libraries ? []
                : [.. libraries.EnumerateObject().Where(static library => ImageConfiguration.Text(library.Value, "type") == "project")
                    .Select(static library => library.Name.Split('/')[0])];
        }
        catch (JsonException)
        {
            return [];
        }
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
            return names.Uses("PosixSignalContext", "set_Cancel") || names.Uses("Environment", "Exit")
                ? (true, "a PosixSignalRegistration for SIGTERM")
                : (null, "its handler for SIGTERM does not set Cancel, so the default action follows");
        }

        if (names.DropsRegistration)
        {
            return (null, "nobody keeps its PosixSignalRegistration, which the next garbage collection takes back");
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
    private static List<AssemblyNames>? Beside(ApplicationFolder application, AssemblyNames names)
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

            var content = application.Read(reference + ".dll", ApplicationFolder.MaximumAssembly);
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

    private static Amount Timeout(ApplicationFolder application, AssemblyNames names, string? framework)
    {
        var major = TargetFramework.Major(framework);
        var isInCode = names.UsesAny("set_ShutdownTimeout") || names.UsesAny("UseShutdownTimeout");
        if (isInCode && AssemblyNames.OfCode(application.Content, CodeTimeout.Read) is { } seconds)
        {
            return new Amount(seconds, "HostOptions.ShutdownTimeout in code", null, IsDefault: false);
        }

        var isSet = isInCode || application.Files.FindInWorkDir(application.Folder + "appsettings.json") is { } settings
                && settings.Content.Contains(ShutdownDefaults.TimeoutKey, StringComparison.OrdinalIgnoreCase);
        return isSet ? new Amount(null, "HostOptions.ShutdownTimeout, set in code or appsettings.json", null, IsDefault: false)
            : new Amount(ShutdownDefaults.TimeoutSeconds(major), major <= 6 ? "HostOptions.ShutdownTimeout default of .NET 6"
                : "HostOptions.ShutdownTimeout default", null, IsDefault: true);
    }
}
