using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Shells;

public sealed partial class ShellReader
{
    private List<ShellState> Simple(SimpleCommand command, List<ShellState> states, CommandShape shape)
    {
        foreach (var assignment in command.Words.Count == 0 ? command.Assignments : [])
        {
            foreach (var state in states)
            {
                Assign(assignment, state);
            }
        }

        if (command.Words.Count == 0)
        {
            // Of X=$(command) it is the command's.
            return With(command.Assignments.All(static assignment => assignment.Value?.Constant is not null) ? true : null, states);
        }

        var result = new List<ShellState>();
        foreach (var state in states)
        {
            state.Status = null;
            result.AddRange(Simple(command, _text.Words.Expand(command.Words, 0, state), state, shape));
        }

        DropStopsOfSteps(result);
        return Distinct(result);
    }

    private List<ShellState> Simple(SimpleCommand command, List<Argument> argv, ShellState state, CommandShape shape)
    {
        var location = _text.Locate(command.Span);
        while (true)
        {
            if (argv.Count == 0)
            {
                return [state];
            }

            switch (argv[0].Value)
            {
                case "command" or "builtin" when argv.Count > 1 && argv[1].Value is not ['-', ..]:
                    argv.RemoveAt(0);
                    continue;
                case "exec":
                    return Exec(argv, command, state, shape, location);
                case "exit":
                    if ((shape & (CommandShape.InSubshell | CommandShape.InPipeline)) == 0)
                    {
                        if (state.Stop is not null)
                        {
                            return Leave(state);
                        }

                        _refuses |= argv.Count > 1 && argv[1].Value is { Length: > 0 } status && status != "0";
                        EndByExit(state);
                        return [];
                    }

                    return [state];
                case "return":
                    state.HasReturned = true;
                    return [state];
                case "break":
                    state.HasBroken = true;
                    return [state];
                case "cd":
                    ChangeFolder(argv, state);
                    return [state];
                case "trap":
                    Trap(argv, state, location);
                    return [state];
                case "wait":
                    return Wait(argv, state, shape, location);
                case "kill":
                    return Kill(argv, state, shape);
                case "pkill" or "killall":
                    return KillByName(argv, state, shape);
                case "true" or ":" or "echo" or "printf":
                    state.Status = true;
                    return [state];
                case "false":
                    state.Status = false;
                    return EndsOnError(state, shape) ? [] : [state];
                case "set":
                    SetOptions(argv, state);
                    SetPositional(argv, command, state);
                    return [state];
                case "shift":
                    state.Positional = Shifted(argv, state.Positional);
                    return [state];
                case "export" or "local" or "declare" or "typeset" or "readonly":
                    Declare(command, state);
                    return [state];
                case "read" or "mapfile" or "readarray" or "unset" when argv.Count > 1 && argv[argv.Count - 1].Value is { } name:
                    state.SetList(name, null);
                    return Run(argv, command, state, shape, location);
                case "tail" when state.Stop is not null && EndsWith(argv) is { } process:
                    return Await(state, JobsOf(process, state)) ? [state] : Stay(state);
                case "eval":
                    return Eval(argv, command, state, shape, location);
                case "." or "source" when argv.Count > 1:
                    return Source(argv, state, shape);
                case { } name when _functions is not null && _functions.TryGetValue(name, out var function):
                    return Call(function, command, argv, state, shape);
                default:
                    return Run(argv, command, state, shape, location);
            }
        }
    }

