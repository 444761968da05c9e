using System.Diagnostics;

namespace Dockerlint.Tests.Security;

internal static class BoundedWork
{
    /// <summary>In bytes, of everything allocated on the way, live or not.</summary>
    public const long MaximumAllocated = 2L << 30;

    /// <summary>The run ends soon, takes little, and reports the good file beside what the attacker wrote.</summary>
    public static void Ends(string name, StrangersRepository repository, params string[] options)
    {
        repository.Write("zz/Dockerfile", Cli.WorkFolder.ShellForm);
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var run = repository.Run(["repo", .. options]);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(clock.Elapsed < NoHang.Bound, $"{name}: {clock.Elapsed}");
        Assert.True(allocated < MaximumAllocated, $"{name}: {allocated >> 20} MB");
        Assert.DoesNotContain("a defect of dockerlint", run.Error, StringComparison.Ordinal);
        Assert.Contains("repo/zz/Dockerfile:2:1 error STOP2001", run.Output, StringComparison.Ordinal);
    }
}
