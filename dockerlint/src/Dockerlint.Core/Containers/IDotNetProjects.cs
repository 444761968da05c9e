using Dockerlint.Findings;
using Dockerlint.Stops;

namespace Dockerlint.Containers;

/// <summary>What a project's source says of its shutdown; unknown stays null.</summary>
/// <param name="HandlesSigterm">True: a Generic Host, ASP.NET Core or a signal registration. False: a console program whose source has none.</param>
/// <param name="TargetFramework">As in the project: <c>net10.0</c>.</param>
/// <param name="ShutdownTimeout">What the host may take, from code or appsettings, else its package's default;
/// null when unknown or without a host.</param>
public sealed record DotNetApplication(string Project, bool? HandlesSigterm, string? TargetFramework, Amount? ShutdownTimeout,
    IReadOnlyList<Evidence> Evidence)
{
    /// <summary>10 for <c>net10.0</c>; null for .NET Framework, and where it is not known.</summary>
    public int? FrameworkMajor { get; init; }

    /// <summary>What its own code does at the stop that leaves open whether all work is done, one clause; null: nothing is seen.</summary>
    public string? Doubt { get; init; }
}

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
