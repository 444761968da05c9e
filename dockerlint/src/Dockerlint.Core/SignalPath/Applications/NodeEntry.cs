using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.SignalPath.Applications;

/// <summary>The script of a Node command line, and the modules loaded before it.</summary>
/// <param name="Script">Null: not a file, or not known before run time.</param>
internal sealed record NodeEntry(string? Script, IReadOnlyList<string> Preloaded)
{
    private static readonly string[] _suffixes = ["", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json", "/index.js", "/index.mjs", "/index.ts"];

    public static NodeEntry Of(IReadOnlyList<Argument> argv, int start)
    {
        var preloaded = new List<string>();
        for (var i = start; i < argv.Count; i++)
        {
            if (argv[i].Value is not { } word || word is "-e" or "--eval" or "-p" or "--print" or "-i" or "--interactive" or "--test")
            {
                break;
            }

            if (word is "-r" or "--require" or "--import" or "--loader" or "--experimental-loader")
            {
                if (++i >= argv.Count || argv[i].Value is not { } module)
                {
                    break;
                }

                preloaded.Add(module);
            }
            else if (word.StartsWith("--require=", StringComparison.Ordinal) || word.StartsWith("--import=", StringComparison.Ordinal))
            {
                preloaded.Add(word.Substring(word.IndexOf('=') + 1));
            }
            else if (word is "-C" or "--conditions" or "--env-file" or "--title" or "--stack-trace-limit" or "--tsconfig" or "-P" or "--project")
            {
                i++;
            }
            else if (word is not ['-', ..])
            {
                return new NodeEntry(word, preloaded);
            }
        }

        return new NodeEntry(null, preloaded);
    }

    /// <summary>The file that node loads for a path: with an extension added, a folder's index or its package's main.</summary>
    public static ImageFile? Find(ImageFiles files, string path)
    {
        foreach (var suffix in _suffixes)
        {
            if (files.FindInWorkDir(path + suffix) is { } file)
            {
                return file;
            }
        }

        // import "./server.js" of what is written as server.ts
        if (path.EndsWith("js", StringComparison.Ordinal) && files.FindInWorkDir(path.Substring(0, path.Length - 2) + "ts") is { } source)
        {
            return source;
        }

        return Main(files, path) is { } main && main != path
            ? files.FindInWorkDir(path + "/" + main) ?? files.FindInWorkDir(path + "/" + main + ".js")
            : null;
    }

    /// <summary><c>main</c> of the package.json of a folder.</summary>
    private static string? Main(ImageFiles files, string folder) =>
        files.FindSource(folder + "/package.json") is { } file ? JsonFile.Root(file)?.ScalarAt("main")?.Value : null;
}
