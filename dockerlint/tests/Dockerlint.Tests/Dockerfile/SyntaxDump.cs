using System.Globalization;
using System.Text;
using Dockerlint.Dockerfile;

namespace Dockerlint.Tests.Dockerfile;

/// <summary>Writes a tree as the s-expressions that BuildKit's parser tests compare.</summary>
internal static class SyntaxDump
{
    public static string Of(DockerfileSyntax syntax)
    {
        var text = new StringBuilder();
        foreach (var instruction in syntax.Instructions)
        {
            text.Append('(').Append(Of(instruction)).Append(")\n");
        }

        return text.ToString();
    }

    public static string Of(Instruction instruction)
    {
        var text = new StringBuilder(instruction.Keyword.ToLowerInvariant());
        if (instruction.Flags.Count > 0)
        {
            text.Append(" [").AppendJoin(' ', instruction.Flags.Select(flag => Quote($"--{flag.Name}{(flag.Value is null ? "" : "=" + flag.Value)}")))
                .Append(']');
        }

        foreach (var word in Words(instruction))
        {
            text.Append(' ').Append(word);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Words(Instruction instruction)
    {
        switch (instruction.Kind)
        {
            case InstructionKind.Unknown:
                return ["\"\""];
            case InstructionKind.OnBuild:
                return instruction.Trigger is { } trigger ? [$"({Of(trigger)})"] : [];
            case InstructionKind.Env or InstructionKind.Label when instruction.Words.Count > 0
                && !instruction.Words[0].Contains('=', StringComparison.Ordinal):
                return instruction.Words.Append(string.Empty).Select(Quote);
            case InstructionKind.Env or InstructionKind.Label:
                return instruction.Words.SelectMany(word => word.Split('=', 2).Append("=")).Select(Quote);
            default:
                return instruction.Words.Concat(OfCommand(instruction.Command)).Select(Quote);
        }
    }

    private static IEnumerable<string> OfCommand(CommandForm? command) => command switch
    {
        null => [],
        { IsExec: true } => command.Arguments,
        { Text.Value.Length: 0 } => [],
        _ => [command.Text.Value],
    };

    /// <summary>Go's strconv.Quote.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\v' => "\\v",
                < ' ' or '\x7f' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
