using System.Text;
using Dockerlint.SignalPath.Applications;
using Dockerlint.Stops;

namespace Dockerlint.Tests.Images;

/// <summary>Go programs of an image, by the names of their functions.</summary>
public sealed class GoBinaryTests
{
    [Theory]
    [InlineData("nothing of signals", "", Verdict.EndedByDefault)]
    [InlineData("the package alone", "os/signal.init\0", Verdict.EndedByDefault)]
    [InlineData("Notify", "os/signal.Notify\0", Verdict.Unknown)]
    [InlineData("Ignore", "os/signal.Ignore\0", Verdict.Unknown)]
    [InlineData("a descriptor", "golang.org/x/sys/unix.Signalfd\0", Verdict.Unknown)]
    [InlineData("another program in its place", "\0syscall.Exec\0", Verdict.Unknown)]
    public void Program_ByItsFunctions(string sentence, string function, Verdict expected)
    {
        var image = new TestImage { Entrypoint = ["/exporter"] }.Layer(TestImage.Archive([("exporter", Program(function))]));
        var route = AssemblyTests.Judge(image).Route;
        Assert.True(expected == route.Verdict, $"{sentence}: {route.Verdict}, {route.Reason}");
    }

    [Fact]
    public void OtherPrograms_AreUnknown()
    {
        Assert.True(GoBinary.TakesNoSignal(Program("")));
        Assert.False(GoBinary.TakesNoSignal(Program("", segment: 3)), "with an interpreter: libraries may bring handlers");
        Assert.False(GoBinary.TakesNoSignal(Program("", built: "nothing")), "built by another compiler, or its names are hidden");
        Assert.False(GoBinary.TakesNoSignal([]));
    }

    [Fact]
    public void DamagedHeader_IsNoException()
    {
        var content = Program("");
        for (var i = 0; i < 128; i++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7f, 0x80, 0xff })
            {
                var damaged = (byte[])content.Clone();
                damaged[i] = value;
                GoBinary.TakesNoSignal(damaged);
            }

            GoBinary.TakesNoSignal(content[..i]);
        }
    }

    /// <summary>An ELF header, one segment, and the words that Go's linker writes.</summary>
    private static byte[] Program(string function, byte segment = 1, string built = " Go buildinf:")
    {
        var header = new byte[64 + 56];
        "\u007fELF"u8.CopyTo(header);
        (header[4], header[5], header[32], header[54], header[56], header[64]) = (2, 1, 64, 56, 1, segment);
        return [.. header, 0xff, .. Encoding.ASCII.GetBytes(built), 0, .. Encoding.ASCII.GetBytes("runtime.main\0" + function), 0];
    }
}
