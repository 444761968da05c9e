using System.Diagnostics;
using Dockerlint.Shell;
using Xunit.Abstractions;

namespace Dockerlint.Tests.Shell;

/// <summary>The shells' own judgement (<c>-n</c>: read, never run) against ours.</summary>
public class ShellOracleTests(ITestOutputHelper output)
{
    private const string ScriptsVariable = "SHUTDOWN_TOOLKIT_SCRIPTS";

    [SkippableTheory]
    [InlineData("bash", ShellDialect.Bash)]
    [InlineData("dash", ShellDialect.Posix)]
    public void OwnSnippets_AcceptedAsTheShellDoes(string shell, ShellDialect dialect)
    {
        SkipWithout(shell);
        var file = Path.GetTempFileName();
        try
        {
            var differences = new List<string>();
            foreach (var text in Snippets())
            {
                File.WriteAllText(file, text);
                Compare(shell, dialect, file, text, differences);
            }

            Assert.Empty(differences);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [SkippableTheory]
    [InlineData("bash", ShellDialect.Bash)]
    [InlineData("dash", ShellDialect.Posix)]
    public void RealScripts_AcceptedAsTheShellDoes(string shell, ShellDialect dialect)
    {
        var folders = Environment.GetEnvironmentVariable(ScriptsVariable);
        Skip.If(string.IsNullOrEmpty(folders), $"set {ScriptsVariable} to folders with scripts, separated by `{Path.PathSeparator}`");
        SkipWithout(shell);
        var count = 0;
        var differences = new List<string>();
        foreach (var (path, text) in folders!.Split(Path.PathSeparator).SelectMany(Scripts))
        {
            Compare(shell, dialect, path, text, differences);
            count++;
        }

        output.WriteLine($"{shell}: {count} scripts, {differences.Count} differences");
        Assert.NotEqual(0, count);
        Assert.Empty(differences);
    }

    /// <summary>As POSIX we also take what only bash takes, and <c>-n</c> does not run the <c>shopt -s extglob</c> that we believe.</summary>
    private static void Compare(string shell, ShellDialect dialect, string path, string text, List<string> differences)
    {
        var isAccepted = IsAccepted(shell, path);
        var error = ShellParser.Parse(text, dialect).Error;
        var agrees = isAccepted == error is null
            || (error is null && dialect is ShellDialect.Posix)
            || (error is null && text.Contains("extglob", StringComparison.Ordinal));
        if (!agrees)
        {
            var ours = error?.ToString() ?? "no error";
            differences.Add($"{shell} {(isAccepted ? "accepts" : "rejects")} {path}, we say {ours}: {text[..Math.Min(text.Length, 200)]}");
        }
    }

    /// <summary>Carriage returns are white space to us alone.</summary>
    private static IEnumerable<string> Snippets() =>
        PosixSnippets.Commands.Concat(PosixSnippets.PosixOnly).Concat(WordSnippets.Words).Concat(WordSnippets.HereDocuments)
            .Concat(BashSnippets.Commands)
            .Select(row => (string)row[0])
            .Concat(RejectedSnippets.Texts)
            .Where(text => !text.Contains('\r', StringComparison.Ordinal));

    private static IEnumerable<(string Path, string Text)> Scripts(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var path in Directory.EnumerateFiles(folder, "*", options))
        {
            var isNamedScript = path.EndsWith(".sh", StringComparison.Ordinal) || path.EndsWith(".bash", StringComparison.Ordinal);
            if (!isNamedScript && !BeginsWithShebang(path))
            {
                continue;
            }

            var text = File.ReadAllText(path);
            var isShell = ShellDialects.FromInterpreter(text.StartsWith("#!", StringComparison.Ordinal) ? text : "sh") is not null;
            if (isShell && !text.Contains("\r\n", StringComparison.Ordinal) && !text.Contains('\0', StringComparison.Ordinal))
            {
                yield return (path, text);
            }
        }
    }

    private static bool BeginsWithShebang(string path)
    {
        using var stream = File.OpenRead(path);
        return stream.ReadByte() == '#' && stream.ReadByte() == '!';
    }

    private static bool IsAccepted(string shell, string path)
    {
        using var process = Process.Start(new ProcessStartInfo(shell) { ArgumentList = { "-n", path }, RedirectStandardError = true })!;
        var complaints = process.StandardError.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();

        // An error within [[ ]] leaves bash's exit code 0; a here-document without its end is only a warning.
        return process.ExitCode == 0 && complaints.All(line => line.Contains("warning:", StringComparison.Ordinal));
    }

    private static void SkipWithout(string shell) =>
        Skip.IfNot((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, shell))),
            $"no {shell} on this machine");
}
