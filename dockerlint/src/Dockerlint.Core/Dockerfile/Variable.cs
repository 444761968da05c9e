namespace Dockerlint.Dockerfile;

internal enum VariableState
{
    /// <summary>Certainly has no value: the builder puts the empty string in its place.</summary>
    Unset,

    Set,

    /// <summary>An ARG without a default, or perhaps an ENV of the root image: <c>${V:-d}</c> gives d, a plain <c>$V</c> is unknown.</summary>
    NotSetHere,

    /// <summary>The builder knows the value, this file does not: TARGETPLATFORM and its like.</summary>
    Unknown,
}

internal readonly record struct Variable(VariableState State, string Value)
{
    public static readonly Variable Unset = new(VariableState.Unset, string.Empty);

    public static readonly Variable NotSetHere = new(VariableState.NotSetHere, string.Empty);

    public static readonly Variable Unknown = new(VariableState.Unknown, string.Empty);

    public static Variable Of(string? value) => value is null ? Unknown : new Variable(VariableState.Set, value);
}

internal interface IVariables
{
    Variable Find(string name);
}

/// <summary>A word after expansion.</summary>
/// <param name="Value">Null when it depends on a variable without a known value, or cannot be expanded.</param>
/// <param name="UnknownVariable">The first such variable.</param>
/// <param name="Error">Why the builder refuses the word.</param>
internal readonly record struct Expansion(string? Value, string? UnknownVariable, string? Error);
