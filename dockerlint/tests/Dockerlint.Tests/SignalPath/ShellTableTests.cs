using System.Text.Json;
using Dockerlint.SignalPath;
using Xunit.Abstractions;

namespace Dockerlint.Tests.SignalPath;

public class ShellTableTests(ITestOutputHelper output)
{
    public static TheoryData<string> Shells => [.. ShellTable.Shells];

    [Theory]
    [MemberData(nameof(Shells))]
    public void Model_SaysWhatTheTableSays(string shell)
    {
        var wrong = new List<string>();
        foreach (var (form, isFile) in Rows(shell))
        {
            var replaces = ModelReplaces(shell, form, isFile);
            if (replaces != form.Replaces(shell))
            {
                wrong.Add($"{form}: the model says {replaces}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>The shell is PID 1 of a namespace of its own; <c>app</c> writes down its process id, 1 where the shell has replaced itself.</summary>
    [SkippableTheory]
    [MemberData(nameof(Shells))]
    public void Shell_DoesWhatTheTableSays(string shell)
    {
        var command = PidNamespace.ShellOrSkip(shell);
        var folder = Directory.CreateTempSubdirectory("shell-table").FullName;
        try
        {
            PidNamespace.WriteProgram(Path.Combine(folder, "app"), $"#!/bin/sh\necho $$ > {folder}/pid\n");
            PidNamespace.WriteProgram(Path.Combine(folder, "sourced"), "app\n");
            var wrong = new List<string>();
            var count = 0;
            foreach (var (form, isFile) in Rows(shell))
            {
                count++;
                var replaced = Measure(folder, command, form, isFile);
                if (replaced != form.Replaces(shell))
                {
                    wrong.Add($"{form}: {shell} {(replaced is null ? "does not run app" : replaced.Value ? "replaces itself" : "stays")}");
                }
            }

            output.WriteLine($"{shell}: {count} forms measured, {wrong.Count} differ");
            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(ShellForm Form, bool IsFile)> Rows(string shell) =>
        ShellTable.Forms.Select(form => (form, false)).Concat(ShellTable.Files.Select(form => (form, true)))
            .Where(row => row.Item1.Replaces(shell) is not null);

    private static bool ModelReplaces(string shell, ShellForm form, bool isFile)
    {
        var text = form.Text.Replace("@dir", "/opt", StringComparison.Ordinal);
        var command = isFile ? $"[\"{shell}\", \"/opt/script\", \"app\"]" : JsonSerializer.Serialize(new[] { shell, "-c", text });
        var folder = Folder.Of($"FROM debian:12\nCOPY sourced script /opt/\nENTRYPOINT {command}\n", ("sourced", "app\n"), ("script", text));
        var hop = folder.Route().Hops.First(hop => hop.Kind is HopKind.Shell or HopKind.Script);

        return hop.Starts == StartsNext.Execs;
    }

    private static bool? Measure(string folder, string[] shell, ShellForm form, bool isFile)
    {
        var pid = Path.Combine(folder, "pid");
        File.Delete(pid);
        var text = form.Text.Replace("@dir", folder, StringComparison.Ordinal);
        var script = Path.Combine(folder, "script");
        File.WriteAllText(script, text);
        string[] arguments = isFile ? [script, "app"] : ["-c", text];
        PidNamespace.Run("unshare", ["-fp", "--mount-proc", .. shell, .. arguments], folder);

        return File.Exists(pid) ? File.ReadAllText(pid).Trim() == "1" : null;
    }
}
