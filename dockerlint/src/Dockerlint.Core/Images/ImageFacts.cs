using Dockerlint.Stops;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Images;

/// <summary>
/// A file of facts about images, <c>dockerlint.images.yaml</c>: a name or pattern, and what is in such an image. The first entry that fits
/// counts; what it leaves out is known as it would be without it. The schema is docs/dockerlint.images.schema.json.
/// </summary>
public sealed class ImageFacts
{
    public const string FileName = "dockerlint.images.yaml";

    private const string Names = "shell, entrypoint, cmd, entrypointExecsCommand, stopSignal, user, workingDir, env, programs";

    /// <summary>Each image is compared with all of them.</summary>
    private const int MaximumEntries = 10_000;

    /// <summary>Of those with a star, which take longer.</summary>
    private const int MaximumPatterns = 500;

    private readonly List<(ImageReference Pattern, Func<BaseImage, BaseImage> Over)> _entries = [];
    private readonly List<InputError> _errors = [];
    private readonly string _source;
    private int _patterns;

    private ImageFacts(string source) => _source = source;

    public IReadOnlyList<InputError> Errors => _errors;

    public static ImageFacts Read(SourceText source)
    {
        var facts = new ImageFacts(source.Path);
        foreach (var document in YamlParser.Parse(source))
        {
            facts._errors.AddRange(document.Errors);
            if (document.Root is YamlMapping images)
            {
                foreach (var entry in images.Entries)
                {
                    facts.Add(entry);
                }
            }
            else if (document.Root is { IsNull: false } other)
            {
                facts.Fail(other.Location, "a mapping of image names to their facts is needed");
            }
        }

        return facts;
    }

    /// <summary>The image with this file's facts in the place of its own.</summary>
    public BaseImage Over(string reference, BaseImage image)
    {
        var name = ImageReference.Parse(reference);
        foreach (var (pattern, over) in _entries)
        {
            if (ImagePattern.Fits(pattern, name))
            {
                return over(image) with { Source = image.IsKnown ? image.Source : _source };
            }
        }

        return image;
    }

    private void Add(YamlEntry entry)
    {
        if (entry.Key is not { Length: > 0 } pattern)
        {
            Fail(entry.KeyLocation, "an image name is needed here");
            return;
        }

        if (entry.Value is not YamlMapping facts)
        {
            Fail(entry.Value.Location, $"the facts of {pattern} are a mapping: {{shell: bash, entrypoint: [tini, --]}}");
            return;
        }

        Func<BaseImage, BaseImage> over = static image => image;
        foreach (var fact in facts.Entries)
        {
            if (Fact(fact, pattern) is { } change)
            {
                var before = over;
                over = image => change(before(image));
            }
        }

        _patterns += pattern.IndexOf('*') >= 0 ? 1 : 0;
        if (_patterns > MaximumPatterns)
        {
            Fail(entry.KeyLocation, $"more than {MaximumPatterns} images with a star: {pattern} is not read");
        }
        else if (_entries.Count < MaximumEntries)
        {
            _entries.Add((ImageReference.Parse(pattern), over));
        }
        else
        {
            Fail(entry.KeyLocation, $"more than {MaximumEntries} images: {pattern} is not read");
        }
    }

    private Func<BaseImage, BaseImage>? Fact(YamlEntry fact, string pattern)
    {
        switch (fact.Key)
        {
            case "shell":
                return Shell(fact.Value, pattern);
            case "entrypoint" when Words(fact) is { } words:
                return image => image with
                {
                    // Who says what it starts and names no signal means the default.
                    Entrypoint = words, EntrypointExecsArguments = false, EntrypointRuns = [], StopSignalIsKnown = true,
                    Places = image.Places with { Entrypoint = fact.Value.Location },
                };
            case "cmd" when Words(fact) is { } words:
                return image => image with { Cmd = words, Places = image.Places with { Cmd = fact.Value.Location } };
            case "entrypointExecsCommand" when Flag(fact) is { } flag:
                return image => image with { EntrypointExecsArguments = flag };
            case "stopSignal":
                return Signal(fact.Value);
            case "user" when Text(fact) is { } user:
                return image => image with { User = user };
            case "workingDir" when Text(fact) is { } folder:
                return Absolute(fact, folder) ? image => image with { WorkDir = folder } : null;
            case "programs" when Words(fact) is { } programs:
                return image => image with { Programs = programs };
            case "env":
                return Env(fact);
            case "entrypoint" or "cmd" or "entrypointExecsCommand" or "user" or "workingDir" or "programs":
                return null;
            default:
                Fail(fact.KeyLocation, $"unknown fact {fact.Key}; there are {Names}");
                return null;
        }
    }

