using Dockerlint.Containers;
using Microsoft.CodeAnalysis;
using Dockerlint.Text;
using CoreText = Dockerlint.Text.SourceText;

namespace ShutdownToolkit.Containers.Inputs;

/// <summary>The AdditionalFiles as a folder: what is not among them is not at hand. Nothing is read from the disk.</summary>
internal sealed class VirtualFolder : IFileReader
{
    private readonly Dictionary<string, AdditionalText> _files = new(PathNames.Comparer);
    private readonly Dictionary<string, CoreText> _texts = new(PathNames.Comparer);
    private readonly PathNames _names;
    private readonly CancellationToken _cancellation;

    public VirtualFolder(IEnumerable<AdditionalText> files, PathNames names, CancellationToken cancellation)
    {
        _names = names;
        _cancellation = cancellation;
        foreach (var file in files)
        {
            _files[names.Short(file.Path)] = file;
        }
    }

    public CoreText? TryRead(string path)
    {
        lock (_texts)
        {
            path = ContextPath.Normalize(path);
            if (!_texts.TryGetValue(path, out var text) && _files.TryGetValue(path, out var file) && file.GetText(_cancellation) is { } content)
            {
                _texts[path] = text = new CoreText(path, content.ToString());
            }

            return text;
        }
    }

    public IEnumerable<string> EnumerateFiles(string directory)
    {
        var folder = ContextPath.Normalize(directory);
        return _files.Keys.Where(path => folder.Length == 0 || path.StartsWith(folder + "/", PathNames.Comparison))
            .OrderBy(static path => path, StringComparer.Ordinal);
    }

    public bool Exists(string path) => _files.ContainsKey(ContextPath.Normalize(path));

    /// <summary>The path as the compiler knows it.</summary>
    public string FullPath(string path) => _files.TryGetValue(path, out var file) ? file.Path : _names.Full(path);
}
