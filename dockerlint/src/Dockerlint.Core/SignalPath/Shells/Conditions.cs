using Dockerlint.Shell;

namespace Dockerlint.SignalPath.Shells;

/// <summary>Three-valued truth of the tests entrypoint scripts make on their arguments; null is unknown.</summary>
internal sealed class Conditions(WordExpansion words)
{
    public bool? Evaluate(ShellList list, ShellState state)
    {
        bool? last = null;
        for (var i = 0; i < list.Statements.Count; i++)
        {
            last = Evaluate(list.Statements[i].Command, state);
        }

        return last;
    }

    public bool? Evaluate(ShellCommand command, ShellState state) => command switch
    {
        AndOrCommand { IsAnd: true } and => (Evaluate(and.Left, state), Evaluate(and.Right, state)) switch
        {
            (false, _) or (_, false) => false,
            (true, true) => true,
            _ => null,
        },
        AndOrCommand or => (Evaluate(or.Left, state), Evaluate(or.Right, state)) switch
        {
            (true, _) or (_, true) => true,
            (false, false) => false,
            _ => null,
        },
        PipelineCommand { Commands: [var only], IsNegated: var negated } => Evaluate(only, state) is { } value ? value != negated : null,
        SimpleCommand { Name: "true" or ":" } => true,
        SimpleCommand { Name: "false" } => false,
        SimpleCommand { Name: "[", Words: var inner } when inner[inner.Count - 1].Constant == "]" => Test(inner, 1, inner.Count - 2, state),
        SimpleCommand { Name: "test", Words: var inner } => Test(inner, 1, inner.Count - 1, state),
        TestCommand test => Test(test.Words, 0, test.Words.Count, state),
        _ => null,
    };

    /// <summary>True for commands whose only purpose is their exit code: the other way is as likely.</summary>
    public static bool IsTest(ShellCommand command) => command switch
    {
        TestCommand or ArithmeticCommand => true,
        SimpleCommand { Name: "[" or "test" or "command" or "which" or "type" or "grep" or "egrep" or "true" or "false" or "pgrep" or "getent"
            or "kill" or "mountpoint" or "id" } => true,
        PipelineCommand { Commands: var parts } => IsTest(parts[parts.Count - 1]),
        AndOrCommand both => IsTest(both.Left) && IsTest(both.Right),
        GroupCommand { Body.Statements: [var only] } => IsTest(only.Command),
        _ => false,
    };

    private bool? Test(IReadOnlyList<ShellWord> operands, int start, int count, ShellState state)
    {
        if (count is 2 or 4 && operands[start].Constant == "!")
        {
            return Test(operands, start + 1, count - 1, state) is { } inner ? !inner : null;
        }

        return count switch
        {
            1 => words.Value(operands[start], state) is { } text ? text.Length > 0 : null,
            2 when words.Value(operands[start + 1], state) is { } operand => operands[start].Constant switch
            {
                "-n" => operand.Length > 0,
                "-z" => operand.Length == 0,
                _ => null,
            },
            3 when words.Value(operands[start], state) is { } left && words.Value(operands[start + 2], state) is { } right =>
                Compare(left, operands[start + 1].Constant, right),
            _ => null,
        };
    }

    private static bool? Compare(string left, string? comparison, string right)
    {
        if (comparison is "=" or "==" or "!=")
        {
            return string.Equals(left, right, StringComparison.Ordinal) == (comparison != "!=");
        }

        if (!int.TryParse(left, out var a) || !int.TryParse(right, out var b))
        {
            return null;
        }

        return comparison switch
        {
            "-eq" => a == b,
            "-ne" => a != b,
            "-gt" => a > b,
            "-ge" => a >= b,
            "-lt" => a < b,
            "-le" => a <= b,
            _ => null,
        };
    }
}
