using System.Text;
using Dockerlint.Containers;
using Dockerlint.Findings;
using Dockerlint.Programs;

namespace Dockerlint.SignalPath.Applications;

/// <summary>
/// A Go program of an image, by what its linker left in it: the names of all its functions stand in its table of lines (.gopclntab), stripped or
/// not, since a traceback needs them. One that has no os/signal.Notify takes no signal, and the runtime ends it at once (<see cref="GoProgram"/>).
/// </summary>
internal static class GoBinary
{
    private const int MaximumProgram = 128 << 20;
    private const int Is64Bits = 2, LittleEndian = 1, HeaderLength = 64, Interpreter = 3;

    /// <summary>Of every Go program since 1.18 (debug/buildinfo); one that hides its names has it taken out, too.</summary>
    private static readonly byte[] _built = [0xff, .. Encoding.ASCII.GetBytes(" Go buildinf:")];

    private static readonly byte[] _main = Encoding.ASCII.GetBytes("runtime.main\0");

    /// <summary>What takes signals, leaves them alone, or becomes another program, which may do so.</summary>
    private static readonly byte[][] _opens =
    [
        .. new[] { "os/signal.Notify", "os/signal.Ignore", "os/signal.cancel", "unix.Signalfd", "\0syscall.Exec\0", "\0plugin.Open\0" }
            .Select(static word => Encoding.ASCII.GetBytes(word)),
    ];

    /// <summary>Null: it is none, or what it takes is not known.</summary>
    public static RuntimeApplication? Inspect(string program, Container container) =>
        container.StopSignal.Name is "SIGTERM" or "SIGINT" or "SIGHUP" or "SIGQUIT"
            && container.Files.ReadProgramInBase(program, MaximumProgram, out var real) is { } content && TakesNoSignal(content)
                ? new RuntimeApplication(HandlesSignal.EndsAtOnce, $"{ProgramName.Of(program)} is a Go program that takes no signal, and "
                    + $"Go's runtime ends it at once on {container.StopSignal.Name} (exit code 2)")
                {
                    Evidence = [new Evidence($"{real}: no os/signal.Notify among its functions", container.Base.Text?.AtLine(1))],
                }
                : null;

    /// <summary>Certain only where everything is inside: a library may bring handlers in C.</summary>
    internal static bool TakesNoSignal(byte[] content) => IsStatic(content) && Contains(content, _built) && Contains(content, _main)
        && Array.TrueForAll(_opens, word => !Contains(content, word));

    private static bool IsStatic(byte[] content)
    {
        if (content.Length < HeaderLength || content[0] != 0x7f || content[1] != 'E' || content[2] != 'L' || content[3] != 'F'
            || content[4] != Is64Bits || content[5] != LittleEndian)
        {
            return false;
        }

        var at = BitConverter.ToInt64(content, 32);
        int size = BitConverter.ToUInt16(content, 54), count = BitConverter.ToUInt16(content, 56);
        for (var i = 0; i < count; i++, at += size)
        {
            if (at < 0 || at > content.Length - sizeof(int) || BitConverter.ToInt32(content, (int)at) == Interpreter)
            {
                return false;
            }
        }

        return count > 0;
    }

    private static bool Contains(byte[] content, byte[] word)
    {
        for (var at = Array.IndexOf(content, word[0]); at >= 0 && at <= content.Length - word.Length;
            at = Array.IndexOf(content, word[0], at + 1))
        {
            var length = 1;
            while (length < word.Length && content[at + length] == word[length])
            {
                length++;
            }

            if (length == word.Length)
            {
                return true;
            }
        }

        return false;
    }
}
