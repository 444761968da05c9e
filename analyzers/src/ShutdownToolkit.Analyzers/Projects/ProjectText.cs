using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ShutdownToolkit.Analyzers.Projects;

/// <summary>Whether a word occurs anywhere in the project's source: asked only when a finding is about to be reported, to silence it.</summary>
internal sealed class ProjectText
{
    private static readonly ConditionalWeakTable<Compilation, ProjectText> _perCompilation = new();

    private readonly Lazy<string[]> _files;

    private ProjectText(Compilation compilation) =>
        _files = new(() => [.. compilation.SyntaxTrees.Select(tree => tree.ToString())], LazyThreadSafetyMode.ExecutionAndPublication);

    public static ProjectText Of(Compilation compilation) => _perCompilation.GetValue(compilation, key => new ProjectText(key));

    public bool Mentions(params string[] words) =>
        Array.Exists(_files.Value, file => Array.Exists(words, word => file.IndexOf(word, StringComparison.Ordinal) >= 0));
}
