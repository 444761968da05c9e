using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Rendering;
using Dockerlint.Images;
using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

/// <summary>What the paths of the command line came to.</summary>
internal sealed class InputSet : IDisposable
{
    public InputSet(CommandHost host, RepositoryReader reader) => Lookups = new ImageLookups(host, reader, Errors);

    public ImageLookups Lookups { get; }

    public List<LintInput> Inputs { get; } = [];

    /// <summary>What is known of the images that the inputs name.</summary>
    public ImageSources Images { get; set; } = ImageSources.Known;

    public List<InputError> Errors { get; } = [];

    /// <summary>Sentences that change no exit code: an empty folder.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Templates: named, not checked.</summary>
    public List<SourceLocation> Templates { get; } = [];

    /// <summary>Files that were found and not looked at; they change no exit code, unless <c>--strict</c> says so.</summary>
    public List<UncheckedFile> Skipped { get; } = [];

    /// <summary>Folders of charts and of kustomizations, without a slash at the end; empty for the working directory.</summary>
    public List<string> Charts { get; } = [];

    public List<string> Kustomizations { get; } = [];

    /// <summary>Inputs that came as a stream: nothing can be written into them.</summary>
    public HashSet<string> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>Inputs that a program made of others, by their path.</summary>
    public Dictionary<string, IRendering> Renderings { get; } = new(StringComparer.Ordinal);

    public void Dispose() => Lookups.Dispose();
}
