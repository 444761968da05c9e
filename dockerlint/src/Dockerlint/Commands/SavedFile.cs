using System.Text;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.Output;

namespace Dockerlint.Cli.Commands;

/// <summary>Files that a command writes because its user named them; a failure is one sentence.</summary>
internal static class SavedFile
{
    public static void Write(CommandHost host, string file, string text) => Write(host, file, full => OutputFile.Write(full, Encoding.UTF8.GetBytes(text)));

    public static void Write(CommandHost host, string file, Action<string> write)
    {
        try
        {
            write(host.FullPath(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be written: {ReadFailure.Sentence(e)}", e);
        }
    }
}
