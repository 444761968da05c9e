using System.CommandLine;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Configuration;
using Dockerlint.Cli.Fixes;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Findings;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint [check] PATH…</c></summary>
internal sealed class CheckCommand(CommandHost host, ParseResult words, CheckOptions options)
{
    private readonly DiskFileReader _reader = new(host.WorkingDirectory);

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
        RefuseContradictions();
        var check = new Check(_reader, [new RuleSelection(Rules(options.Select), Rules(options.Ignore)), new ConfiguredSeverities(host)]);
        var baseline = BaselineToRead();
        var inputs = options.Input.Find(words, host, _reader);
        CheckResult Checked(InputSet set)
        {
            var result = check.Run(set);
            return baseline is null ? result : result with { Findings = baseline.Without(result.Findings) };
        }

        return words.GetValue(options.Fix) || words.GetValue(options.Diff) ? RunFixes(inputs, Checked)
            : words.GetValue(options.WriteBaseline) ? WriteBaseline(inputs, Checked(inputs))
            : Report(inputs, Checked(inputs));
    }

    private void RefuseContradictions()
    {
        bool fixes = words.GetValue(options.Fix);
        bool diff = words.GetValue(options.Diff);
        if (words.GetValue(options.UnsafeFixes) && !fixes && !diff)
        {
            throw new UsageException("--unsafe-fixes goes with --fix or --diff");
        }

        if (fixes && !diff && options.Input.Paths(words).Contains("-"))
        {
            throw new UsageException("--fix cannot write to standard input; --diff shows what it would change");
        }

        if (words.GetValue(options.WriteBaseline) && (words.GetValue(options.Baseline) is null || fixes || diff))
        {
            throw new UsageException("--write-baseline goes with --baseline FILE, and without --fix and --diff");
        }
    }

    private List<string> Rules(Option<string[]> option)
    {
        var rules = RuleSelection.Parse(words.GetValue(option) ?? [], out string? error);
        return error is null ? rules : throw new UsageException($"{option.Name}: {error} is no rule (dockerlint rules lists them)");
    }

    private Baseline? BaselineToRead() => words.GetValue(options.Baseline) is { } file && !words.GetValue(options.WriteBaseline) ? Baseline.Read(host.FullPath(file), file) : null;

    private int WriteBaseline(InputSet inputs, CheckResult result)
    {
        string file = words.GetValue(options.Baseline)!;
        SavedFile.Write(host, file, full => Baseline.Write(full, result.Findings));
        Diagnostics.Write(inputs, result.Errors, host);
        host.Error.WriteLine($"{file}: {PlainText.Counted(result.Findings.Count, "finding")} written");
        return result.Errors.Count > 0 ? ExitCode.Failure : ExitCode.Clean;
    }

    private int RunFixes(InputSet inputs, Func<InputSet, CheckResult> check)
    {
        var fixes = new FixRun(_reader, check, words.GetValue(options.UnsafeFixes));
        var rest = fixes.Run(inputs);
        if (words.GetValue(options.Diff))
        {
            Diagnostics.Write(inputs, rest.Errors, host);
            foreach (var file in fixes.Files)
            {
                UnifiedDiff.Write(file, host.Output);
            }

            return rest.Errors.Count > 0 ? ExitCode.Failure : fixes.Count > 0 ? ExitCode.Findings : ExitCode.Clean;
        }

        foreach (var file in fixes.Files)
        {
            SavedFile.Write(host, file.After.Path, full => FixedFileWriter.Write(full, file.After.Content));
        }

        host.Error.WriteLine($"{PlainText.Counted(fixes.Count, "finding")} fixed in {PlainText.Counted(fixes.Files.Count, "file")}");
        return Report(inputs, rest);
    }

    private int Report(InputSet inputs, CheckResult result)
    {
        Diagnostics.Write(inputs, result.Errors, host);
        string? file = words.GetValue(options.Output);
        var format = OutputFormats.Create(words.GetValue(options.Format)!, TextStyle.For(host, words.GetValue(options.Color)!, toFile: file is not null));
        if (file is null)
        {
            format.Write(result, host.Output);
        }
        else
        {
            using var text = new StringWriter { NewLine = "\n" };
            format.Write(result, text);
            SavedFile.Write(host, file, text.ToString());
        }

        return Code(result);
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
