using Dockerlint.Cli.LanguageServer.Documents;

namespace Dockerlint.Tests.LanguageServer;

public sealed class EditedLinesTests
{
    private static readonly string[] _pieces = ["a", "bc", "\n", "\r", "\r\n", "é", "🐳", "", "\n\n", "x\ry"];

    /// <summary>As if each change were made in the whole text.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void ManyChanges_AreThoseOfTheWholeText(int seed, bool isUtf8)
    {
        var random = new Random(seed);
        for (var document = 0; document < 200; document++)
        {
            var text = string.Concat(Enumerable.Range(0, 12).Select(_ => _pieces[random.Next(_pieces.Length)]));
            var lines = new EditedLines(text);
            for (var change = 0; change < 20; change++)
            {
                var (start, end, piece) = (Anywhere(random), Anywhere(random), _pieces[random.Next(_pieces.Length)]);
                lines.Replace(start, end, piece, isUtf8);
                text = Replaced(text, start, end, piece, isUtf8);
                Assert.Equal(text, lines.ToString());
            }
        }
    }

    /// <summary>3,000 changes of a text of 700 kB: 8 GB were allocated where each copied the text and counted its lines.</summary>
    [Fact]
    public void ManyChangesOfALongText_CostTheirOwnLines()
    {
        var text = string.Concat(Enumerable.Repeat("# a line of some length, as they are\n", 20_000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var lines = new EditedLines(text);
        for (var i = 0; i < 3_000; i++)
        {
            lines.Replace(new Position(i * 6, 2), new Position(i * 6, 3), "the", isUtf8: false);
        }

        var edited = lines.ToString();

        Assert.Equal(text.Length + 6_000, edited.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20L << 20);
    }

    private static Position Anywhere(Random random) => new(random.Next(-1, 8), random.Next(-1, 6));

    private static string Replaced(string text, Position start, Position end, string piece, bool isUtf8)
    {
        var table = new LineTable(text);
        var (from, to) = (table.OffsetAt(start, isUtf8), table.OffsetAt(end, isUtf8));
        return text[..Math.Min(from, to)] + piece + text[Math.Max(from, to)..];
    }
}
