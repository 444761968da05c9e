using Dockerlint.Cli.Checking;
using Dockerlint.Cli.Configuration;
using Dockerlint.Cli.Fixes;
using Dockerlint.Cli.Inputs;
using Dockerlint.Cli.LanguageServer.Documents;
using Dockerlint.Containers;
using Dockerlint.Images;
using Dockerlint.Linting;
using Dockerlint.Text;

namespace Dockerlint.Cli.LanguageServer;

/// <summary>
/// A folder as <c>dockerlint check</c> sees it from within, with the editor's texts in the place of the files': found, read and bounded by the same
/// doors, checked by the same run. Its files are looked for again only when some come or go.
/// </summary>
/// <param name="isWhole">False: only the open documents of the folder are checked; the editor has not opened it as a whole.</param>
internal sealed class CheckedFolder(CommandHost host, string path, bool isWhole) : IDisposable
{
    private readonly CommandHost _host = new()
    {
        WorkingDirectory = path, Input = static () => Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null, Variable = host.Variable,
    };

    private readonly Dictionary<string, TextDocument> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private RepositoryReader _reader = null!;
    private InterruptibleReader _interruptible = null!;
    private InputSet? _set;
    private ApplicationSources _sources = null!;
    private LintMemory _memory = null!;
    private Check _check = null!;
    private CheckResult? _result;

    /// <summary>Full path.</summary>
    public string Path { get; } = path;

    public bool IsWhole { get; } = isWhole;

    public bool IsEmpty => _open.Count == 0;

    /// <summary>Something has changed since the last run.</summary>
    public bool IsDue => _result is null || _set is null || _changed.Count > 0;

    public void Open(TextDocument document)
    {
        _open[document.Path] = document;
        Touch(document.Path);
    }

    public void Close(TextDocument document)
    {
        _open.Remove(document.Path);
        Touch(document.Path);
        if (_set is not null && !_found.Contains(Display(document.Path)) && IndexOf(Display(document.Path)) is >= 0 and var index)
        {
            _set.Inputs.RemoveAt(index);
        }
    }

    /// <summary>The text of this file, in the editor or on the disk, is another one.</summary>
    public void Touch(string fullPath) => _changed.Add(fullPath);

    /// <summary>Files have come or gone, or what is known besides them has changed.</summary>
    public void LookAgain()
    {
        _set?.Dispose();
        _set = null;
        _result = null;
    }

    public void ReadSeveritiesAgain()
    {
        if (_set is not null)
        {
            _check = new Check(_reader, [new ConfiguredSeverities(_reader)]) { ShowsTemplates = true };
            _result = null;
        }
    }

    /// <exception cref="OperationCanceledException">
    /// Nobody waits for it any more. The first run is not cut short, being what the next ones build on, nor the one after one that was.
    /// </exception>
    public CheckResult Result(CancellationToken token)
    {
        if (!IsDue)
        {
            return _result!;
        }

        if (_set is null)
        {
            Find();
        }
        else
        {
            foreach (var changed in _changed)
            {
                Lay(changed);
            }
        }

        _changed.Clear();
        var mayBeCut = _result is not null;
        _result = null;
        try
        {
            return _result = Run(mayBeCut ? token : CancellationToken.None);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Told once, and tried again with the next change.
            _result = new CheckResult([], [], 0);
            throw;
        }
    }

    /// <summary>What would be found if a file had this text.</summary>
    public CheckResult Try(SourceText text)
    {
        var before = _reader.TryRead(text.Path);
        Replace(text);
        try
        {
            return Run(CancellationToken.None);
        }
        finally
        {
            Restore(before, text.Path);
        }
    }

    /// <summary>What all safe fixes make of one file; null: nothing.</summary>
    public FixedFile? WithSafeFixes(string fullPath)
    {
        var display = Display(fullPath);
        var fixes = new FixRun(_reader, _ => Run(CancellationToken.None), path => path == display, includesUnsafe: false);
        try
        {
            fixes.Run(_set!);
            return fixes.Files.FirstOrDefault(file => file.Before.Path == display && file.Before.Content != file.After.Content);
        }
        finally
        {
            foreach (var file in fixes.Files)
            {
                Restore(file.Before, file.Before.Path);
            }
        }
    }

    public string FullPath(string display) => _reader.FullPath(display);

    public string Display(string fullPath) => InputFinder.DisplayPath(Path, fullPath, wasRelative: false);

    /// <summary>How comments stand in a file of the last run; null: it is only read by way of others.</summary>
    public LintInput? InputAt(string fullPath) => _set is not null && IndexOf(Display(fullPath)) is >= 0 and var index ? _set.Inputs[index] : null;

    public bool Contains(string fullPath) => ReadRoots.IsBelow(fullPath, Path);

    public void Dispose() => _set?.Dispose();

