using Dockerlint.Dockerfile;
using Dockerlint.Images;
using Dockerlint.Programs;
using Dockerlint.Text;

namespace Dockerlint.Containers;

public sealed partial record ImageFiles
{
    /// <summary>No script of a person is larger, and most programs are.</summary>
    private const int MaximumText = 8 << 20;

    /// <summary>The bytes of a file of the base image, by absolute path or from the working directory; null: not at hand.</summary>
    /// <param name="real">Where it really is.</param>
    public byte[]? ReadInBase(string path, int maximumSize, out string real)
    {
        real = path.StartsWith("/", StringComparison.Ordinal) ? ContextPath.Normalize(path)
            : Folder is { } folder ? ContextPath.Normalize(folder + "/" + path) : "";
        if (real.Length == 0 || Base.Files is not { } files || MayContain(real) || files.Find(real) is not { IsFile: true } entry)
        {
            return null;
        }

        real = entry.Path;
        return files.Read(entry, maximumSize);
    }

    /// <summary>The bytes of a program of the base image, by name or path; null: not at hand.</summary>
    /// <param name="real">Where it really is.</param>
    public byte[]? ReadProgramInBase(string program, int maximumSize, out string real)
    {
        real = program.IndexOf('/') >= 0 ? program : RealPathInBase(program) ?? "";
        return real.Length == 0 ? null : ReadInBase(real, maximumSize, out real);
    }

    /// <summary>Where a program of the search path really is in the base image; null: there is none.</summary>
    public string? RealPathInBase(string program) => Base.Files?.FindFirst(SearchPath.Candidates(program))?.Path;

    /// <summary>Whether anything is copied to this path or above it, so that its content may not be what the base image has.</summary>
    public bool MayContain(string imagePath)
    {
        foreach (var copy in _image.Copies)
        {
            var destination = DestinationOf(copy, _image);
            if (destination is null || destination.StartsWith(ImagePath.BaseFolder, StringComparison.Ordinal)
                || imagePath.StartsWith(destination.TrimEnd('/') + "/", StringComparison.Ordinal)
                || string.Equals(destination, imagePath, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A file of the base image that nothing of the Dockerfile may have replaced.</summary>
    private ImageFile? FindInBase(string imagePath)
    {
        if (Base.Files is not { } files || files.Find(imagePath) is not { IsFile: true } entry || MayContain(imagePath) || MayContain(entry.Path)
            || Build.HasText(ProgramName.Of(entry.Path)))
        {
            return null;
        }

        if (!_answers.OfBase.TryGetValue(entry.Path, out var file))
        {
            _answers.OfBase[entry.Path] = file = files.Read(entry, MaximumText) is { } content
                && SourceDecoder.TryDecode($"{Base.Text?.Path ?? Base.Reference}!{entry.Path}", content, out var text, out _)
                ? Inside(entry, new SourceText(text!.Path, text.Content) { IsOfImage = true })
                : null;
        }

        return file;
    }

    private ImageFile Inside(ImageEntry entry, SourceText text) =>
        new(entry.Path, text.Content, text.At, Base.Text is { } lines && entry.Layer > 0 ? lines.AtLine(entry.Layer) : text.AtLine(1));
}
