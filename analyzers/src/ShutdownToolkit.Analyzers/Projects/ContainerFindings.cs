using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Analyzers.Projects;

/// <summary>
/// What the containers' analyzer says at this compilation's code. It is another assembly of the package, which is not loaded everywhere, and
/// sees more of the same defect: how the program is started and what its signal does there.
/// </summary>
internal static class ContainerFindings
{
    public delegate bool Question(string id, Compilation compilation, AnalyzerOptions options, CancellationToken cancellation);

    /// <summary>Set by that assembly; each analyzer of a compiler is made before any is asked.</summary>
    public static Question? Answer { get; set; }

    public static bool Tell(string id, Compilation compilation, AnalyzerOptions options, CancellationToken cancellation) =>
        Answer?.Invoke(id, compilation, options, cancellation) == true;
}
