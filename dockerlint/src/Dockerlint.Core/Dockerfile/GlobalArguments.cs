namespace Dockerlint.Dockerfile;

/// <summary>
/// What FROM lines can refer to: the ARGs above the first FROM and the builder's own
/// (moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go, buildMetaArgs, and platform.go, defaultArgs).
/// </summary>
internal sealed class GlobalArguments(IReadOnlyDictionary<string, string>? buildArguments) : IVariables
{
    private static readonly string[] _platform =
    [
        "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT",
        "TARGETPLATFORM", "TARGETOS", "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
    ];

    // Most files have no ARG above the first FROM.
    private Dictionary<string, Variable>? _declared;

    public Variable Find(string name)
    {
        if (_declared is not null && _declared.TryGetValue(name, out var variable))
        {
            return variable;
        }

        if (!IsPlatform(name))
        {
            return Variable.Unset;
        }

        return TryGetGiven(name, out var given) ? Variable.Of(given) : Variable.Unknown;
    }

    /// <summary>A value from the command line.</summary>
    public bool TryGetGiven(string name, out string value)
    {
        if (buildArguments is not null && buildArguments.TryGetValue(name, out var given))
        {
            value = given;
            return true;
        }

        value = string.Empty;
        return false;
    }

    /// <summary>Returns why the builder refuses the default, or null.</summary>
    public string? Declare(string name, string? defaultValue, BuilderLexer lexer)
    {
        _declared ??= new(StringComparer.Ordinal);
        if (TryGetGiven(name, out var given))
        {
            _declared[name] = Variable.Of(given);
            return null;
        }

        if (defaultValue is not null)
        {
            var expansion = lexer.Expand(defaultValue, this);
            _declared[name] = Variable.Of(expansion.Value);
            return expansion.Error;
        }

        if (!_declared.ContainsKey(name) && !IsPlatform(name))
        {
            _declared[name] = Variable.NotSetHere;
        }

        return null;
    }

    private static bool IsPlatform(string name)
    {
        foreach (var candidate in _platform)
        {
            if (string.Equals(candidate, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
