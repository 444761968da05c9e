using System.Text;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli.Commands;

/// <summary>Files that a command writes because its user named them; a failure is one sentence.</summary>
internal static class SavedFile
{
    /// <summary>A command's result, to standard output or to the file of <c>--output</c>.</summary>
    /// <param name="file">As given; null or <c>-</c> for standard output.</param>
    public static void Report(CommandHost host, RepositoryReader reader, string? file, Action<TextWriter> write)
    {
        if (file is null or "-" or "/dev/stdout")
        {
            write(host.Output);
            return;
        }

        using var content = new MemoryStream();
        using (var text = new StreamWriter(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
        using (var guarded = new GuardedWriter(text))
        {
            write(guarded);
        }

        Write(host, reader, file, content.ToArray());
    }

    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(CommandHost host, RepositoryReader reader, string file, byte[] content)
    {
        try
        {
            OutputFile.Write(host.FullPath(file), content, reader.Roots);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be written: {ReadFailure.Sentence(e)}", e);
        }
    }
}