    private Func<BaseImage, BaseImage>? Shell(YamlNode value, string pattern)
    {
        ShellKind? kind = (value as YamlScalar)?.Value switch
        {
            "dash" => ShellKind.Dash,
            "bash" => ShellKind.Bash,
            "ash" or "busybox" => ShellKind.Ash,
            "none" => ShellKind.None,
            "windows" => ShellKind.Windows,
            _ => null,
        };
        if (kind is not { } shell)
        {
            Fail(value.Location, "shell is what /bin/sh of the image is: dash, bash, ash, none or windows");
            return null;
        }

        var reason = $"image {pattern} ({_source}:{value.Location.Line}): {KnownImages.Describe(shell)}";
        return image => image with { Shell = shell, ShellReason = reason };
    }

    private Func<BaseImage, BaseImage>? Signal(YamlNode value)
    {
        if (value is not YamlScalar { IsNull: false } scalar || Signals.Canonical(scalar.Value) is not { } signal)
        {
            Fail(value.Location, "stopSignal is a signal's name or number: SIGTERM, QUIT, 15");
            return null;
        }

        return image => image with
        {
            StopSignal = signal, StopSignalIsKnown = true, Places = image.Places with { StopSignal = value.Location },
        };
    }

    private Func<BaseImage, BaseImage>? Env(YamlEntry fact)
    {
        var env = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in (fact.Value as YamlMapping)?.Entries ?? [])
        {
            if (variable is { Key: { } name, Value: YamlScalar { IsNull: false } value })
            {
                env[name] = value.Value;
            }
            else
            {
                Fail(variable.KeyLocation, "a variable has a name and a text: NAME: value");
            }
        }

        if (fact.Value is not YamlMapping)
        {
            Fail(fact.Value.Location, "env is a mapping of names to texts");
            return null;
        }

        return image => image with { Env = env };
    }

    /// <summary>A list of words; the one form in which engines keep a command.</summary>
    private string[]? Words(YamlEntry fact)
    {
        if (fact.Value is YamlSequence list && list.Items.All(static item => item is YamlScalar { IsNull: false }))
        {
            return [.. list.Items.Select(static item => ((YamlScalar)item).Value)];
        }

        Fail(fact.Value.Location, $"{fact.Key} is a list of words: [tini, --]");
        return null;
    }

    private string? Text(YamlEntry fact)
    {
        if (fact.Value is YamlScalar { IsNull: false } scalar)
        {
            return scalar.Value;
        }

        Fail(fact.Value.Location, $"{fact.Key} is a text");
        return null;
    }

    private bool? Flag(YamlEntry fact)
    {
        if ((fact.Value as YamlScalar)?.Value is "true" or "false")
        {
            return ((YamlScalar)fact.Value).Value == "true";
        }

        Fail(fact.Value.Location, $"{fact.Key} is true or false");
        return null;
    }

    private bool Absolute(YamlEntry fact, string folder)
    {
        var isAbsolute = folder.StartsWith("/", StringComparison.Ordinal);
        if (!isAbsolute)
        {
            Fail(fact.Value.Location, $"{fact.Key} is an absolute path");
        }

        return isAbsolute;
    }

    private void Fail(SourceLocation place, string message) => _errors.Add(InputError.At(place, message));
}