    /// <summary><c>tail --pid=$app -f /dev/null</c> ends with that process.</summary>
    private static Argument? EndsWith(List<Argument> argv)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Text.StartsWith("--pid", StringComparison.Ordinal))
            {
                return argv[i].Value is { } value && value.StartsWith("--pid=", StringComparison.Ordinal)
                    ? argv[i] with { Value = value.Substring("--pid=".Length) }
                    : argv[i].Value == "--pid" && i + 1 < argv.Count ? argv[i + 1] : argv[i] with { Value = null };
            }
        }

        return null;
    }

    private void Trap(List<Argument> argv, ShellState state, SourceLocation? location)
    {
        var start = argv.Count > 1 && argv[1].Value == "--" ? 2 : 1;
        if (argv.Count - start < 2)
        {
            return;
        }

        string? refused = null;
        var signals = new List<string>();
        for (var i = start + 1; i < argv.Count; i++)
        {
            var name = argv[i].Value ?? "";
            if (_input.Shell == Images.ShellKind.Dash && name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase))
            {
                // "trap: SIGTERM: bad trap": dash takes names without SIG only, and sets none after a bad one (measured, 0.5.12).
                refused = name;
                break;
            }

            signals.Add(name);
        }

        // What a double-quoted action expands to too early is read as it was meant.
        var action = argv[start].Value ?? (argv[start].Text is ['"', .., '"'] written ? written.Trim('"') : null);
        state.Traps = new(new TrapCommand(action, signals, location) { Refused = refused }, state.Traps);
    }

    private static void ChangeFolder(List<Argument> argv, ShellState state)
    {
        if (argv.Count != 2 || argv[1].Value is not { Length: > 0 } folder || folder[0] is '-' or '~')
        {
            return;
        }

        state.Folder = folder[0] == '/' || state.Folder is null ? folder : state.Folder + "/" + folder;
    }

    /// <summary>Of <c>set</c>, and of the shell's own command line.</summary>
    private static void SetOptions(IReadOnlyList<Argument> argv, ShellState state)
    {
        for (var i = 1; i < argv.Count && argv[i].Value is ['-' or '+', _, ..] word && word != "--"; i++)
        {
            if (word[1] == '-')
            {
                continue;
            }

            var takesName = word[word.Length - 1] is 'o' or 'O' && i + 1 < argv.Count;
            if (word.IndexOf('e') > 0 || takesName && argv[i + 1].Value == "errexit")
            {
                state.ExitsOnError = word[0] == '-';
            }

            i += takesName ? 1 : 0;
        }
    }

    private static void SetPositional(List<Argument> argv, SimpleCommand command, ShellState state)
    {
        for (var i = 1; i < argv.Count; i++)
        {
            if (argv[i].Value == "--")
            {
                // "$@" of an unknown list leaves it unknown.
                var keepsUnknown = state.Positional is null && RunsArguments(command);
                state.Positional = keepsUnknown ? null : argv.GetRange(i + 1, argv.Count - i - 1);
                return;
            }

            if (argv[i].Value is ['-' or '+', .., 'o'])
            {
                // An option by its name: set -o pipefail, set -euo pipefail.
                i++;
                continue;
            }

            if (argv[i].Value is not (['-', ..] or ['+', ..]))
            {
                state.Positional = argv[i].Value is null && state.Positional is null ? null : argv.GetRange(i, argv.Count - i);
                return;
            }
        }
    }

    private static IReadOnlyList<Argument>? Shifted(List<Argument> argv, IReadOnlyList<Argument>? positional)
    {
        var count = argv.Count > 1 && int.TryParse(argv[1].Value, out var number) ? number : 1;
        return positional is null || argv.Count > 1 && argv[1].Value is null ? null : [.. positional.Skip(count)];
    }

    private void Declare(SimpleCommand command, ShellState state)
    {
        for (var i = 1; i < command.Words.Count; i++)
        {
            var word = command.Words[i];
            var value = _text.Words.Partly(word, state);
            var written = value ?? (word.Parts.Count > 0 && word.Parts[0] is LiteralPart literal ? literal.Value : "");
            var equals = written.IndexOf('=');
            if (equals > 0)
            {
                var assigned = value?.Substring(equals + 1);
                state.Set(written.Substring(0, equals), assigned is { Length: > 0 } && UnknownPart.IsAllOf(assigned) ? null : assigned);
            }
        }
    }

    private void Assign(ShellAssignment assignment, ShellState state)
    {
        AssignList(assignment, state);
        var value = assignment.Elements is not null ? null : assignment.Value is null ? "" : _text.Words.Partly(assignment.Value, state);
        if (assignment.Appends)
        {
            value = value is not null && state.TryGet(assignment.Name, out var before) && before is not null
                && _input.Limit.Allows(value.Length, before.Length + value.Length) ? before + value : null;
        }

        state.Set(assignment.Name, value);
    }

    /// <summary><c>command=(server --port 80)</c>, <c>command+=(--debug)</c>; <c>command[1]=x</c> leaves it unknown.</summary>
    private void AssignList(ShellAssignment assignment, ShellState state)
    {
        if (assignment.Elements is not { } words)
        {
            var bracket = assignment.Name.IndexOf('[');
            state.SetList(bracket < 0 ? assignment.Name : assignment.Name.Substring(0, bracket), null);
            return;
        }

        var elements = _text.Words.Expand(words, 0, state);
        if (assignment.Appends)
        {
            var before = state.ListOf(assignment.Name);
            elements = before is null || before.Count + elements.Count > WordExpansion.MaximumArguments ? null : [.. before, .. elements];
        }

        state.SetList(assignment.Name, elements);
    }

    private List<ShellState> Eval(List<Argument> argv, SimpleCommand command, ShellState state, CommandShape shape, SourceLocation? location)
    {
        argv.RemoveAt(0);
        if (argv.Count == 0)
        {
            return [state];
        }

        if (_depth >= MaximumDepth)
        {
            return Run(argv, command, state, shape | CommandShape.InEval, location);
        }

        // What is not known is expanded a second time, to what is not known.
        var text = string.Join(" ", argv.Select(static word => word.Value ?? Unquoted(word.Text) ?? word.Text));
        var script = ShellParser.Parse(text, ShellDialect.Bash);
        if (script.Error is not null)
        {
            return Run(argv, command, state, shape | CommandShape.InEval, location);
        }

        var outer = _text;
        _text = new TextOfOrigin(_input, _defaults, script.Text, _ => location);
        _depth++;
        var result = List(script.Body, [state], shape | CommandShape.InEval);
        _depth--;
        _text = outer;
        return result;
    }

    /// <summary>The text within the quotes of <c>"exec java $OPTS"</c>; null for another word, also <c>"$@"</c>.</summary>
    internal static string? Unquoted(string written) => written is ['"', .. { Length: > 0 } text, '"'] && text is not "$@"
        ? text.Replace("\\\"", "\"") : null;

    private List<ShellState> Source(List<Argument> argv, ShellState state, CommandShape shape)
    {
        if (argv[1].Value is { } known && _sourced?.Contains(known) == true)
        {
            return [state];
        }

        if (argv[1].Value is not { } path || _depth >= MaximumDepth || _input.FindSourced(path) is not { } text)
        {
            _unreadLibrary ??= IsSettings(argv[1].Text) ? null : argv[1].Text.Trim('"');
            return [state];
        }

        (_sourced ??= new(StringComparer.Ordinal)).Add(path);

        var script = ShellParser.ParseFile(text.Content, ShellDialect.Bash);
        var outer = _text;
        _text = new TextOfOrigin(_input, _defaults, script.Text, span => text.Locate(span));
        _depth++;
        var result = List(script.Body, [state], (shape & ~CommandShape.Last) | CommandShape.InEval);
        _depth--;
        _text = outer;
        foreach (var after in result)
        {
            after.HasReturned = false;
        }

        return result;
    }

    /// <summary>What sets variables and defines no commands: a virtual environment, a profile, an environment file.</summary>
    private static bool IsSettings(string path) => ProgramName.Of(path.Trim('"')) is var name
        && (name is "activate" or "profile" or "environment" or "envvars" or "os-release" or "setup.bash" or "setvars.sh" or "nvm.sh" or "conda.sh"
                or "cargo" or "bashrc" or ['.', ..]
            || name.IndexOf("env", StringComparison.OrdinalIgnoreCase) >= 0 || name.EndsWith("rc", StringComparison.Ordinal)
            || name.EndsWith(".conf", StringComparison.Ordinal) || name.EndsWith("profile.sh", StringComparison.Ordinal));

    private List<ShellState> Call(FunctionDefinition function, SimpleCommand command, List<Argument> argv, ShellState state, CommandShape shape)
    {
        if (_depth >= MaximumDepth)
        {
            _isPartial = true;
            return [state];
        }

        var positional = state.Positional;
        var passesUnknown = positional is null && RunsArguments(command);
        state.Positional = passesUnknown ? null : argv.GetRange(1, argv.Count - 1);
        var outer = _text;
        var caller = _callSite;
        var hadOwnArguments = _hasOwnArguments;
        _text = _functionOrigins![function.Name];
        _callSite = new(command.Span.Start, caller);
        _hasOwnArguments = hadOwnArguments || !RunsArguments(command);
        _depth++;
        var result = Command(function.Body, [state], shape | CommandShape.InFunction);
        _depth--;
        _callSite = caller;
        _hasOwnArguments = hadOwnArguments;
        _text = outer;
        foreach (var after in result)
        {
            after.Positional = positional;
            after.HasReturned = false;
        }

        return result;
    }

    /// <summary>The script's own; those of a function are what it was called with.</summary>
    private bool RunsArgumentsOfScript(SimpleCommand command) => !_hasOwnArguments && RunsArguments(command);

    private static bool RunsArguments(SimpleCommand command)
    {
        for (var i = 0; i < command.Words.Count; i++)
        {
            if (command.Words[i].IsAllArguments)
            {
                return true;
            }
        }

        return false;
    }
}
