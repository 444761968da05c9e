using Dockerlint.Cli;

return CommandLine.Run(args, CommandHost.OfProcess());
