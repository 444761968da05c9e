using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

/// <summary>What the paths of the command line came to.</summary>
internal sealed class InputSet
{
    public List<LintInput> Inputs { get; } = [];

    public List<InputError> Errors { get; } = [];

    /// <summary>Sentences that change no exit code: an empty folder.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Templates: named, not checked.</summary>
    public List<SourceLocation> Templates { get; } = [];
}
