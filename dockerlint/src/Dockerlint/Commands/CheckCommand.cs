using System.CommandLine;
using System.Text;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Configuration;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint [check] PATH…</c></summary>
internal sealed class CheckCommand(CommandHost host, ParseResult words, CheckOptions options)
{
    public static Command Create(CommandHost host)
    {
        var options = new CheckOptions();
        var command = new Command("check", "Look for what keeps the stop from the application (the default command)");
        options.AddTo(command);
        command.SetAction(words => new CheckCommand(host, words, options).Run());
        return command;
    }

    private int Run()
    {
        var filters = Filters();
        var reader = new DiskFileReader(host.WorkingDirectory);
        var inputs = options.Input.Find(words, host, reader);
        var result = new Check(reader, filters).Run(inputs);
        Diagnostics.Write(inputs, result, host);
        Write(result);
        return Code(result);
    }

    private List<IFindingFilter> Filters() => [new RuleSelection(Rules(options.Select), Rules(options.Ignore))];

    private List<string> Rules(Option<string[]> option)
    {
        var rules = RuleSelection.Parse(words.GetValue(option) ?? [], out string? error);
        return error is null ? rules : throw new UsageException($"{option.Name}: {error} is no rule (dockerlint rules lists them)");
    }

    private void Write(CheckResult result)
    {
        string? file = words.GetValue(options.Output);
        var format = OutputFormats.Create(words.GetValue(options.Format)!, TextStyle.For(host, words.GetValue(options.Color)!, toFile: file is not null));
        if (file is null)
        {
            format.Write(result, host.Output);
            return;
        }

        using var text = new StringWriter { NewLine = "\n" };
        format.Write(result, text);
        try
        {
            OutputFile.Write(host.FullPath(file), Encoding.UTF8.GetBytes(text.ToString()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be written: {ReadFailure.Sentence(e)}", e);
        }
    }

    private int Code(CheckResult result)
    {
        if (result.Errors.Count > 0)
        {
            return ExitCode.Failure;
        }

        Severity? threshold = words.GetValue(options.FailOn) switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            "info" => Severity.Info,
            _ => null,
        };
        return result.Findings.Any(finding => finding.Severity >= threshold) ? ExitCode.Findings : ExitCode.Clean;
    }
}
