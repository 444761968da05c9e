using System.Globalization;
using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Text;

namespace Dockerlint.GraceBudget;

/// <summary>The seconds that a hook's command takes: its sleeps, and whether something of unknown length comes on top.</summary>
internal readonly record struct Held(double Seconds, bool IsAtLeast)
{
    private const int MaximumDepth = 4;

    /// <summary>Commands of a hook; one that has more takes nobody knows how long.</summary>
    private const int MaximumSteps = 5_000;

    private static readonly Held _nothing = new(0, IsAtLeast: false);

    private static readonly Held _unknown = new(0, IsAtLeast: true);

    private static readonly Held _telling = new(0, IsAtLeast: false) { TellsPrograms = true };

    /// <summary>It does more than wait: sends a signal, or asks a program to stop.</summary>
    public bool TellsPrograms { get; init; }

    /// <param name="environment">The container's: <c>sleep $DELAY</c>.</param>
    /// <param name="scripts">The text of a script of the container; null: not at hand.</param>
    public static Held Of(
        IReadOnlyList<Located<string>> command, IReadOnlyDictionary<string, string?> environment, Func<string, string?>? scripts = null) =>
        new Reader(environment, scripts ?? (static _ => null)).Of([.. command.Select(static word => (string?)word.Value)], depth: 0);

    private static Held Sleep(IEnumerable<string?> words)
    {
        double sum = 0;
        var isAtLeast = false;
        foreach (var word in words)
        {
            var seconds = word is null ? null : Durations.Sleep(word);
            sum += seconds ?? 0;
            isAtLeast |= seconds is null;
        }

        return new Held(sum, isAtLeast);
    }

    private Held And(Held next) =>
        new(Seconds + next.Seconds, IsAtLeast || next.IsAtLeast) { TellsPrograms = TellsPrograms || next.TellsPrograms };

    private Held AtLeast() => this with { IsAtLeast = true };

    /// <summary>One of the two happens.</summary>
    private static Held Either(Held one, Held other) => one == other ? one : new Held(Math.Min(one.Seconds, other.Seconds), IsAtLeast: true)
    {
        TellsPrograms = one.TellsPrograms || other.TellsPrograms,
    };

    private sealed class Reader(IReadOnlyDictionary<string, string?> environment, Func<string, string?> scripts)
    {
        /// <summary>Assigned in the text itself.</summary>
        private readonly Dictionary<string, string?> _variables = new(StringComparer.Ordinal);

        /// <summary>Scripts start scripts, each of them many times.</summary>
        private readonly FollowLimit _limit = new(MaximumSteps);

        private bool _hasEnded;

        public Held Of(IReadOnlyList<string?> words, int depth)
        {
            if (words.Count == 0 || words[0] is not { } program || !_limit.AddStep())
            {
                return _unknown;
            }

            var name = ProgramName.Of(program);
            if (name is "exec" or "nohup" or "command" or "env" or "busybox" or "sudo" && words.Count > 1 && words[1] is not ['-', ..])
            {
                return Of([.. words.Skip(1)], depth);
            }

            if (name == "sleep" && words.Count > 1)
            {
                return Sleep(words.Skip(1));
            }

            if (IsTold(name, words))
            {
                return _telling;
            }

            if (IsQuick(name))
            {
                return name is "kill" or "pkill" or "killall" || ProgramCatalog.Find(name) is not null ? _telling : _nothing;
            }

            if (depth >= MaximumDepth)
            {
                return _unknown;
            }

            if (ShellCommandLine.IsShell(name))
            {
                return ShellCommandLine.Parse(name, words) switch
                {
                    { TextIndex: > 0 and var at } when words[at] is { } operand => OfText(operand, depth),
                    { ScriptIndex: > 0 and var at } when words[at] is { } path && scripts(path) is { } text => OfText(text, depth),
                    _ => _unknown,
                };
            }

            return scripts(program) is { } script && IsScript(script) ? OfText(script, depth) : _unknown;
        }

        private static bool IsScript(string text) => ShellDialects.FromShebang(ShellDialects.ShebangOf(text)) is not null;

        private Held OfText(string text, int depth)
        {
            if (!_limit.AddProgram())
            {
                return _unknown;
            }

            var script = ShellParser.ParseFile(text, ShellDialect.Bash);
            var held = script.Error is null ? Of(script.Body, depth + 1) : _unknown;
            _hasEnded = false;
            return held;
        }

        private Held Of(ShellList list, int depth)
        {
            var total = _nothing;
            foreach (var statement in list.Statements)
            {
                if (statement.End == StatementEnd.Background)
                {
                    continue;
                }

                total = total.And(Of(statement.Command, depth));
                if (_hasEnded || _limit.IsSpent)
                {
                    break;
                }
            }

            return total;
        }

        private Held Of(ShellCommand command, int depth)
        {
            switch (command)
            {
                case SimpleCommand simple:
                    return Of(simple, depth);
                // After && the left side is taken to succeed; after || the right one runs only where it did not.
                case AndOrCommand { IsAnd: true } both when !IsTest(both.Left):
                    return Of(both.Left, depth).And(Of(both.Right, depth));
                case AndOrCommand both:
                    return Perhaps(Of(both.Left, depth), both, depth);
                case GroupCommand group:
                    return Of(group.Body, depth);
                case SubshellCommand subshell:
                    return Of(subshell.Body, depth);
                case IfCommand choice:
                    return Of(choice, depth);
                case TestCommand or ArithmeticCommand or FunctionDefinition:
                    return _nothing;
                case ForCommand { Words: { } words } @for when Repetitions(words) is { } count && Of(@for.Body, depth) is var once:
                    return once with { Seconds = once.Seconds * count };
                case ArithmeticForCommand loop when Repetitions(loop.Header) is { } count && Of(loop.Body, depth) is var once:
                    return once with { Seconds = once.Seconds * count };
                default:
                    return _unknown;
            }
        }

        private Held Of(SimpleCommand command, int depth)
        {
            if (command.Words.Count == 0)
            {
                foreach (var assignment in command.Assignments)
                {
                    _variables[assignment.Name] = assignment.Appends ? null : assignment.Value is { } value ? Value(value.Parts) : "";
                }

                return _nothing;
            }

            if (command.Name is "exit" or "return")
            {
                _hasEnded = true;
                return _nothing;
            }

            return Of([.. command.Words.Select(word => Value(word.Parts))], depth);
        }

        /// <summary>The shortest way through; a way that leaves the hook ends there.</summary>
        private Held Of(IfCommand choice, int depth)
        {
            var condition = _nothing;
            Held? shortest = null;
            foreach (var clause in choice.Clauses)
            {
                condition = condition.And(Condition(clause.Condition, depth));
                var way = condition.And(Branch(clause.Then, depth, out var leaves));
                shortest = shortest is { } known ? Either(known, way) : way;
                if (leaves)
                {
                    // What follows may never come, and where it does, it may be shorter than this.
                    _hasEnded = true;
                    return condition.AtLeast();
                }
            }

            var last = choice.Else is { } otherwise ? condition.And(Branch(otherwise, depth, out _)) : condition;
            return Either(shortest ?? last, last);
        }

        /// <summary>The right side is run, or it is not.</summary>
        private Held Perhaps(Held left, AndOrCommand both, int depth)
        {
            var right = Of(both.Right, depth);
            return _hasEnded || right.Seconds > 0 || right.IsAtLeast && both.IsAnd ? left.AtLeast() : left;
        }

        private Held Condition(ShellList condition, int depth) =>
            condition.Statements is [{ Command: TestCommand or SimpleCommand { Name: "[" or "test" } }] ? _nothing : Branch(condition, depth, out _);

        private Held Branch(ShellList list, int depth, out bool leaves)
        {
            var held = Of(list, depth);
            leaves = _hasEnded;
            _hasEnded = false;
            return held;
        }

        private static bool IsTest(ShellCommand command) =>
            command is TestCommand or SimpleCommand { Name: "[" or "test" or "pgrep" or "grep" } or PipelineCommand;

        /// <summary>What they start may take its time, they do not.</summary>
        private static bool IsQuick(string name) =>
            name is "echo" or "kill" or "touch" or "rm" or "true" or ":" or "exit" or "date" or "printf" or "cat" or "set" or "pkill" or "killall"
                or "mv" or "cp" or "mkdir" or "test" or "[" or "export" or "trap" || ProgramCatalog.Find(name) is { StopsBy: not null };

        /// <summary>
        /// Requests that are answered before anything is done: envoy's admin interface (envoyproxy.io, operations/admin: "healthcheck/fail",
        /// "drain_listeners"), Trino's state (trino.io, admin/graceful-shutdown), Consul's catalogue.
        /// </summary>
        private static bool IsTold(string name, IReadOnlyList<string?> words) => name switch
        {
            "curl" or "wget" => words.Any(static word => word is not null && (word.Contains("/healthcheck/fail")
                || word.Contains("/drain_listeners") || word.EndsWith("/v1/info/state", StringComparison.Ordinal))),
            "consul" => words.Count > 2 && words[1] == "services" && words[2] == "deregister",
            _ => false,
        };

        /// <summary>A word of literals and of variables that the container or the text sets; null when unknown.</summary>
        private string? Value(IReadOnlyList<WordPart> parts)
        {
            var value = "";
            foreach (var part in parts)
            {
                var text = part switch
                {
                    LiteralPart { IsGlob: false } literal => literal.Value,
                    DoubleQuotedPart quoted => Value(quoted.Parts),
                    ParameterPart { Operator: null } parameter => Variable(parameter.Name, out _),
                    ParameterPart { Operator: ":-" or "-" or ":=" or "=" } parameter =>
                        Variable(parameter.Name, out var isSet) is { Length: > 0 } set || isSet ? Variable(parameter.Name, out _)
                            : parameter.Argument,
                    ArithmeticPart arithmetic => Arithmetic(arithmetic.Expression)?.ToString(CultureInfo.InvariantCulture),
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

        private string? Variable(string name, out bool isSet)
        {
            isSet = true;
            if (_variables.TryGetValue(name, out var own))
            {
                return own;
            }

            isSet = environment.TryGetValue(name, out var set);
            return set;
        }

        /// <summary>One number or variable, or two of them and an operator: <c>$((GRACE - 5))</c>.</summary>
        private long? Arithmetic(string expression)
        {
            var text = expression.Replace(" ", "").Replace("$", "").Replace("{", "").Replace("}", "");
            var at = text.IndexOfAny(['+', '-', '*', '/'], Math.Min(1, text.Length));
            return at < 0 ? Operand(text)
                : Operand(text.Substring(0, at)) is { } left && Operand(text.Substring(at + 1)) is { } right ? text[at] switch
                {
                    '+' => left + right,
                    '-' => left - right,
                    '*' => left * right,
                    _ => right == 0 ? null : left / right,
                }
                : null;
        }

        private long? Operand(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < int.MaxValue ? number
            : Variable(text, out _) is { } value && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && number < int.MaxValue ? number
            : null;

        /// <summary><c>for i in 1 2 3</c>, bash's <c>{1..30}</c> and <c>$(seq 30)</c>.</summary>
        private int? Repetitions(IReadOnlyList<ShellWord> words)
        {
            if (words is [{ Parts: [LiteralPart { Value: ['{', .. var range, '}'] }] }]
                && range.Split(['.'], StringSplitOptions.RemoveEmptyEntries) is [var from, var to])
            {
                return Span(from, to);
            }

            if (words is [{ Parts: [CommandSubstitutionPart { Script.Body.Statements: [{ Command: SimpleCommand { Name: "seq" } seq }] }] }])
            {
                return seq.Words switch
                {
                    [_, var last] => Span("1", Value(last.Parts)),
                    [_, var first, var last] => Span(Value(first.Parts), Value(last.Parts)),
                    _ => null,
                };
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

        private static int? Span(string? from, string? to) =>
            int.TryParse(from, out var first) && int.TryParse(to, out var last) && Math.Abs((long)last - first) < 1_000_000
                ? Math.Abs(last - first) + 1
                : null;

        /// <summary><c>i=0; i&lt;30; i++</c>.</summary>
        private int? Repetitions(string header)
        {
            var parts = header.Replace(" ", "").Split(';');
            if (parts.Length != 3 || !parts[2].Contains("++") || parts[0].Split('=') is not [_, var start]
                || parts[1].IndexOf('<') is not (> 0 and var less))
            {
                return null;
            }

            var isEqual = less + 1 < parts[1].Length && parts[1][less + 1] == '=';
            return Operand(start) is { } first && Operand(parts[1].Substring(less + (isEqual ? 2 : 1)).Replace("$", "")) is { } last
                && last >= first && last - first < 1_000_000
                ? (int)(last - first) + (isEqual ? 1 : 0)
                : null;
        }
    }
}
