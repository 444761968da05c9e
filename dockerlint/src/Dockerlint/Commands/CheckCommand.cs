using System.CommandLine;
using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Configuration;
using Dockerlint.Cli.Fixes;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;
using Dockerlint.Cli.Rendering;
using Dockerlint.Cli.Since;
using Dockerlint.Findings;
using Dockerlint.Rules.Input;

namespace Dockerlint.Cli.Commands;

/// <summary><c>dockerlint [check] PATH…</c></summary>
internal sealed class CheckCommand(CommandHost host, ParseResult words, CheckOptions options)
{
    private readonly RepositoryReader _reader = options.Input.Reader(words, host);

    public static DocumentedCommand Create(CommandHost host)
    {
        var options = new CheckOptions();
        var command = new DocumentedCommand(
            "check", "Look for what keeps the stop from the application (the default command)",
            [
                ("dockerlint .", "all below this folder"),
                ("dockerlint check . --since origin/main...", "what the branch touches"),
                ("dockerlint check . --fix --diff", "what --fix would write"),
                ("helm template my-chart | dockerlint check -", "what is rendered elsewhere"),
                ("dockerlint check . --format sarif --output dockerlint.sarif", ""),
                ("dockerlint check . --baseline dockerlint.baseline.json --write-baseline", ""),
            ],
            [
                (ExitCode.Clean, "nothing at or above --fail-on"),
                (ExitCode.Findings, "findings; with --diff something to fix; with --strict a file not checked"),
                (ExitCode.Failure, "wrong usage, or an input that could not be read (the others are checked)"),
            ]);
        options.AddTo(command);
        command.SetAction(words => new CheckCommand(host, words, options).Run());
        return command;
    }

    private int Run()
    {
        RefuseContradictions();
        var baseline = BaselineToRead();
        if (words.GetValue(options.Since) is not null)
        {
            _reader.KeepAsked();
        }

        using var inputs = options.Input.Find(words, host, _reader);
        if (words.GetValue(options.Render))
        {
            new Renderer(host, _reader).Run(inputs);
        }

        var selection = new RuleSelection(Rules(options.Select), Rules(options.Ignore));
        var severities = new ConfiguredSeverities(_reader, Preset.Of(words.GetValue(options.Preset)));
        var check = new Check(_reader, [selection, severities])
        {
            Settings = severities,
            Changed = words.GetValue(options.Since) is { } revision ? ChangedFiles.Since(revision, host, _reader) : null,
        };
        RefuseToOverwrite(inputs);
        CheckResult Checked(InputSet set)
        {
            var result = check.Run(set);
            return baseline?.Without(result, IsWhole(), WasChecked(inputs)) ?? result;
        }

        return words.GetValue(options.Fix) || words.GetValue(options.Diff) ? RunFixes(inputs, Checked)
            : words.GetValue(options.WriteBaseline) ? WriteBaseline(inputs, Checked(inputs))
            : Report(inputs, Checked(inputs));
    }

    private void RefuseContradictions()
    {
        var fixes = words.GetValue(options.Fix);
        var diff = words.GetValue(options.Diff);
        if (words.GetValue(options.UnsafeFixes) && !fixes && !diff)
        {
            throw new UsageException("--unsafe-fixes goes with --fix or --diff");
        }

        if (fixes && !diff && options.Input.Paths(words).Contains("-"))
        {
            throw new UsageException("--fix cannot write to standard input; --diff shows what it would change");
        }

        if (words.GetValue(options.Since) is not null && options.Input.Paths(words).Contains("-"))
        {
            throw new UsageException("--since is about files; standard input has no history");
        }

        if (words.GetValue(options.Statistics) && words.GetValue(options.Format) is not ("text" or "concise"))
        {
            throw new UsageException("--statistics goes with --format text or concise; json always has them");
        }

        if (diff && (words.GetValue(options.Statistics) || words.GetValue(options.Output) is not null || options.IsFormatGiven(words)))
        {
            throw new UsageException("--diff writes a diff to standard output, without --format, --statistics and --output");
        }

        RefuseUselessUntil();

        if (words.GetValue(options.WriteBaseline) && (words.GetValue(options.Baseline) is null || fixes || diff))
        {
            throw new UsageException("--write-baseline goes with --baseline FILE, and without --fix and --diff");
        }
    }

    private void RefuseUselessUntil()
    {
        if (words.GetValue(options.Until) is not { } until)
        {
            return;
        }

        if (!words.GetValue(options.WriteBaseline))
        {
            throw new UsageException("--until goes with --write-baseline");
        }

        if (Baseline.ParseDay(until) < host.Today())
        {
            throw new UsageException($"--until: {until} is over, no entry would count");
        }
    }

    private List<string> Rules(Option<string[]> option)
    {
        var rules = RuleSelection.Parse(words.GetValue(option) ?? [], out var error);
        return error is null ? rules : throw new UsageException($"{option.Name}: {error} is no rule (dockerlint rules lists them)");
    }

    private Baseline? BaselineToRead() =>
        words.GetValue(options.Baseline) is { } file && !words.GetValue(options.WriteBaseline) ? Baseline.Read(_reader, file, host.Today()) : null;

