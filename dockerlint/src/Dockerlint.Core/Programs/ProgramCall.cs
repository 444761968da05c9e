using Dockerlint.Text;

namespace Dockerlint.Programs;

/// <summary>A program as a container starts it.</summary>
/// <param name="Signal">The container's stop signal; null: unknown.</param>
public sealed record ProgramCall(IReadOnlyList<Argument> Argv, string? Signal, IProgramSettings Settings);

/// <summary>What a program's settings are read from, apart from its command line.</summary>
public interface IProgramSettings
{
    /// <summary>Known environment; a null value is set but unknown.</summary>
    IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>A file of the container, by an absolute path or one relative to the working directory; null: not at hand.</summary>
    SettingsFile? Find(string path);

    /// <summary>A file of the build context, whether or not the image gets it.</summary>
    SourceText? InContext(string path);
}

/// <param name="Locate">From offsets of <paramref name="Content"/> to the file that holds it.</param>
public sealed record SettingsFile(string Path, string Content, Func<TextSpan, SourceLocation> Locate);
