using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.Tests.Shell;

/// <summary>Every node of a tree with its span and that of the node around it.</summary>
internal sealed class NodeSpans
{
    private readonly List<(object Node, TextSpan Span, TextSpan Parent)> _found = [];

    public static IReadOnlyList<(object Node, TextSpan Span, TextSpan Parent)> Of(ShellScript script)
    {
        var spans = new NodeSpans();
        spans.Add(script.Body, new TextSpan(0, script.Text.Length));
        return spans._found;
    }

    private void Add(ShellList list, TextSpan parent)
    {
        _found.Add((list, list.Span, parent));
        foreach (var statement in list.Statements)
        {
            _found.Add((statement, statement.Span, list.Span));
            Add(statement.Command, statement.Span);
        }
    }

    private void Add(ShellCommand command, TextSpan parent)
    {
        _found.Add((command, command.Span, parent));
        foreach (var redirection in command.Redirections)
        {
            _found.Add((redirection, redirection.Span, command.Span));
            Add([redirection.Target], redirection.Span);
        }

        foreach (var list in ListsOf(command))
        {
            Add(list, command.Span);
        }

        foreach (var inner in CommandsOf(command))
        {
            Add(inner, command.Span);
        }

        Add(WordsOf(command), command.Span);
        if (command is SimpleCommand simple)
        {
            foreach (var assignment in simple.Assignments)
            {
                _found.Add((assignment, assignment.Span, command.Span));
                Add(assignment.Elements ?? [assignment.Value!], assignment.Span);
            }
        }
    }

    private static IEnumerable<ShellList> ListsOf(ShellCommand command) => command switch
    {
        GroupCommand c => [c.Body],
        SubshellCommand c => [c.Body],
        IfCommand c => [.. c.Clauses.SelectMany(x => new[] { x.Condition, x.Then }), .. c.Else is null ? Array.Empty<ShellList>() : [c.Else]],
        WhileCommand c => [c.Condition, c.Body],
        ForCommand c => [c.Body],
        ArithmeticForCommand c => [c.Body],
        CaseCommand c => c.Clauses.Select(x => x.Body),
        _ => [],
    };

    private static IEnumerable<ShellCommand> CommandsOf(ShellCommand command) => command switch
    {
        AndOrCommand c => [c.Left, c.Right],
        PipelineCommand c => c.Commands,
        FunctionDefinition c => [c.Body],
        CoprocessCommand c => [c.Body],
        _ => [],
    };

    private static IEnumerable<ShellWord> WordsOf(ShellCommand command) => command switch
    {
        SimpleCommand c => c.Words,
        TestCommand c => c.Words,
        ForCommand c => c.Words ?? [],
        CaseCommand c => [c.Subject, .. c.Clauses.SelectMany(x => x.Patterns)],
        _ => [],
    };

    private void Add(IEnumerable<ShellWord> words, TextSpan parent)
    {
        foreach (var word in words)
        {
            _found.Add((word, word.Span, parent));
            Add(word.Parts, word.Span);
        }
    }

    private void Add(IReadOnlyList<WordPart> parts, TextSpan parent)
    {
        foreach (var part in parts)
        {
            _found.Add((part, part.Span, parent));
            switch (part)
            {
                case DoubleQuotedPart p:
                    Add(p.Parts, p.Span);
                    break;
                case CommandSubstitutionPart p:
                    Add(p.Script.Body, p.Span);
                    break;
                case ProcessSubstitutionPart p:
                    Add(p.Script.Body, p.Span);
                    break;
            }
        }
    }
}
