using Dockerlint.Stops;

namespace Docker.Tests.Predictions;

/// <summary>A small project whose stop is foretold from its files and then measured.</summary>
/// <param name="Sentence">What it shows, unique.</param>
/// <param name="Image">The official image that the linter sees.</param>
/// <param name="Shell">What the built image has as /bin/sh.</param>
/// <param name="Files">By path; the image's own are in <c>web/</c>.</param>
internal sealed record PredictionCase(string Sentence, string Image, string Shell, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>How the stop matrix's row ended whenever it was measured; null: it is none of its rows.</summary>
    public Verdict? Expected { get; init; }

    /// <summary>Puts the image's own files into a folder.</summary>
    public async Task WriteAsync(string folder, CancellationToken cancellation)
    {
        const string Image = "web/";
        foreach (var (path, text) in Files.Where(static file => file.Key.StartsWith(Image, StringComparison.Ordinal)))
        {
            var file = Path.Combine(folder, path[Image.Length..]);
            await File.WriteAllTextAsync(file, text, cancellation);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, TestEngine.Executable);
            }
        }
    }

    public override string ToString() => Sentence;
}
