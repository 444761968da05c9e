using System.CommandLine;
using Dockerlint.Cli.LanguageServer;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint lsp</c></summary>
internal static class LspCommand
{
    public static DocumentedCommand Create(CommandHost host)
    {
        // What most clients append by themselves.
        var stdio = new Option<bool>("--stdio") { Description = "Speak over standard input and output: the only way, and the default" };
        var command = new DocumentedCommand(
            "lsp", "Speak the Language Server Protocol: findings, explanations and fixes in the editor", [],
            [
                (ExitCode.Clean, "the client said shutdown, then exit"), (ExitCode.Findings, "it left without shutdown"),
                (ExitCode.Failure, "wrong usage"),
            ]) { stdio };
        command.SetAction(_ =>
        {
            using var input = host.Input();
            using var output = host.OutputBytes();
            using var server = new Server(host, input, output);
            var code = server.Run();
            if (server.Broken is { } reason)
            {
                host.Error.WriteLine($"dockerlint: lsp: {reason}");
            }

            return code;
        });
        return command;
    }
}
