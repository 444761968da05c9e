using ShutdownToolkit.StopTiming.Engines;

namespace StopTiming.Tests;

public sealed class ItemStreamTests
{
    /// <summary>Whoever is told that no item comes asks at once whether the engine is lost or the time was up.</summary>
    [Fact]
    public async Task End_IsKnownToWhoeverWaited()
    {
        for (var round = 0; round < 500; round++)
        {
            var end = new TaskCompletionSource();
            await using var stream = new ItemStream<string>((_, _) => end.Task, TimeProvider.System);
            var waiting = stream.FirstAsync(_ => true, Timeout.InfiniteTimeSpan, CancellationToken.None);
            Assert.False(stream.IsEnded);

            end.SetResult();

            Assert.Null(await waiting);
            Assert.True(stream.IsEnded);
        }
    }
}
