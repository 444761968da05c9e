using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

/// <summary>A file that will be checked.</summary>
internal sealed record Input(SourceText Source, InputKind Kind);

/// <summary>What the paths of the command line came to.</summary>
internal sealed class InputSet
{
    public List<Input> Inputs { get; } = [];

    public List<InputError> Errors { get; } = [];

    /// <summary>Sentences that change no exit code: an empty folder.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Templates: named, not checked.</summary>
    public List<SourceLocation> Templates { get; } = [];
}
