using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Compose;

/// <summary>What one load reads and what goes wrong meanwhile.</summary>
internal sealed class ComposeInputs(Func<string, SourceText?> readFile)
{
    /// <summary>The kernel takes 2 MB of variables and arguments (ARG_MAX), and nobody writes so many.</summary>
    private const int MaximumVariables = 20_000;

    private readonly Dictionary<string, SourceText?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<SourceText, ComposeSource> _sources = [];
    private readonly Dictionary<SourceText, List<YamlDocument>> _parsed = [];

    private readonly HashSet<string> _tooLong = new(StringComparer.Ordinal);

    public List<InputError> Errors { get; } = [];

    public List<SourceText> Files { get; } = [];

    public List<YamlDocument> Documents { get; } = [];

    public List<Located<string>> Missing { get; } = [];

    public TemplateMark? Template { get; private set; }

    /// <summary>A main file or override, which is parsed already.</summary>
    public void Add(ComposeSource source)
    {
        Files.Add(source.Text);
        _sources[source.Text] = source;
    }

    public void Fail(YamlNode node, string message) => Errors.Add(InputError.At(node.Location, message));

    /// <summary>Null: not there; noted as missing where something names it.</summary>
    public SourceText? Read(string path, SourceLocation? namedAt)
    {
        if (!_files.TryGetValue(path, out var file))
        {
            file = ComposePaths.IsRemote(path) ? null : readFile(path);
            _files.Add(path, file);
            if (file is not null)
            {
                Files.Add(file);
            }
        }

        if (file is null && namedAt is { } location)
        {
            Missing.Add(new Located<string>(path, location));
        }

        return file;
    }

    /// <summary>The same of a file of variables, which is read again wherever other variables are known before it.</summary>
    public SourceText? ReadVariables(string path, SourceLocation? namedAt)
    {
        var file = Read(path, namedAt);
        if (file is null || file.LineCount <= MaximumVariables)
        {
            return file;
        }

        if (_tooLong.Add(path))
        {
            Errors.Add(new InputError(file.Path, default, $"more than {MaximumVariables} lines of variables, it is not read"));
        }

        return null;
    }

    /// <summary>The documents that are mappings; errors are noted once.</summary>
    public IEnumerable<YamlMapping> Roots(SourceText file)
    {
        if (!_parsed.TryGetValue(file, out var documents))
        {
            documents = [.. (_sources.TryGetValue(file, out var known) ? known : ComposeSource.Parse(file)).Documents];
            const int most = ComposeSource.MaximumDocuments;
            if (documents.Count > most)
            {
                Errors.Add(InputError.At(file.At(documents[most].Span), $"more than {most} documents in a Compose file"));
                documents.RemoveAt(most);
            }

            _parsed.Add(file, documents);
            Documents.AddRange(documents);
            Errors.AddRange(documents.SelectMany(static document => document.Errors));

            // Compose refuses the file.
            Errors.AddRange(documents.SelectMany(static document => document.DuplicateKeys)
                .Select(static duplicate => InputError.At(duplicate.Location, duplicate.Message)));
            Template ??= documents.Find(static document => document.Template is not null)?.Template;
            foreach (var document in documents)
            {
                if (document.Root is { IsNull: false } and not YamlMapping)
                {
                    Fail(document.Root, "the top level must be a mapping");
                }
            }
        }

        return documents.Select(static document => document.RootMapping).OfType<YamlMapping>();
    }
}
