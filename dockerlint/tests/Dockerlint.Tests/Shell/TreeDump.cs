using System.Globalization;
using System.Text;
using Dockerlint.Shell;

namespace Dockerlint.Tests.Shell;

/// <summary>
/// A tree as one line: <c>(cmd A=1 'quoted' $x &gt;f)</c>, <c>(&amp;&amp; a b)</c>, <c>(bg a)</c>, <c>g:</c> before what is no constant.
/// </summary>
internal static class TreeDump
{
    public static string Of(ShellScript script) => List(script.Body) + (script.Error is null ? "" : " ERROR");

    private static string List(ShellList list)
    {
        var parts = list.Statements.Select(s => s.End is StatementEnd.Background ? "(bg " + Command(s.Command) + ")" : Command(s.Command)).ToArray();
        return parts.Length == 1 ? parts[0] : "(list" + string.Concat(parts.Select(p => " " + p)) + ")";
    }

    private static string Command(ShellCommand command)
    {
        var redirections = string.Concat(command.Redirections.Select(r => " " + Redirection(r)));
        return command switch
        {
            SimpleCommand c => Node("cmd", [.. c.Assignments.Select(Assignment), .. c.Words.Select(Word)]),
            AndOrCommand c => Node(c.IsAnd ? "&&" : "||", [Command(c.Left), Command(c.Right)]),
            PipelineCommand c => Node(Prefix(c) + "|", c.Commands.Select(Command)),
            GroupCommand c => Node("group", [List(c.Body)]),
            SubshellCommand c => Node("subshell", [List(c.Body)]),
            IfCommand c => Node("if", [.. c.Clauses.Select(x => List(x.Condition) + " " + List(x.Then)), .. Else(c)]),
            WhileCommand c => Node(c.IsUntil ? "until" : "while", [List(c.Condition), List(c.Body)]),
            ForCommand c => Node("for", [c.Variable, c.Words is null ? "@" : "[" + string.Join(' ', c.Words.Select(Word)) + "]", List(c.Body)]),
            ArithmeticForCommand c => Node("for((", [c.Header, List(c.Body)]),
            CaseCommand c => Node("case", [Word(c.Subject), .. c.Clauses.Select(Clause)]),
            FunctionDefinition c => Node("fun", [c.Name, Command(c.Body)]),
            TestCommand c => Node("[[", c.Words.Select(Word)),
            ArithmeticCommand c => Node("((", [c.Expression]),
            CoprocessCommand c => Node("coproc", [Command(c.Body)]),
            _ => command.GetType().Name,
        };

        string Node(string name, IEnumerable<string> children) => "(" + name + string.Concat(children.Select(c => " " + c)) + redirections + ")";
    }

    private static string Prefix(PipelineCommand c) => (c.IsNegated ? "!" : "") + (c.IsTimed ? "time" : "");

    private static IEnumerable<string> Else(IfCommand c) => c.Else is null ? [] : [List(c.Else)];

    private static string Clause(CaseClause c) =>
        "{" + string.Join('|', c.Patterns.Select(Word)) + (c.FallsThrough ? " =>> " : " => ") + List(c.Body) + "}";

    private static string Assignment(ShellAssignment a) => a.Name + (a.Appends ? "+=" : "=")
        + (a.Elements is null ? Word(a.Value!) : "(" + string.Join(' ', a.Elements.Select(Word)) + ")");

    private static string Redirection(Redirection r) =>
        r.FileDescriptor?.ToString(CultureInfo.InvariantCulture) + r.Operator + Word(r.Target)
            + (r.HereDocument is null ? "" : "[" + Escape(r.HereDocument) + "]");

    private static string Word(ShellWord word) => string.Concat(word.Parts.Select(Part));

    private static string Part(WordPart part) => part switch
    {
        LiteralPart { IsQuoted: true } p => "'" + Escape(p.Value) + "'",
        LiteralPart p => (p.IsGlob ? "g:" : "") + Escape(p.Value),
        DoubleQuotedPart p => "\"" + string.Concat(p.Parts.Select(x => x is LiteralPart l ? Escape(l.Value) : Part(x))) + "\"",
        ParameterPart { Operator: null } p => "$" + p.Name,
        ParameterPart p => "${" + p.Name + " " + p.Operator + " " + p.Argument + "}",
        CommandSubstitutionPart p => "$" + Of(p.Script),
        ArithmeticPart p => "$((" + p.Expression + "))",
        ProcessSubstitutionPart p => (p.IsInput ? "<" : ">") + Of(p.Script),
        _ => part.GetType().Name,
    };

    private static string Escape(string text) => new StringBuilder(text).Replace("\n", "\\n").Replace("\t", "\\t").Replace("\r", "\\r").ToString();
}
