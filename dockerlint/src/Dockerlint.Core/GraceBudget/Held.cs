using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget;

/// <summary>The seconds that a hook's command takes: its sleeps, and whether something of unknown length comes on top.</summary>
internal readonly record struct Held(double Seconds, bool IsAtLeast)
{
    private static readonly Held _nothing = new(0, IsAtLeast: false);

    private static readonly Held _unknown = new(0, IsAtLeast: true);

    /// <param name="environment">The container's: <c>sleep $DELAY</c>.</param>
    public static Held Of(IReadOnlyList<Located<string>> command, IReadOnlyDictionary<string, string?> environment)
    {
        if (command.Count == 0)
        {
            return _unknown;
        }

        var name = ProgramName.Of(command[0].Value);
        if (name == "sleep" && command.Count == 2)
        {
            return Sleep(command[1].Value);
        }

        if (!ShellCommandLine.IsShell(name) || command.Count < 3 || !command[1].Value.EndsWith("c", StringComparison.Ordinal))
        {
            return _unknown;
        }

        var script = ShellParser.Parse(command[2].Value, ShellDialect.Bash);
        return script.Error is null ? new Reader(environment).Of(script.Body) : _unknown;
    }

    private static Held Sleep(string? text) =>
        text is not null && Durations.Sleep(text) is { } seconds ? new Held(seconds, IsAtLeast: false) : _unknown;

    private Held And(Held next) => new(Seconds + next.Seconds, IsAtLeast || next.IsAtLeast);

    private Held AtLeast() => this with { IsAtLeast = true };

    private sealed class Reader(IReadOnlyDictionary<string, string?> environment)
    {
        public Held Of(ShellList list)
        {
            var total = _nothing;
            foreach (var statement in list.Statements)
            {
                if (statement.End == StatementEnd.Background)
                {
                    continue;
                }

                total = total.And(Of(statement.Command));
                if (statement.Command is SimpleCommand { Name: "exit" })
                {
                    break;
                }
            }

            return total;
        }

        private Held Of(ShellCommand command) => command switch
        {
            SimpleCommand { Name: "sleep" or "/bin/sleep" or "/usr/bin/sleep", Words: [_, var duration] } => Sleep(Value(duration.Parts)),
            SimpleCommand { Name: "exec", Words: [_, { Constant: "sleep" or "/bin/sleep" or "/usr/bin/sleep" }, var duration] } =>
                Sleep(Value(duration.Parts)),
            SimpleCommand { Words.Count: 0 } => _nothing,
            SimpleCommand { Name: { } name } when IsQuick(ProgramName.Of(name)) => _nothing,
            // After && the left side is taken to succeed; after || the right one runs only where it did not.
            AndOrCommand { IsAnd: true } both => Of(both.Left).And(Of(both.Right)),
            AndOrCommand both => Of(both.Right).Seconds > 0 ? Of(both.Left).AtLeast() : Of(both.Left),
            GroupCommand group => Of(group.Body),
            SubshellCommand subshell => Of(subshell.Body),
            ForCommand { Words: { } words } @for when Repetitions(words) is { } count && Of(@for.Body) is var once =>
                once with { Seconds = once.Seconds * count },
            _ => _unknown,
        };

        /// <summary>What they start may take its time, they do not.</summary>
        private static bool IsQuick(string name) =>
            name is "echo" or "kill" or "touch" or "rm" or "true" or ":" or "exit" or "date" or "printf" or "cat" or "set" or "pkill" or "killall"
                or "mv" or "cp" || ProgramCatalog.Find(name) is { StopsBy: not null };

        /// <summary>A word of literals and of variables that the container sets: <c>$DELAY</c>, <c>${DELAY:-45}</c>; null when unknown.</summary>
        private string? Value(IReadOnlyList<WordPart> parts)
        {
            var value = "";
            foreach (var part in parts)
            {
                var text = part switch
                {
                    LiteralPart literal => literal.Value,
                    DoubleQuotedPart quoted => Value(quoted.Parts),
                    ParameterPart { Operator: null } parameter => environment.TryGetValue(parameter.Name, out var set) ? set : null,
                    ParameterPart { Operator: ":-" or "-" } parameter =>
                        environment.TryGetValue(parameter.Name, out var set) ? set : parameter.Argument,
                    _ => null,
                };
                if (text is null)
                {
                    return null;
                }

                value += text;
            }

            return value;
        }

        /// <summary><c>for i in 1 2 3</c> and bash's <c>{1..30}</c>.</summary>
        private static int? Repetitions(IReadOnlyList<ShellWord> words)
        {
            if (words is [{ Parts: [LiteralPart { Value: ['{', .. var range, '}'] }] }]
                && range.Split(['.'], StringSplitOptions.RemoveEmptyEntries) is [var from, var to]
                && int.TryParse(from, out var first) && int.TryParse(to, out var last))
            {
                return Math.Abs(last - first) + 1;
            }

            foreach (var word in words)
            {
                if (word.Constant is null)
                {
                    return null;
                }
            }

            return words.Count;
        }
    }
}
