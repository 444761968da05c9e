using System.Text;
using Dockerlint.Programs;
using Dockerlint.Tests.Pages;

namespace Dockerlint.Tests.Programs;

/// <summary>docs/programs.md is written from the catalog and the measured matrix; <c>UPDATE_DOCS=1</c> writes it anew.</summary>
public sealed class ProgramPageTests
{
    private const string Head = """
        # Programs


        """
        + "What dockerlint knows of programs, and what was measured. Generated from [the "
        + "catalog](../dockerlint/src/Dockerlint.Core/Programs/ProgramCatalog.cs) and\n"
        + """
        [programs.tsv](programs.tsv); `UPDATE_DOCS=1 dotnet test dockerlint/tests/Dockerlint.Tests` writes it anew, and
        `integration-tests/programs/measure write` measures anew. How to add one: [adding-a-program.md](adding-a-program.md).

        """;

    private const string Effects = """

        ## What the table says


        """
        + "drains: finishes its open work and ends. quits: ends by its own handler, open work dropped. waits: ends when its clients "
        + "have left. reloads: its\n"
        + """
        handler does something else. ignores: nothing happens. –: no handler, so PID 1 never learns of it. In bold: measured, and so.

        """;

    private const string Matrix = """

        ## What was measured


        """
        + "As PID 1, in process, network and mount namespaces of its own; seconds to the end. drained, cut: a request or task of two "
        + "seconds was in flight, and\n"
        + """
        was answered or not. ended: idle. stays: its handler ran, and it went on. no handler, ignored: it went on.

        """;

    [Fact]
    public void Page_IsUpToDate()
    {
        var page = new StringBuilder(Head).Append(Effects);
        page.Append("| program | ").AppendJoin(" | ", SignalEffects.Signals).Append(" | drain time | source |\n|")
            .Insert(page.Length, " --- |", SignalEffects.Signals.Count + 3).Append('\n');
        foreach (var program in ProgramCatalog.All.OrderBy(static program => program.Name, StringComparer.Ordinal))
        {
            page.Append("| ").AppendJoin(", ", program.AllNames);
            foreach (var signal in SignalEffects.Signals)
            {
                page.Append(" | ").Append(Cell(program, signal));
            }

            page.Append(" | ").Append(program.Drain is null ? "" : "read").Append(" | ").Append(program.Source).Append(" |\n");
        }

        page.Append("\nWhere the table is not what was measured:\n\n");
        foreach (var program in ProgramCatalog.All.Where(static program => program.Differences.Count > 0)
            .OrderBy(static program => program.Name, StringComparer.Ordinal))
        {
            foreach (var (signal, reason) in program.Differences)
            {
                page.Append("- ").Append(program.Name).Append(" on ").Append(signal).Append(": ").Append(reason).Append(".\n");
            }
        }

        page.Append(Matrix).Append("| program | ").AppendJoin(" | ", SignalEffects.Signals).Append(" |\n|")
            .Insert(page.Length, " --- |", SignalEffects.Signals.Count + 1).Append('\n');
        foreach (var name in MeasuredPrograms.Names)
        {
            page.Append("| ").Append(name);
            foreach (var signal in SignalEffects.Signals)
            {
                page.Append(" | ").Append(MeasuredPrograms.Of(name, signal) is { } stop ? Outcome(stop) : "");
            }

            page.Append(" |\n");
        }

        Repository.Matches(Path.Combine(Repository.Root, "docs", "programs.md"), page.ToString().ReplaceLineEndings("\n"));
    }

    private static string Cell(KnownProgram program, string signal)
    {
        var effect = program.On.Of(signal) is SignalEffect.Default ? "–" : program.On.Of(signal).ToString().ToLowerInvariant();
        var isMeasured = program.AllNames.Any(name => MeasuredPrograms.Of(name, signal) is not null) && !program.Differences.ContainsKey(signal);
        return isMeasured && effect != "–" ? $"**{effect}**" : effect;
    }

    private static string Outcome(MeasuredStop stop) =>
        stop.Outcome.Replace('-', ' ') + (stop.Seconds == "-" ? "" : $" {stop.Seconds} s ({stop.Exit})");
}
