using Dockerlint.Findings;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>What a project's source says of its shutdown; unknown stays null.</summary>
/// <param name="HandlesSigterm">True: a Generic Host, ASP.NET Core or a signal registration. False: a console program whose source has none.</param>
/// <param name="TargetFramework">As in the project: <c>net10.0</c>.</param>
/// <param name="ShutdownTimeout">What the host may take, from code, else its package's default; null when unknown or without a host.</param>
public sealed record DotNetApplication(string Project, bool? HandlesSigterm, string? TargetFramework, Amount? ShutdownTimeout,
    IReadOnlyList<Evidence> Evidence)
{
    /// <summary>10 for <c>net10.0</c>; null for .NET Framework, and where it is not known.</summary>
    public int? FrameworkMajor { get; init; }

    /// <summary>A WebApplication; false: a Generic Host, with or without a web server in it.</summary>
    public bool IsWebApplication { get; init; }

    /// <summary>The host's timeout in the settings files, by the environment that reads them: <c>Staging</c>, empty for all.</summary>
    public IReadOnlyDictionary<string, Amount> ConfiguredTimeouts { get; init; } = EmptyMap.Of<Amount>();

    /// <summary>Waits of a known length that every stop goes through, one after the other.</summary>
    public IReadOnlyList<StopWait> Waits { get; init; } = [];

    /// <summary>A response that goes on until its client leaves and does not hear of the stop; null: none is known.</summary>
    public Lazy<Located<string>?>? OpenStream { get; init; }

    /// <summary>A program that it starts, that runs until it is stopped, and that nothing in the source stops.</summary>
    public Located<string>? LeftRunning { get; init; }

    /// <summary>What its own code does at the stop that leaves open whether all work is done, one clause; null: nothing is seen.</summary>
    public string? Doubt { get; init; }

    /// <summary>A shared framework that it needs and its image does not have; null: none is known.</summary>
    public string? LackingFramework { get; init; }
}

/// <param name="IsEndedByTimeout">It is given the token that the host cancels when ShutdownTimeout is over.</param>
/// <param name="Place">Where it is written, and what waits.</param>
public sealed record StopWait(double Seconds, bool IsEndedByTimeout, Located<string> Place);

/// <summary>Finds the C# project behind an assembly, or reads the assembly itself; the core reads neither.</summary>
public interface IDotNetProjects
{
    /// <param name="path">The assembly's own path in the container, where the command line names it.</param>
    /// <returns>Null: no such project or assembly at hand.</returns>
    DotNetApplication? Find(Container container, string assemblyName, string? path = null);
}

/// <summary>For hosts that read no C#.</summary>
public sealed class NoDotNetProjects : IDotNetProjects
{
    public static readonly NoDotNetProjects Instance = new();

    public DotNetApplication? Find(Container container, string assemblyName, string? path = null) => null;
}
