using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>Applies one stage's instructions to its state (moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go, dispatch).</summary>
/// <param name="images">The image that <c>--from</c> names: an earlier stage, or an external one.</param>
internal sealed class StageRun(
    SourceText source, StageState state, GlobalArguments globals, BuilderLexer lexer, Func<string, StageState> images, List<InputError> errors)
{
    private static readonly string[] _defaultShell = ["/bin/sh", "-c"];
    private static readonly string[] _defaultWindowsShell = ["cmd", "/S", "/C"];

    private bool _hasOwnCmd;

    public void Execute(Instruction instruction)
    {
        switch (instruction.Kind)
        {
            case InstructionKind.Arg:
                DeclareArguments(instruction);
                break;
            case InstructionKind.Env:
                SetEnvironment(instruction);
                break;
            case InstructionKind.Run:
                state.Image.Add(new RunStep(instruction, state.Image.WorkDir));
                break;
            case InstructionKind.Add or InstructionKind.Copy when instruction.Words.Count >= 2:
                Copy(instruction);
                break;
            case InstructionKind.Cmd when instruction.Command is not null:
                state.Image.Cmd = Bake(instruction, instruction.Command);
                _hasOwnCmd = true;
                break;
            case InstructionKind.Entrypoint when instruction.Command is not null:
                SetEntrypoint(instruction, instruction.Command);
                break;
            case InstructionKind.Shell when instruction.Command is { IsExec: true, Arguments.Count: > 0 }:
                state.Image.Shell = new Located<IReadOnlyList<string>>(instruction.Command.Arguments, source.At(instruction.Command.Span));
                break;
            case InstructionKind.Healthcheck:
                state.Image.Healthcheck = instruction;
                break;
            case InstructionKind.StopSignal when instruction.Words.Count == 1:
                state.Image.StopSignal = Expanded(instruction);
                break;
            case InstructionKind.User when instruction.Words.Count == 1:
                state.Image.User = Expanded(instruction);
                break;
            case InstructionKind.WorkDir when instruction.Words.Count == 1:
                var path = Expand(instruction.Words[0], instruction);
                state.Image.WorkDir = path is null ? ImagePath.Unknown(instruction.Words[0])
                    : ImagePath.Resolve(state.Image.WorkDir, path, state.Image.IsWindows);
                break;
            case InstructionKind.Expose or InstructionKind.Label or InstructionKind.Volume:
                Validate(instruction);
                break;
        }
    }

    /// <summary>An ENTRYPOINT clears a CMD that comes from the parent, not one of its own stage (dispatchEntrypoint).</summary>
    private void SetEntrypoint(Instruction instruction, CommandForm form)
    {
        state.Image.Entrypoint = Bake(instruction, form);
        if (!_hasOwnCmd)
        {
            state.Image.Cmd = null;
            state.Image.InheritedCmdIsReset = true;
        }
    }

    private ImageCommand Bake(Instruction instruction, CommandForm form)
    {
        if (form.IsExec)
        {
            return new ImageCommand(instruction, form, form.Arguments, null, false);
        }

        var shell = state.Image.Shell?.Value ?? (state.Image.IsWindows ? _defaultWindowsShell : _defaultShell);
        var argv = new string[shell.Count + 1];
        for (var i = 0; i < shell.Count; i++)
        {
            argv[i] = shell[i];
        }

        argv[shell.Count] = form.Text.Value;
        return new ImageCommand(instruction, form, argv, shell, state.Image.Shell is null);
    }

    private void DeclareArguments(Instruction instruction)
    {
        for (var i = 0; i < instruction.Words.Count; i++)
        {
            NameAndValue.Split(instruction.Words[i], out var name, out var defaultValue);
            if (globals.TryGetGiven(name, out var given))
            {
                state.Scope = state.Scope.With(name, Variable.Of(given));
            }
            else if (defaultValue is not null)
            {
                state.Scope = state.Scope.With(name, Variable.Of(Expand(defaultValue, instruction)));
            }
            else if (globals.Find(name) is { State: not VariableState.Unset } global
                && (global.State != VariableState.NotSetHere || !state.Scope.ContainsKey(name)))
            {
                state.Scope = state.Scope.With(name, global);
            }
            else if (!state.Scope.ContainsKey(name))
            {
                state.Scope = state.Scope.With(name, Variable.NotSetHere);
            }
        }
    }

    private void SetEnvironment(Instruction instruction)
    {
        var words = instruction.Words;
        var env = state.Image.Variables;
        var scope = state.Scope;
        var location = source.At(instruction.Span);
        var isOldForm = words.Count == 2 && words[0].IndexOf('=') < 0;
        for (var i = 0; i < (isOldForm ? 1 : words.Count); i++)
        {
            NameAndValue.Split(words[i], out var name, out var value);
            value = isOldForm ? words[1] : value;
            if (value is null || Expand(name, instruction) is not { } expandedName)
            {
                continue;
            }

            var expanded = Expand(value, instruction);
            env = env.With(expandedName, new Located<string?>(expanded, location));
            scope = scope.With(expandedName, Variable.Of(expanded));
        }

        // All words of one ENV see the values from before it.
        state.Image.Variables = env;
        state.Scope = scope;
    }

    private void Copy(Instruction instruction)
    {
        var words = instruction.Words;
        var sources = words.Count - 1;
        var path = Expand(words[sources], instruction);
        var destination = path is null ? null : ImagePath.Destination(state.Image.WorkDir, path, sources > 1, state.Image.IsWindows);
        var from = instruction.Kind == InstructionKind.Copy ? instruction.Flag("from")?.Value : null;
        if (from is not null && destination == "/" && sources == 1 && IsRoot(words[0]) && instruction.Flag("exclude") is null
            && state.TryTakeFiles(images(from), instruction))
        {
            return;
        }

        for (var i = 0; i < sources; i++)
        {
            var inline = HeredocOf(words[i], instruction);
            var file = inline is null ? Expand(words[i], instruction) : inline.Name;
            state.Image.Add(new CopiedFile(instruction, file, destination, from, inline, sources > 1));
        }
    }

    private static bool IsRoot(string source) => source is "/" or "." or "./" or "/.";

    private static Heredoc? HeredocOf(string word, Instruction instruction)
    {
        if (instruction.Heredocs.Count == 0 || !HeredocReader.TryParseDelimiter(word, out var name, out _, out _))
        {
            return null;
        }

        // Of two heredocs with one name the builder takes the last (instructions/parse.go, parseSourcesAndDest).
        for (var i = instruction.Heredocs.Count - 1; i >= 0; i--)
        {
            if (string.Equals(instruction.Heredocs[i].Name, name, StringComparison.Ordinal))
            {
                return instruction.Heredocs[i];
            }
        }

        return null;
    }

    private void Validate(Instruction instruction)
    {
        for (var i = 0; i < instruction.Words.Count; i++)
        {
            var word = instruction.Words[i];
            if (lexer.IsPlain(word) || lexer.IsPlainlyQuoted(word))
            {
                continue;
            }

            if (instruction.Kind == InstructionKind.Label)
            {
                NameAndValue.Split(word, out var name, out var value);
                Expand(name, instruction);
                Expand(value ?? string.Empty, instruction);
            }
            else
            {
                Expand(word, instruction);
            }
        }
    }

    private Located<string?> Expanded(Instruction instruction) =>
        new(Expand(instruction.Words[0], instruction), source.At(instruction.Arguments.WholeSpan));

    private string? Expand(string word, Instruction instruction)
    {
        var expansion = lexer.Expand(word, state);
        if (expansion.Error is { } error)
        {
            // The build ends at the first of an instruction's words.
            var first = InputError.At(source.At(instruction.KeywordSpan), error);
            if (errors.Count == 0 || errors[errors.Count - 1].Position != first.Position)
            {
                errors.Add(first);
            }
        }

        return expansion.Value;
    }
}
