
namespace Dockerlint.Dockerfile;

/// <summary>What makes the builder refuse an instruction that it could split (moby/buildkit frontend/dockerfile/instructions/parse.go).</summary>
internal static class InstructionRequirements
{
    private static readonly string[] _runFlags = ["mount*", "network", "security", "device*"];
    private static readonly string[] _copyFlags = ["chown", "from", "chmod", "link?", "exclude*", "parents?"];
    private static readonly string[] _addFlags = ["chown", "chmod", "link?", "keep-git-dir?", "checksum", "unpack?", "exclude*"];
    private static readonly string[] _healthcheckFlags = ["interval", "timeout", "start-period", "start-interval", "retries"];
    private static readonly string[] _fromFlags = ["platform"];

    /// <summary>The builder's reason, or null.</summary>
    public static string? Violation(Instruction instruction, bool foreignSyntax)
    {
        if (instruction.Kind == InstructionKind.Unknown)
        {
            return foreignSyntax ? null : $"unknown instruction: {instruction.Keyword}";
        }

        return OfArguments(instruction) ?? (foreignSyntax ? null : OfFlags(instruction));
    }

    private static string? OfArguments(Instruction instruction)
    {
        var name = InstructionKeywords.NameOf(instruction.Kind);
        var count = instruction.Words.Count;
        switch (instruction.Kind)
        {
            case InstructionKind.From:
                return OfFrom(instruction.Words);
            case InstructionKind.Env or InstructionKind.Label or InstructionKind.Arg:
                return count == 0 ? AtLeastOne(name) : HasBlankName(instruction) ? $"{name} names can not be blank" : null;
            case InstructionKind.Expose or InstructionKind.Volume:
                return count == 0 ? AtLeastOne(name) : null;
            case InstructionKind.Maintainer or InstructionKind.WorkDir or InstructionKind.User or InstructionKind.StopSignal:
                return count == 1 ? null : $"{name} requires exactly one argument";
            case InstructionKind.Add or InstructionKind.Copy:
                return count >= 2 ? null : $"{name} requires at least two arguments: sources and the destination";
            case InstructionKind.Shell:
                return instruction.Arguments.Length == 0 || instruction.Command is { IsExec: true, Arguments.Count: 0 } ? AtLeastOne(name)
                    : instruction.Command is { IsExec: true } ? null : $"{name} requires the arguments to be in JSON form";
            case InstructionKind.Healthcheck:
                return OfHealthcheck(instruction);
            case InstructionKind.OnBuild:
                return OfTrigger(instruction.Trigger);
            default:
                return null;
        }
    }

    private static string AtLeastOne(string name) => $"{name} requires at least one argument";

    private static bool HasBlankName(Instruction instruction)
    {
        if (instruction.Kind != InstructionKind.Arg && instruction.Words[0].IndexOf('=') < 0)
        {
            // The old form has one name, and all that follows is its value: LABEL maintainer = "me" (buildkit, parseNameVal).
            return false;
        }

        for (var i = 0; i < instruction.Words.Count; i++)
        {
            if (instruction.Words[i] is ['=', ..])
            {
                return true;
            }
        }

        return false;
    }

    private static string? OfFrom(IReadOnlyList<string> words)
    {
        if (words.Count == 3 && string.Equals(words[1], "as", StringComparison.OrdinalIgnoreCase))
        {
            return IsStageName(words[2]) ? null : $"invalid name for build stage: \"{words[2]}\", name can't start with a number or contain symbols";
        }

        return words.Count == 1 ? null : "FROM requires either one or three arguments";
    }

    private static bool IsStageName(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var letter = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
            if (!letter && (i == 0 || !(c is (>= '0' and <= '9') or '-' or '_' or '.')))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static string? OfHealthcheck(Instruction instruction)
    {
        if (instruction.Words.Count == 0)
        {
            return AtLeastOne("HEALTHCHECK");
        }

        var type = instruction.Words[0];
        if (string.Equals(type, "NONE", StringComparison.OrdinalIgnoreCase))
        {
            return instruction.Command is null ? null : "HEALTHCHECK NONE takes no arguments";
        }

        if (!string.Equals(type, "CMD", StringComparison.OrdinalIgnoreCase))
        {
            return $"unknown type \"{type}\" in HEALTHCHECK (try CMD)";
        }

        return instruction.Command is null or { IsExec: true, Arguments.Count: 0 } ? "missing command after HEALTHCHECK CMD" : null;
    }

    private static string? OfTrigger(Instruction? trigger) => trigger?.Kind switch
    {
        null => AtLeastOne("ONBUILD"),
        InstructionKind.OnBuild => "chaining ONBUILD via ONBUILD ONBUILD isn't allowed",
        InstructionKind.From or InstructionKind.Maintainer => $"{InstructionKeywords.NameOf(trigger.Kind)} isn't allowed as an ONBUILD trigger",
        _ => null,
    };

    private static string? OfFlags(Instruction instruction)
    {
        if (instruction.Flags.Count == 0 || (instruction.Kind == InstructionKind.Healthcheck && instruction.Command is null))
        {
            return null;
        }

        var allowed = instruction.Kind switch
        {
            InstructionKind.Run => _runFlags,
            InstructionKind.Copy => _copyFlags,
            InstructionKind.Add => _addFlags,
            InstructionKind.Healthcheck => _healthcheckFlags,
            InstructionKind.From => _fromFlags,
            _ => [],
        };
        for (var i = 0; i < instruction.Flags.Count; i++)
        {
            if (OfFlag(instruction, i, allowed) is { } violation)
            {
                return violation;
            }
        }

        return null;
    }

    /// <param name="allowed">A name with <c>?</c> is a boolean, one with <c>*</c> may be repeated.</param>
    private static string? OfFlag(Instruction instruction, int index, string[] allowed)
    {
        var flag = instruction.Flags[index];
        foreach (var candidate in allowed)
        {
            var type = candidate[candidate.Length - 1];
            var length = type is '?' or '*' ? candidate.Length - 1 : candidate.Length;
            if (flag.Name.Length != length || string.CompareOrdinal(flag.Name, 0, candidate, 0, length) != 0)
            {
                continue;
            }

            if (type != '*' && !ReferenceEquals(instruction.Flag(flag.Name), flag))
            {
                return $"duplicate flag specified: --{flag.Name}";
            }

            if (type == '?')
            {
                return flag.Value is null || IsBoolean(flag.Value) ? null : $"expecting boolean value for flag --{flag.Name}, not: {flag.Value}";
            }

            return flag.Value is null ? $"missing a value on flag: --{flag.Name}" : null;
        }

        return $"unknown flag: --{flag.Name}";
    }

    private static bool IsBoolean(string value) =>
        string.Equals(value, "true", StringComparison.OrdinalIgnoreCase) || string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
