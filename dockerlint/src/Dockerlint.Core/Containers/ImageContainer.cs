using Dockerlint.Dockerfile;
using Dockerlint.Findings;
using Dockerlint.Images;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.Containers;

/// <summary>What a stage's image starts when nothing overrides it.</summary>
public static class ImageContainer
{
    /// <summary>Folders a COPY source may be relative to when nobody says: the Dockerfile's own, then each above it.</summary>
    public static IReadOnlyList<string> LikelyContexts(string dockerfilePath)
    {
        var contexts = new List<string>();
        var folder = ContextPath.Folder(dockerfilePath).TrimEnd('/');
        while (true)
        {
            contexts.Add(folder);
            var slash = folder.LastIndexOf('/');
            if (folder.Length == 0 || slash < 0 && folder is "..")
            {
                return contexts;
            }

            folder = slash < 0 ? "" : folder.Substring(0, slash);
        }
    }

    /// <summary>The external image that the stage builds upon in the end.</summary>
    public static BaseImage BaseOf(Stage stage, ImageSources images)
    {
        var known = stage.Image.RootImage is { } root ? images.Find(root) : BaseImage.Unknown;
        return stage.Image.FilesFrom is null ? known : known.FilesOnly();
    }

    public static Container Build(DockerfileInput dockerfile, Stage stage, BaseImage known, IFileReader reader, IReadOnlyList<string> contexts)
    {
        var image = stage.Image;
        return new Container
        {
            Platform = Platform.Engine,
            Subject = Subject.FinalStage,
            Anchor = dockerfile.Source.At((image.Entrypoint ?? image.Cmd)?.Instruction.Span ?? stage.From.Span),
            Grace = Platform.Engine.DefaultGrace,
            Entrypoint = image.Entrypoint is { } entrypoint ? Arguments(entrypoint, dockerfile.Source)
                : FromBase(known.Entrypoint, known.Places.Entrypoint, image.Cmd is not null),
            Command = Command(image, known, dockerfile.Source),
            EntrypointInstruction = image.Entrypoint,
            CommandInstruction = image.Cmd,
            Base = known,
            Image = image,
            Stage = stage,
            Dockerfile = dockerfile.Source,
            Files = new ImageFiles(image, dockerfile.Stages, dockerfile.Source, reader, contexts) { Base = known },
            StopSignal = StopSignalOf(image, known),
            Environment = Environment(image, known),
            IsDevelopment = DevelopmentFiles.IsOne(dockerfile.Source.Path)
                || stage.Name is { } name && name.StartsWith("dev", StringComparison.Ordinal),
            IsOneShot = OneShotNames.IsDockerfileOfOne(dockerfile.Source.Path),
        };
    }

    /// <summary>An image without its Dockerfile: its own files and configuration where they are at hand, facts by its name, or nothing.</summary>
    public static Container Named(BaseImage known, IFileReader reader, SourceLocation anchor) => new()
    {
        Platform = Platform.Engine,
        Subject = Subject.FinalStage,
        Anchor = anchor,
        Grace = Platform.Engine.DefaultGrace,
        Base = known,
        Files = ImageFiles.None(reader) with { Base = known },
        Entrypoint = FromBase(known.Entrypoint, known.Places.Entrypoint, assumeNone: false),
        Command = FromBase(known.Cmd, known.Places.Cmd, assumeNone: false),
        StopSignal = StopSignalOf(EffectiveImage.OfNothing, known),
        Environment = Environment(EffectiveImage.OfNothing, known),
    };

    /// <summary>A script given by itself: taken for an entrypoint whose image and arguments are not known.</summary>
    public static Container Script(SourceText script, IFileReader reader) => new()
    {
        Platform = Platform.Engine,
        Subject = Subject.Script,
        Anchor = script.AtLine(1),
        Grace = Platform.Engine.DefaultGrace,
        Entrypoint = [Argument.Known("/" + script.Path, script.AtLine(1))],
        Base = BaseImage.Unknown,
        Files = ImageFiles.None(reader) with { Mounts = new Dictionary<string, string> { ["/" + script.Path] = script.Path } },
    };

    /// <summary>The instruction's words, each with its place; shell form has the shell in front of its text.</summary>
    public static IReadOnlyList<Argument> Arguments(ImageCommand command, SourceText source)
    {
        var arguments = new Argument[command.Argv.Count];
        var prefix = command.ShellPrefix?.Count ?? 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            var location = source.At(command.Form.IsExec && i < command.Form.ArgumentSpans.Count ? command.Form.ArgumentSpans[i] : command.Form.Span);
            arguments[i] = Argument.Known(command.Argv[i], location);
            if (i == prefix && !command.Form.IsExec && !Argument.StandsAt(location, command.Argv[i]))
            {
                arguments[i] = arguments[i] with { Map = MapOf(command.Form.Text, source) };
            }
        }

        return arguments;
    }

    private static Func<TextSpan, SourceLocation> MapOf(LogicalText text, SourceText source) =>
        span => source.At(text.SourceSpan(span.Start, span.Length));

    private static IReadOnlyList<Argument>? Command(EffectiveImage image, BaseImage known, SourceText source)
    {
        if (image.Cmd is { } command)
        {
            return Arguments(command, source);
        }

        // An ENTRYPOINT clears the command it would inherit (moby/buildkit dispatchEntrypoint).
        return image.InheritedCmdIsReset || image.Entrypoint is not null ? [] : FromBase(known.Cmd, known.Places.Cmd, assumeNone: false);
    }

    /// <param name="assumeNone">With a CMD of its own a file says what runs: an unknown base is taken to have no ENTRYPOINT.</param>
    private static Argument[]? FromBase(IReadOnlyList<string>? words, SourceLocation? place, bool assumeNone)
    {
        if (words is null)
        {
            return assumeNone ? [] : null;
        }

        var arguments = new Argument[words.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Argument.Known(words[i], place);
        }

        return arguments;
    }

    private static StopSignal StopSignalOf(EffectiveImage image, BaseImage known)
    {
        if (image.StopSignal is { } set)
        {
            return StopSignal.Written(set.Value, "STOPSIGNAL", set.Location);
        }

        return known switch
        {
            { StopSignal: { } inherited } =>
                new StopSignal(Signals.Canonical(inherited) ?? inherited, OriginOf(known), known.Places.StopSignal, IsExplicit: false),
            { StopSignalIsKnown: false, Entrypoint: not null } => new StopSignal(null, OriginOf(known), null, IsExplicit: false),
            _ => StopSignal.Default,
        };
    }

    private static string OriginOf(BaseImage known) => known.Text is null ? $"base image {known.Reference}" : $"image {known.Reference}";

    private static Dictionary<string, string?> Environment(EffectiveImage image, BaseImage known)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var pair in known.Env)
        {
            environment[pair.Key] = pair.Value;
        }

        image.Variables.ForEach(environment, static (name, value, all) => all[name] = value.Value);

        return environment;
    }
}
