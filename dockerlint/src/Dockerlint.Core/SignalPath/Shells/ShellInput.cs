using Dockerlint.Containers;
using Dockerlint.Images;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

/// <summary>A text the shell runs, and what is known when it starts.</summary>
public sealed class ShellInput
{
    public required ShellScript Script { get; init; }

    public required ShellKind Shell { get; init; }

    /// <summary>Where it is bash: it may be older than 5.1.</summary>
    public bool IsBashOld { get; init; }

    /// <summary>A script file rather than <c>-c</c> text.</summary>
    public bool IsFile { get; init; }

    /// <summary>The shell's own command line up to its text or script, itself included: <c>bash -eu -c</c>, <c>#!/bin/sh -e</c>.</summary>
    public IReadOnlyList<Argument> Options { get; init; } = [];

    /// <summary><c>$1</c>, <c>$2</c>, …; null when unknown.</summary>
    public IReadOnlyList<Argument>? Positional { get; init; }

    /// <summary>For sentences: the shell's or the script's name.</summary>
    public string Name { get; init; } = "sh";

    /// <summary>Null: no stop is followed through the text.</summary>
    public ShellStopInput? Stop { get; init; }

    /// <summary><c>$0</c>.</summary>
    public string Zero { get; init; } = "sh";

    /// <summary>From offsets of <see cref="ShellScript.Text"/> to the file.</summary>
    public required Func<TextSpan, SourceLocation?> Locate { get; init; }

    /// <summary>Environment variables with a known default; a null value is set but unknown.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = EmptyMap.Of<string?>();

    /// <summary>Finds the text of a sourced file by its path in the image; null: not at hand.</summary>
    public Func<string, ImageFile?> FindSourced { get; init; } = static _ => null;

    /// <summary>Of all that is followed together with this text.</summary>
    internal FollowLimit Follow { get; init; } = new();

    /// <summary>Of all that this text expands.</summary>
    internal ExpansionLimit Limit { get; } = new();
}
