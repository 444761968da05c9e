using System.CommandLine;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint completion bash</c></summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # bash completion of dockerlint: source <(dockerlint completion bash)
        _dockerlint() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$("$1" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$2"))
        }
        complete -o default -F _dockerlint dockerlint

        """;

    private const string Zsh = """
        #compdef dockerlint
        # zsh completion of dockerlint: source <(dockerlint completion zsh), after compinit
        _dockerlint() {
          local line="${(j: :)words[1,CURRENT]}"
          local -a found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
          [[ -z "${found[1]}" ]] || compadd -- "${found[@]}"
          _files
        }
        compdef _dockerlint dockerlint

        """;

    private const string Fish = """
        # fish completion of dockerlint: dockerlint completion fish | source
        function __dockerlint_suggest
          set --local line "$(commandline --current-process --cut-at-cursor)"
          dockerlint "[suggest:"(string length -- $line)"]" $line 2>/dev/null
        end
        complete --command dockerlint --arguments '(__dockerlint_suggest)'

        """;

    private const string Pwsh = """
        # PowerShell completion of dockerlint: dockerlint completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName dockerlint -ScriptBlock {
          param($word, $command, $cursor)
          dockerlint "[suggest:$cursor]" "$command" 2>$null | Where-Object { $_ -like "$word*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;

    public static DocumentedCommand Create(CommandHost host)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell to write it for" }.AcceptOnlyFrom("bash", "zsh", "fish", "pwsh");
        var command = new DocumentedCommand(
            "completion", "Print the tab completion of a shell",
            [
                ("source <(dockerlint completion bash)", "in ~/.bashrc"),
                ("source <(dockerlint completion zsh)", "in ~/.zshrc"),
                ("dockerlint completion fish | source", ""),
                ("dockerlint completion pwsh | Out-String | Invoke-Expression", ""),
            ],
            [(ExitCode.Clean, "printed"), (ExitCode.Failure, "no such shell")]) { shell };
        command.SetAction(words =>
        {
            host.Output.Write(words.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, "fish" => Fish, _ => Pwsh });
            return ExitCode.Clean;
        });
        return command;
    }
}
