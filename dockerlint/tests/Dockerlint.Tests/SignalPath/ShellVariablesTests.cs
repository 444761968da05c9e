using Dockerlint.SignalPath.Shells;

namespace Dockerlint.Tests.SignalPath;

/// <summary>Ways share what they have in common; what each holds is what a dictionary of its own would hold.</summary>
public sealed class ShellVariablesTests
{
    private const int Maximum = 1000;

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 60)]
    [InlineData(3, 300)]
    [InlineData(4, 1_500)]
    public void WaysThatPartAndMeet_HoldWhatCopiesWouldHold(int seed, int names)
    {
        var random = new Random(seed);
        var ways = new List<(ShellVariables Shared, Dictionary<string, string?> Own)> { (new ShellVariables(), new(StringComparer.Ordinal)) };
        for (var step = 0; step < 6_000; step++)
        {
            var at = random.Next(ways.Count);
            var (shared, own) = ways[at];
            switch (random.Next(8))
            {
                case 0 when ways.Count < 6:
                    shared.Share();
                    ways.Add((shared, new(own, StringComparer.Ordinal)));
                    ways[at] = (shared, own);
                    break;
                case 1 when ways.Count > 1 && (at + 1) % ways.Count is var met:
                    shared.Merge(ways[met].Shared);
                    Merge(own, ways[met].Own);
                    ways[at] = (shared, own);
                    ways.RemoveAt(met);
                    break;
                default:
                    var name = "V" + random.Next(names);
                    var value = random.Next(3) is 0 ? null : "x" + random.Next(2);
                    shared.Set(name, value);
                    Set(own, name, value);
                    ways[at] = (shared, own);
                    break;
            }
        }

        foreach (var (shared, own) in ways)
        {
            for (var i = 0; i < names; i++)
            {
                var isKnown = own.TryGetValue("V" + i, out var expected) || own.Count >= Maximum;
                Assert.Equal(isKnown, shared.TryGet("V" + i, out var value));
                Assert.Equal(expected, value);
            }
        }
    }

    private static void Set(Dictionary<string, string?> own, string name, string? value)
    {
        if (own.Count < Maximum || own.ContainsKey(name))
        {
            own[name] = value;
        }
    }

    private static void Merge(Dictionary<string, string?> own, Dictionary<string, string?> other)
    {
        foreach (var name in own.Keys.Union(other.Keys).ToList())
        {
            if (!own.TryGetValue(name, out var value) || !other.TryGetValue(name, out var others) || value != others)
            {
                Set(own, name, null);
            }
        }
    }
}