    private CheckResult Run(CancellationToken token)
    {
        _interruptible.Token = token;
        return _check.Run(_set!, LintRun.Read(_set!.Inputs, _interruptible, _sources, _set.Images, _memory));
    }

    private void Find()
    {
        _set?.Dispose();
        _reader = new RepositoryReader(Path);
        _interruptible = new InterruptibleReader(_reader);
        _sources = Check.Sources(_reader);
        _memory = new LintMemory();
        _check = new Check(_reader, [new ConfiguredSeverities(_reader)]) { ShowsTemplates = true };
        if (IsWhole)
        {
            _set = new InputFinder(_host, _reader, honoursGitIgnore: true).Find(["."], standardInputName: null);
        }
        else
        {
            _reader.Roots.TryAdd(Path);
            _set = new InputSet(_host, _reader);
        }

        _found.Clear();
        _found.UnionWith(_set.Inputs.Select(static input => input.Source.Path));
        _found.UnionWith(_set.Templates.Select(static mark => mark.Path));
        _found.UnionWith(_set.Errors.Select(static error => error.Path));
        foreach (var document in _open.Values)
        {
            Lay(document.Path);
        }

        var facts = ImageFactsFiles.Read([], _host, _reader, _set);
        if (facts.Count > 0)
        {
            _set.Images = new ImageSources(facts, null);
        }
    }

    /// <summary>The text of a file that has changed, in the place of the one before.</summary>
    private void Lay(string fullPath)
    {
        var display = Display(fullPath);
        if (_open.TryGetValue(fullPath, out var document))
        {
            var known = _reader.TryRead(display);
            if (known?.Content != document.Text)
            {
                Replace(new SourceText(display, document.Text));
            }
            else if (IndexOf(display) < 0)
            {
                Recognise(known);
            }
        }
        else if (!IsWhole || !_reader.TryRead(display, out var text, out _) || !_found.Contains(display) && IsCandidate(display))
        {
            Find();
        }
        else if (_reader.TryRead(display)?.Content != text!.Content)
        {
            _reader.Replace(text);
            ReadSourcesAgain(display);
            if (_found.Contains(display))
            {
                Recognise(text);
            }
        }
    }

    private void Replace(SourceText text)
    {
        _reader.Replace(text);
        ReadSourcesAgain(text.Path);
        Recognise(text);
    }

    /// <summary>Sources of applications are kept by those who read them, and no run sees that one is another now.</summary>
    private void ReadSourcesAgain(string path)
    {
        if (System.IO.Path.GetExtension(path) is ".cs" or ".csproj" or ".props" or ".js" or ".mjs" or ".cjs" or ".ts" or ".mts" or ".cts"
            || path.Contains("appsettings", StringComparison.Ordinal))
        {
            _sources = Check.Sources(_reader);
            _memory = new LintMemory();
        }
    }

    private void Restore(SourceText? before, string display)
    {
        if (before is not null)
        {
            Replace(before);
        }
        else
        {
            Find();
        }
    }

    /// <summary>Among the inputs as what it is now, if it is one of ours.</summary>
    private void Recognise(SourceText text)
    {
        var set = _set!;
        var index = IndexOf(text.Path);
        if (index >= 0)
        {
            set.Inputs.RemoveAt(index);
        }
        else
        {
            index = ~index;
        }

        set.Templates.RemoveAll(mark => mark.Path == text.Path);
        set.Errors.RemoveAll(error => error.Path == text.Path);
        if (!IsCandidate(text.Path))
        {
            return;
        }

        if (text.Content.Length > RepositoryReader.MaximumMegabytes << 20)
        {
            set.Errors.Add(new InputError(text.Path, default, $"larger than {RepositoryReader.MaximumMegabytes} MB, which no hand-written file is"));
            return;
        }

        try
        {
            var recognition = InputKind.Recognise(text, isNamed: false);
            if (recognition.Input is { } input and not LintInput.OfScript)
            {
                set.Inputs.Insert(index, input);
            }
            else if (recognition.Template is { } mark)
            {
                set.Templates.Add(mark);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            set.Errors.Add(new InputError(text.Path, default, $"a defect of dockerlint itself, please report it: {e.GetType().Name}: {e.Message}"));
        }
    }

    /// <summary>By its name, as in a folder, or because the editor says so.</summary>
    private bool IsCandidate(string display) => InputKind.IsCandidate(display[(display.LastIndexOf('/') + 1)..])
        || _open.TryGetValue(FullPath(display), out var document)
            && document.Language is "dockerfile" or "dockercompose" or "yaml" or "yaml.docker-compose" or "json" or "helm";

    /// <summary>The inputs stand in the order of their paths.</summary>
    private int IndexOf(string display)
    {
        var inputs = _set!.Inputs;
        var (low, high) = (0, inputs.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(inputs[middle].Source.Path, display);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
