using Dockerlint.Suppression;

namespace Dockerlint.Tests.Suppression;

#pragma warning disable CA5394 // seeded, so that a failure repeats
public class SilencedLinesTests
{
    /// <summary>Against each range by itself.</summary>
    [Fact]
    public void RangesInEachOtherAndBeside_AreAskedAsOneByOne()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var lines = new SilencedLines();
            var ranges = Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(30))
                .Select(first => (First: first, Last: first + random.Next(10))).ToList();
            ranges.ForEach(range => lines.Add(range.First, range.Last));
            var asked = Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(45)).ToList();

            Assert.Equal(asked.Select(line => ranges.Exists(range => line >= range.First && line <= range.Last)), asked.Select(lines.Contains));
            Assert.All(ranges, range =>
                Assert.Equal(asked.Exists(line => line >= range.First && line <= range.Last), lines.IsMet(range.First, range.Last)));
        }
    }
}
