using System.Diagnostics;
using Dockerlint.Cli.Output;
using Dockerlint.Tests.Cli;

namespace Dockerlint.Tests.Output;

public sealed class TerminalTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public TerminalTests() => _folder
        .Write("some/where/deep/Dockerfile", "FROM node:22-bookworm-slim\nCOPY . .\nCMD node server.js --a-long-option\n")
        .Write("some/where/deep/server.js", WorkFolder.Handler);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(133)]
    [InlineData(200)]
    public void Lines_AreAsWideAsTheTerminalAndNoWider(int columns)
    {
        _folder.Columns = columns;
        _folder.IsTerminal = true;
        foreach (var command in (string[][])[["check", "."], ["trace", "."], ["explain", "STOP2001"], ["explain", "STOP1101"], ["rules"]])
        {
            string[] plain = command[0] is "explain" or "rules" ? [] : ["--color", "never"];
            var lines = Plain(_folder.Run([.. command, .. plain]).Output).Split('\n');

            Assert.All(
                lines, line => Assert.True(
                    line.Length <= columns || command[0] == "explain" && line.StartsWith("    ", StringComparison.Ordinal)
                        || !line.Trim().Contains(' ', StringComparison.Ordinal) || line.Contains("http", StringComparison.Ordinal),
                    $"{line.Length}: {line}"));
            Assert.True(command[0] == "trace" || lines.Max(static line => line.Length) > columns * 3 / 4, "the width is not used");
        }
    }

    [Fact]
    public void NoTerminal_AHundredOrWhatColumnsSays()
    {
        Assert.All(_folder.Run(".").Output.Split('\n'), static line => Assert.True(line.Length <= 100, line));
        _folder.Variables["COLUMNS"] = "80";
        Assert.All(
            _folder.Run(".").Output.Split('\n').Where(static line => !line.Contains("http", StringComparison.Ordinal)),
            static line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Digest_ItsBeginningForPeopleAllForPrograms()
    {
        var digest = new string('a', 32) + new string('b', 32);
        _folder.Write("Dockerfile", $"FROM node:22-bookworm-slim@sha256:{digest}\nCMD node server.js\n");

        Assert.Contains("node:22-bookworm-slim@sha256:aaaaaaaaaaaa... ", _folder.Run("Dockerfile").Output, StringComparison.Ordinal);
        Assert.DoesNotContain(digest, _folder.Run("Dockerfile").Output, StringComparison.Ordinal);
        Assert.Contains(digest, _folder.Run("Dockerfile", "--format", "json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void BaseThatOnlyABuildArgumentNames_IsNoHoleInASentence()
    {
        _folder.Write("Dockerfile", "ARG NAME\nARG TAG\nFROM ${NAME}/db:${TAG}\nUSER postgres\nCMD [\"postgres\"]\n");

        Assert.Contains("whether the base image sets another is not known",
            string.Join(' ', _folder.Run("Dockerfile").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25, false)]
    [InlineData(26, true)]
    public void ManyFindings_ShorterFormsAreNamed(int count, bool isNamed)
    {
        for (var i = 0; i < count - 1; i++)
        {
            _folder.Write($"s{i}/Dockerfile", "FROM debian:12\nCMD gunicorn a:b\n");
        }

        Assert.Equal(isNamed, _folder.Run(".").Output.EndsWith("--format concise writes one line for each\n", StringComparison.Ordinal));
    }

    /// <summary>A folder of manifests, each of which the same is to be said: three times in full, then where else; machines get all.</summary>
    [Fact]
    public void SameAdviceAgainAndAgain_IsFolded()
    {
        File.Delete(_folder.FullPath("some/where/deep/Dockerfile"));
        for (var i = 10; i < 30; i++)
        {
            _folder.Write($"deploy/app{i}.yaml", $$"""
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: app{{i}} }
                spec:
                  template:
                    metadata: { labels: { app: app{{i}} } }
                    spec:
                      containers:
                        - name: web
                          image: nginx:1.27
                          ports: [{ containerPort: 80 }]
                          lifecycle: { preStop: { exec: { command: [sleep, "5"] } } }
                ---
                apiVersion: v1
                kind: Service
                metadata: { name: app{{i}} }
                spec: { selector: { app: app{{i}} }, ports: [{ port: 80 }] }
                """);
        }

        var text = _folder.Run(".", "--select", "STOP4002").Output;

        Assert.Equal(3, text.Split("info STOP4002 NoReadinessProbe  (deployment").Length - 1);
        Assert.Contains("17 more info STOP4002 NoReadinessProbe  (--format concise writes each)\n    deploy/app13.yaml:9 (deployment/app13), ", text,
            StringComparison.Ordinal);
        Assert.Contains("and 5 more\n", text.Replace("\n    ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("0 errors, 0 warnings, 20 info in 20 files", text, StringComparison.Ordinal);
        Assert.Equal(20, _folder.Run(".", "--select", "STOP4002", "--format", "concise").Output.Split(" info STOP4002 ").Length - 1);
        var json = _folder.Run(".", "--select", "STOP4002", "--format", "json").Output;
        Assert.Equal(20, json.Split("\"name\": \"NoReadinessProbe\"").Length - 1);
    }

    [Fact]
    public void Help_NamesEachCommandInALine()
    {
        var help = _folder.Run("--help").Output.Split('\n');

        Assert.All(help, static line => Assert.True(line.Length <= 150, line));
        Assert.Contains(help, static line => line.StartsWith("  explain <RULE>  ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("raise it above 45 s, now", 17, "raise it above|45 s, now")]
    [InlineData("raise it above 45 s", 19, "raise it above 45 s")]
    [InlineData("it took 5 steps here", 11, "it took 5|steps here")]
    [InlineData("12 s", 2, "12|s")]
    public void NumberAndUnit_StayTogether(string text, int width, string lines) =>
        Assert.Equal(lines, string.Join('|', PlainText.Wrap(text, width)));

    /// <summary>What <c>time</c> prints: a sentence goes on below its own beginning.</summary>
    [Theory]
    [InlineData("  PID 1 has no handler", 16, "  PID 1 has no|  handler")]
    [InlineData("     0.123 s  SIGTERM to PID 1", 26, "     0.123 s  SIGTERM to|              PID 1")]
    [InlineData("web: Graceful", 60, "web: Graceful")]
    [InlineData("", 60, "")]
    [InlineData("  it took 10.1 s  and ended", 22, "  it took 10.1 s  and|  ended")]
    public void Fold_KeepsTheIndentation(string line, int width, string lines) =>
        Assert.Equal(lines, string.Join('|', PlainText.Fold(line, width)));

    /// <summary>What <c>ps</c> prints: a container's command line must not steer the reader's terminal either.</summary>
    [Fact]
    public void FoldLines_KeepsTheRowsAndBreaksTheReasons() => Assert.Equal(
        "NAME  PID 1\nweb   a [2J\n    PID 1 has\n    no handler\n",
        PlainText.FoldLines("NAME  PID 1\nweb   a\u001b[2J\n    PID 1 has no handler\n", 15));

    [Theory]
    [InlineData("FORCE_COLOR", "1", true)]
    [InlineData("FORCE_COLOR", "0", false)]
    [InlineData("FORCE_COLOR", "", false)]
    [InlineData("CLICOLOR_FORCE", "1", true)]
    [InlineData("CLICOLOR_FORCE", "0", false)]
    public void ForcedColor_AlsoWithoutATerminal(string name, string value, bool hasColor)
    {
        _folder.Variables[name] = value;

        Assert.Equal(hasColor, _folder.Run(".").Output.Contains('\e', StringComparison.Ordinal));
        Assert.DoesNotContain('\e', _folder.Run(".", "--color", "never").Output);
        Assert.DoesNotContain('\e', _folder.Run(".", "--output", "out.txt") is var _ ? _folder.Read("out.txt") : "");
        _folder.Variables["NO_COLOR"] = "1";
        Assert.DoesNotContain('\e', _folder.Run(".").Output);
    }

    [Fact]
    public void Links_OnATerminalOnly()
    {
        Assert.DoesNotContain("\e]8;;", _folder.Run(".", "--color", "always").Output, StringComparison.Ordinal);
        _folder.IsTerminal = true;
        var output = _folder.Run(".").Output;

        Assert.Contains($"\e]8;;file://{_folder.Path}/some/where/deep/Dockerfile\e\\some/where/deep/Dockerfile:3:1\e]8;;\e\\", output,
            StringComparison.Ordinal);
        Assert.Contains("/docs/rules/STOP2001.md\e\\STOP2001\e]8;;\e\\", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e]8;;", _folder.Run(".", "--color", "never").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\e]8;;https://evil.example/\e\\click\e]8;;\e\\")]
    [InlineData("\e]8;;javascript:x\e\\click")]
    [InlineData("\e]8;;https://github.com/shutdown-toolkit/\a\e[2Jx\e\\click")]
    [InlineData("\e]0;title\a")]
    public void LinkOfSomebodyElse_DoesNotPassTheDoor(string text)
    {
        using var written = new StringWriter { NewLine = "\n" };
        using (var guarded = new GuardedWriter(written))
        {
            guarded.WriteLine(text);
        }

        Assert.DoesNotContain("\e]8;;h", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\e]8;;j", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\e]0", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\a', written.ToString());
    }

    /// <summary>The console's own stream leaves the keypad switched (DECCKM, DECKPAM): in zsh the Home key writes letters afterwards.</summary>
    [SkippableTheory]
    [InlineData("--version")]
    [InlineData(".")]
    [InlineData("explain STOP2001")]
    [InlineData("no-such-file")]
    public void Terminal_IsLeftAsItWas(string words)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "needs script (util-linux)");
        var start = new ProcessStartInfo("/usr/bin/script",
            ["-qec", $"dotnet {Path.Combine(AppContext.BaseDirectory, "dockerlint.dll")} {words}", "/dev/null"])
        {
            WorkingDirectory = _folder.Path, RedirectStandardInput = true, RedirectStandardOutput = true, Environment = { ["TERM"] = "xterm" },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.NotEmpty(output);
        Assert.DoesNotContain("\e[?1h", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e=", output, StringComparison.Ordinal);
    }

    private static string Plain(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "\e(\\[[0-9;]*m|\\]8;;[^\e]*\e\\\\)", "");
}
