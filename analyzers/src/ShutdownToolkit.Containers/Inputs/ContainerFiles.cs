using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dockerlint.Linting;
using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using CoreText = Dockerlint.Text.SourceText;
using RoslynText = Microsoft.CodeAnalysis.Text.SourceText;

namespace ShutdownToolkit.Containers.Inputs;

/// <summary>Which of the AdditionalFiles are checked. A text that did not change is parsed once, however often its user types elsewhere.</summary>
internal sealed class ContainerFiles
{
    private static readonly ConditionalWeakTable<RoslynText, Parsed> _parsed = new();

    public List<LintInput> Inputs { get; } = [];

    public List<SourceLocation> Templates { get; } = [];

    /// <summary>By name alone: most projects have none, and nothing else is asked there.</summary>
    public static bool HasAny(ImmutableArray<AdditionalText> files)
    {
        foreach (var file in files)
        {
            if (IsCandidate(file.Path))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="named">The Dockerfile that the project names, whatever it is called; null: none.</param>
    public static ContainerFiles In(ImmutableArray<AdditionalText> files, PathNames names, string? named, CancellationToken cancellation)
    {
        var found = new ContainerFiles();
        foreach (var file in files.OrderBy(static file => file.Path, StringComparer.Ordinal))
        {
            var path = names.Short(file.Path);
            var isNamed = string.Equals(path, named, PathNames.Comparison);
            if ((isNamed || IsCandidate(file.Path)) && file.GetText(cancellation) is { } text)
            {
                found.Add(Recognised(text, path, isNamed));
            }
        }

        return found;
    }

    public bool HasDockerfileIn(string folder) =>
        Inputs.Exists(input => input is LintInput.OfDockerfile && PathNames.IsBelow(input.Source.Path, folder));

    private void Add(Recognition recognition)
    {
        if (recognition.Input is { } input)
        {
            Inputs.Add(input);
        }
        else if (recognition.Template is { } template)
        {
            Templates.Add(template);
        }
    }

    /// <summary>A script is read where a Dockerfile starts it, and is no input by itself.</summary>
    private static bool IsCandidate(string path) => InputKind.IsCandidate(path.Substring(path.LastIndexOfAny(['/', '\\']) + 1));

    private static Recognition Recognised(RoslynText text, string path, bool isNamed)
    {
        if (_parsed.TryGetValue(text, out var parsed) && parsed.Path == path)
        {
            return parsed.Recognition;
        }

        parsed = new Parsed(path, InputKind.Recognise(new CoreText(path, text.ToString()), isNamed));
        _parsed.Remove(text);
        return _parsed.GetValue(text, _ => parsed).Recognition;
    }

    private sealed record Parsed(string Path, Recognition Recognition);
}
