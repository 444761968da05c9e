using Dockerlint.Dockerfile;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.Containers;

public sealed partial record ImageFiles
{
    /// <summary>Of COPY sources looked at for one container; real ones need some hundreds. What is beyond is not known.</summary>
    private const int MaximumSteps = 50_000;

    /// <summary>Places of which one RUN after the other may have brought a file; real builds stay far below.</summary>
    private const int MaximumSources = 8;

    private int _steps;

    /// <summary>Stages that copy from each other lead to the same questions by many ways: each is answered once.</summary>
    private ImageFile? Find(string imagePath, EffectiveImage image, int depth)
    {
        if (image.Copies.Count == 0 && image.Runs.Count == 0)
        {
            return null;
        }

        var question = (image, imagePath, depth);
        if (_answers.Found.TryGetValue(question, out var known))
        {
            return known;
        }

        ImageFile? file = null;
        for (var i = image.Copies.Count - 1; i >= 0 && depth < 8 && file is null; i--)
        {
            file = Find(imagePath, image.Copies[i], image, depth);
        }

        if (depth < 4)
        {
            file ??= FindMoved(imagePath, image, depth);
            file ??= ReferenceEquals(image, _image) ? FindCloned(imagePath) : null;
        }

        _answers.Found[question] = file;
        return file;
    }

    private ImageFile? FindMoved(string imagePath, EffectiveImage image, int depth)
    {
        var moves = MovesOf(image);
        if (!moves.Any)
        {
            return null;
        }

        foreach (var source in moves.SourcesOf(imagePath).Take(MaximumSources))
        {
            if (Find(source, image, depth + 4) is { } file)
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>A repository that the build fetches and that would have the same shell script at the same place is taken for this one.</summary>
    private ImageFile? FindCloned(string imagePath)
    {
        _answers.Clones ??= ClonedSources.Of(_image.Runs, Base.WorkDir);
        if (!_answers.Clones.Any)
        {
            return null;
        }

        foreach (var (path, name) in _answers.Clones.SourcesOf(imagePath).Take(MaximumSources))
        {
            foreach (var context in _contexts)
            {
                // Sources and settings are named alike everywhere; whoever reads them says no assumptions.
                if (_reader.TryRead(ContextPath.Join(context, path)) is { } text
                    && ShellDialects.FromShebang(ShellDialects.ShebangOf(text.Content)) is not null)
                {
                    return new ImageFile(imagePath, text.Content, text.At, text.AtLine(1))
                    {
                        Assumption = $"the repository {name} that the build fetches is taken for this one",
                    };
                }
            }
        }

        return null;
    }

    private RelocatedFiles MovesOf(EffectiveImage image)
    {
        if (ReferenceEquals(image, _image))
        {
            return _answers.OwnMoves ??= RelocatedFiles.Of(image.Runs, BaseFolderOf(image));
        }

        if (!_answers.Moves.TryGetValue(image, out var moves))
        {
            _answers.Moves[image] = moves = RelocatedFiles.Of(image.Runs, BaseFolderOf(image));
        }

        return moves;
    }

    private ImageFile? Find(string imagePath, CopiedFile copy, EffectiveImage image, int depth)
    {
        if (DestinationOf(copy, image) is not { } destination || copy.Source is not { } source)
        {
            return null;
        }

        var isFolder = destination.EndsWith("/", StringComparison.Ordinal);
        var folder = destination.TrimEnd('/');
        if (!isFolder && string.Equals(imagePath, destination, StringComparison.Ordinal))
        {
            return Read(imagePath, copy, source, depth);
        }

        if (!imagePath.StartsWith(folder + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var rest = imagePath.Substring(folder.Length + 1);
        if (copy.Inline is not null)
        {
            return isFolder && string.Equals(rest, copy.Inline.Name, StringComparison.Ordinal) ? Read(imagePath, copy, source, depth) : null;
        }

        // A file keeps its name in the folder; a folder's content lands in it.
        return ContextPath.MatchesName(source, rest) && Read(imagePath, copy, ContextPath.Folder(source) + rest, depth) is { } named
            ? named
            : Read(imagePath, copy, source.TrimEnd('/') + "/" + rest, depth);
    }

    private ImageFile? Read(string imagePath, CopiedFile copy, string source, int depth)
    {
        if (++_steps > MaximumSteps)
        {
            return null;
        }

        if (copy.Inline is { } heredoc && _dockerfile is { } dockerfile)
        {
            return new ImageFile(imagePath, heredoc.Content, span => heredoc.Chomp
                ? dockerfile.At(heredoc.BodySpan)
                : dockerfile.At(new TextSpan(heredoc.BodySpan.Start + span.Start, span.Length)), dockerfile.At(copy.Instruction.Span));
        }

        if (copy.FromStage is { } name)
        {
            return _stages?.Find(name) is { } stage ? Find(ContextPath.Normalize("/" + source), stage.Image, depth + 1) : null;
        }

        foreach (var context in _contexts)
        {
            if (_reader.TryRead(ContextPath.Join(context, source)) is { } text)
            {
                return new ImageFile(imagePath, text.Content, text.At, _dockerfile?.At(copy.Instruction.Span) ?? text.AtLine(1));
            }
        }

        return null;
    }

    /// <summary>What was asked before; of most images nothing is asked.</summary>
    private sealed class Answers
    {
        private Dictionary<(EffectiveImage Image, string Path, int Depth), ImageFile?>? _found;
        private Dictionary<EffectiveImage, RelocatedFiles>? _moves;
        private Dictionary<string, ImageFile?>? _ofBase;

        public Dictionary<(EffectiveImage Image, string Path, int Depth), ImageFile?> Found => _found ??= [];

        public RelocatedFiles? OwnMoves { get; set; }

        public Dictionary<EffectiveImage, RelocatedFiles> Moves => _moves ??= [];

        public ClonedSources? Clones { get; set; }

        public Dictionary<string, ImageFile?> OfBase => _ofBase ??= new(StringComparer.Ordinal);
    }
}
