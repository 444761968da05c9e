using Dockerlint.Kubernetes;
using Dockerlint.Programs;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Shells;
using Dockerlint.Text;

namespace Dockerlint.Rules.Lifecycle;

/// <summary>The argv of an exec hook: the kubelet starts it as it is, without a shell and without replacing <c>$(NAME)</c>.</summary>
internal static class HookCommand
{
    private const string Fails = "so the hook fails at once and SIGTERM follows";

    private static readonly string[] _operators = ["&&", "||", "|", ";", "&"];

    /// <summary>What every shell refuses, and before it runs anything of the line.</summary>
    private static readonly string[] _misplaced = [.. _operators.Select(static word => $"unexpected `{word}`")];

    public static HookFault? FaultOf(IReadOnlyList<Located<string>> command, PodContainer container)
    {
        var program = command[0];
        if (IsUnknown(program.Value))
        {
            return null;
        }

        if (program.Value.Length == 0)
        {
            return new HookFault(program.Location, $"the program of the hook is empty, {Fails}; name one");
        }

        if (HasSpace(program.Value) && program.Value.IndexOf('\\') < 0)
        {
            return new HookFault(program.Location,
                $"the hook looks for a program named '{Short(program.Value)}', spaces included, {Fails}; write each word as an item of its own, "
                    + $"{Split(program.Value)}, or [\"sh\", \"-c\", \"...\"]");
        }

        if (program.Value is [.., '/'])
        {
            return new HookFault(program.Location, $"{Short(program.Value)} names a folder, which cannot be run, {Fails}; leave the last / out");
        }

        var name = ProgramName.Of(program.Value);
        return ShellCommandLine.IsShell(name) ? OfShell(command, name) : OfProgram(command, name, container);
    }

    private static HookFault? OfProgram(IReadOnlyList<Located<string>> command, string name, PodContainer container)
    {
        for (var i = 1; i < command.Count; i++)
        {
            var word = command[i].Value;
            if (Array.IndexOf(_operators, word) >= 0 || word.Length > 1 && word[word.Length - 1] == ';' && name != "find")
            {
                return new HookFault(command[i].Location,
                    $"no shell reads this hook: {name} gets '{word}' as an argument, and what follows is not run; write [\"sh\", \"-c\", \"...\"]");
            }
        }

        if (name == "sleep" && command.Count > 1 && !IsUnknown(command[1].Value) && Durations.Sleep(command[1].Value) is null)
        {
            var what = Variable(command[1].Value) is { } variable && container.Env.Any(set => set.Name == variable)
                ? $"nothing replaces {command[1].Value} in a hook" : $"sleep takes no '{Short(command[1].Value)}'";
            return new HookFault(command[1].Location, $"{what}, {Fails}; write the seconds, or let a shell read the variable "
                + "([\"sh\", \"-c\", \"sleep $NAME\"])");
        }

        return name == "sleep" && command.Count == 1
            ? new HookFault(command[0].Location, $"sleep without a time ends with an error, {Fails}; write [\"sleep\", \"15\"]")
            : null;
    }

    private static HookFault? OfShell(IReadOnlyList<Located<string>> command, string shell)
    {
        if (command.Count == 1)
        {
            return null;
        }

        var flag = command[1].Value;
        if (flag.Length > 0 && flag[0] != '-')
        {
            return HasSpace(flag) || flag is "sleep" or "kill" or "nginx" or "curl" or "wget"
                ? new HookFault(command[1].Location,
                    $"{shell} without -c looks for a script of the name '{Short(flag)}', {Fails}; write [\"{shell}\", \"-c\", \"...\"]")
                : null;
        }

        if (HasSpace(flag))
        {
            return flag.StartsWith("-c", StringComparison.Ordinal)
                ? new HookFault(command[1].Location, $"'{Short(flag)}' is one word to {shell}, {Fails}; write [\"{shell}\", \"-c\", \"...\"]")
                : null;
        }

        if (ShellCommandLine.TextOf(command) is not { } text)
        {
            return command.Count == 2 && flag.EndsWith("c", StringComparison.Ordinal) && !flag.StartsWith("--", StringComparison.Ordinal)
                ? new HookFault(command[1].Location, $"{shell} -c has no text to run, {Fails}; write it as the third item")
                : null;
        }

        return OfText(command, shell, text);
    }

    private static HookFault? OfText(IReadOnlyList<Located<string>> command, string shell, Located<string> located)
    {
        var text = located.Value;
        if (command.Count > 3 && command[2].Location == located.Location
            && text is "sleep" or "kill" or "nginx" or "curl" or "wget" or "pkill" or "killall" or "/bin/sleep")
        {
            return new HookFault(command[3].Location,
                $"{shell} -c runs '{text}' alone: what follows are its $0 and $1, which nothing reads, {Fails}; write it as one string, "
                    + $"\"{text} {Short(command[3].Value)}\"");
        }

        var script = ShellParser.Parse(text, ShellDialect.Bash);
        if (script.Error is { } error && Array.IndexOf(_misplaced, error.Message) >= 0 && !text.Contains("{{"))
        {
            return new HookFault(located.Location,
                $"{shell} cannot read the text of this hook ({error.Message}): nothing of it runs, {Fails}; end a line in the operator instead of "
                    + "beginning one with it, and write no ; behind &");
        }

        // "'sleep 10'": quotes that were to be the YAML's are the shell's.
        return script is { Error: null, Body.Statements: [{ Command: SimpleCommand { Words: [var only] } }] }
            && only is { IsQuoted: true, Constant: { } quoted } && HasSpace(quoted)
            ? new HookFault(located.Location,
                $"{shell} looks for a program named '{Short(quoted)}', spaces included, {Fails}; take the inner quotes away")
            : null;
    }

    private static bool HasSpace(string text) => text.Trim().IndexOf(' ') > 0;

    private static bool IsUnknown(string text) => text.Contains("{{") || text.StartsWith("<", StringComparison.Ordinal);

    /// <summary><c>$(NAME)</c>, <c>$NAME</c>, <c>${NAME}</c>.</summary>
    private static string? Variable(string text) => text is ['$', ..] ? text.Trim('$', '(', ')', '{', '}') : null;

    private static string Split(string text) => "[" + string.Join(", ", text.Split([' '], StringSplitOptions.RemoveEmptyEntries).Take(4)
        .Select(static word => $"\"{word}\"")) + "]";

    private static string Short(string text) => text.Length <= 40 ? text.Replace('\n', ' ') : text.Substring(0, 37).Replace('\n', ' ') + "...";
}
