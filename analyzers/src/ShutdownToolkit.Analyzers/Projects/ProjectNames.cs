using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Projects;

/// <summary>
/// The names that the whole project uses. Nothing is read before the first question, and a file that did not change is read once.
/// </summary>
internal sealed class ProjectNames
{
    private static readonly ConditionalWeakTable<Compilation, ProjectNames> _perCompilation = new();
    private static readonly ConditionalWeakTable<SyntaxTree, SourceNames> _perTree = new();

    private ProjectNames(Compilation compilation, CancellationToken cancellation)
    {
        Names = SourceNames.Together(compilation.SyntaxTrees.Select(tree => Of(tree, cancellation)));
        Hosts = new HostUse(Names);
    }

    private SourceNames Names { get; }

    private HostUse Hosts { get; }

    public static SourceNames Of(SyntaxTree tree, CancellationToken cancellation) =>
        _perTree.GetValue(tree, key => SourceNames.In(key.GetRoot(cancellation)));

    public static SourceNames Of(Compilation compilation, CancellationToken cancellation) => Ask(compilation, cancellation).Names;

    /// <summary>How the project's process ends.</summary>
    public static HostUse HostUse(Compilation compilation, CancellationToken cancellation) => Ask(compilation, cancellation).Hosts;

    private static ProjectNames Ask(Compilation compilation, CancellationToken cancellation) =>
        _perCompilation.GetValue(compilation, key => new ProjectNames(key, cancellation));
}
