using Dockerlint.Cli;

FirstProcess.EndOnSignals();
return CommandLine.Run(args, CommandHost.OfProcess());