    /// <summary>Every rule was asked of everything: what is not found is not there.</summary>
    private bool IsWhole() => words.GetValue(options.Since) is null && (words.GetValue(options.Select) ?? []).Length == 0
        && (words.GetValue(options.Ignore) ?? []).Length == 0;

    /// <summary>A file that is gone below a folder that was checked is one, too.</summary>
    private Predicate<string> WasChecked(InputSet inputs)
    {
        var paths = new HashSet<string>(inputs.Inputs.Select(static input => input.Source.Path), StringComparer.Ordinal);
        return path => paths.Contains(path) || !_reader.Exists(path) && _reader.Roots.IsGiven(_reader.FullPath(path));
    }

    private int WriteBaseline(InputSet inputs, CheckResult result)
    {
        var file = words.GetValue(options.Baseline)!;
        var until = Baseline.ParseDay(words.GetValue(options.Until));
        var before = Baseline.ReadIfOne(_reader, file, host.Today());
        SavedFile.Write(host, _reader, file, Baseline.Write(result.Findings, until, before));
        Diagnostics.Write(inputs, result.Errors, host, _reader);
        host.Error.WriteLine($"{file}: {PlainText.Counted(result.Findings.Count, "finding")} written");
        return result.Errors.Count > 0 ? ExitCode.Failure : ExitCode.Clean;
    }

    private int RunFixes(InputSet inputs, Func<InputSet, CheckResult> check)
    {
        var fixes = new FixRun(_reader, check, MayWrite, words.GetValue(options.UnsafeFixes)) { NameOf = _reader.RealName };
        var rest = fixes.Run(inputs);
        foreach (var path in fixes.Outside)
        {
            host.Error.WriteLine(PlainText.Printable($"{path}: not fixed: it is not below the given paths"));
        }

        if (words.GetValue(options.Diff))
        {
            Diagnostics.Write(inputs, rest.Errors, host, _reader);
            foreach (var file in fixes.Files)
            {
                if (!UnifiedDiff.Write(file, host.Output))
                {
                    host.Error.WriteLine(
                        PlainText.Printable(
                            $"{file.Before.Path}: it has characters that a log must not show, so patch cannot use its part of the diff; "
                                + "--fix writes it"));
                }
            }

            return rest.Errors.Count > 0 ? ExitCode.Failure : fixes.Files.Count > 0 ? ExitCode.Findings : ExitCode.Clean;
        }

        var unwritten = WriteFixes(fixes.Files);
        return unwritten.Count == 0 ? Report(inputs, rest) : Math.Max(ExitCode.Failure, Report(inputs, fixes.Without(unwritten, inputs)));
    }

    private bool MayWrite(string path) => _reader.Paths.Of(_reader.FullPath(path)) is not { } real || _reader.Roots.IsGiven(real);

    /// <summary>One that cannot be written keeps no other from it.</summary>
    private List<FixedFile> WriteFixes(IReadOnlyCollection<FixedFile> files)
    {
        var unwritten = new List<FixedFile>();
        var writer = new FixedFileWriter(_reader);
        foreach (var file in files)
        {
            if (writer.Write(file) is { } reason)
            {
                unwritten.Add(file);
                host.Error.WriteLine(PlainText.Printable($"{file.Before.Path}: error {UnreadableInput.Definition.Id}: not fixed: {reason}"));
            }
        }

        var fixes = files.Sum(static file => file.Fixes) - unwritten.Sum(static file => file.Fixes);
        host.Error.WriteLine($"{PlainText.Counted(fixes, "finding")} fixed in {PlainText.Counted(files.Count - unwritten.Count, "file")}");
        return unwritten;
    }

    private int Report(InputSet inputs, CheckResult result)
    {
        Diagnostics.Write(inputs, result.Errors, host, _reader);
        if (words.GetValue(options.Format) == "gitlab")
        {
            Diagnostics.Write(result.NotChecked.Unsaid, host);
        }

        if (result.UnchangedErrors > 0)
        {
            host.Error.WriteLine($"{PlainText.Counted(result.UnchangedErrors, "input error")} of files that have not changed not shown");
        }

        var file = words.GetValue(options.Output);
        var format = OutputFormats.Create(
            words.GetValue(options.Statistics) ? OutputFormats.Statistics : words.GetValue(options.Format)!,
            TextStyle.For(host, words.GetValue(options.Color)!, toFile: file is not null));
        SavedFile.Report(host, _reader, file, output => format.Write(LongWords.Cut(result), output));
        return Code(result);
    }

    private void RefuseToOverwrite(InputSet inputs)
    {
        if (words.GetValue(options.Output) is not { } file)
        {
            return;
        }

        if (file.Length == 0)
        {
            throw new UsageException("--output needs the name of a file");
        }

        var full = host.FullPath(file);
        var target = _reader.Paths.Of(full) ?? full;
        if (inputs.Inputs.Exists(input => _reader.FullPath(input.Source.Path) is var path && (path == full || path == target)))
        {
            throw new UsageException($"--output {file} is one of the inputs and would be overwritten");
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
        var isUnchecked = words.GetValue(options.Strict) && result.NotChecked.HasFiles;
        return isUnchecked || result.Findings.Any(finding => finding.Severity >= threshold) ? ExitCode.Findings : ExitCode.Clean;
    }
}
