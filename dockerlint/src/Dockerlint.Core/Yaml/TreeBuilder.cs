using Dockerlint.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dockerlint.Yaml;

/// <summary>One document: parser events to nodes.</summary>
/// <param name="plain">The document's text where it is not read as written; of the same length.</param>
internal sealed class TreeBuilder(SourceText source, TextSpan span, string? plain = null)
{
    /// <summary>Of nesting, aliases followed; every walk over a tree may recurse without fear.</summary>
    internal const int MaximumDepth = 100;

    /// <summary>Of nodes that aliases add when followed; go-yaml refuses from about here on.</summary>
    internal const int MaximumAliasedNodes = 400_000;

    /// <summary>Of one document as written; rendered bundles of thousands of objects are many documents.</summary>
    internal const int MaximumNodes = 500_000;

    private List<InputError>? _errors;
    private List<DuplicateKey>? _duplicates;
    private List<TextSpan>? _scalarsWithHash;
    private Dictionary<AnchorName, Anchored?>? _anchors;
    private readonly Parser _parser = new(new StringReader(plain ?? source.Content.Substring(span.Start, span.Length)));
    private readonly NodeSpans _spans = new(source.Content, span);
    private int _aliasedNodes;
    private int _nodes;
    private Mark _lastMark = Mark.Empty;
    private TextSpan? _template;
    private InputError? _syntaxError;

    public YamlDocument Build()
    {
        YamlNode? root = null;
        try
        {
            root = ReadRoot();
        }
        catch (YamlException e)
        {
            _syntaxError = SyntaxErrors.Describe(source, span, e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _syntaxError = InputError.At(source.At(new TextSpan(_spans.Offset(_lastMark), 0)), "not valid YAML after this point");
        }

        var template = _template is { } braces ? TemplateDetection.OfBraces(source, span, braces)
            : _syntaxError is not null ? TemplateDetection.OfUnreadable(source, span, _syntaxError)
            : null;
        if (_syntaxError is not null)
        {
            (_errors ??= []).Add(_syntaxError);
        }

        return new YamlDocument
        {
            Source = source,
            Span = span,
            Root = template is not null || root is YamlScalar { Span.Length: 0 } ? null : root,
            Errors = template is null && _errors is not null ? _errors : (IReadOnlyList<InputError>)[],
            DuplicateKeys = template is null && _duplicates is not null ? _duplicates : (IReadOnlyList<DuplicateKey>)[],
            Template = template,
            Comments = CommentScan.Find(source.Content, span, _scalarsWithHash),
        };
    }

    private YamlNode? ReadRoot()
    {
        while (Next())
        {
            if (_parser.Current is NodeEvent or AnchorAlias)
            {
                var root = ReadNode(1).Node;
                while (Next())
                {
                    if (_parser.Current is NodeEvent or AnchorAlias)
                    {
                        throw new SemanticErrorException(_parser.Current.Start, _parser.Current.End, "a second document without --- before it");
                    }
                }

                return root;
            }
        }

        return null;
    }

    private bool Next()
    {
        var more = _parser.MoveNext();
        _lastMark = more ? _parser.Current!.End : _lastMark;
        return more;
    }

    private Anchored ReadNode(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, $"nested deeper than {MaximumDepth} levels");
        }

        if (++_nodes > MaximumNodes)
        {
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, $"more than {MaximumNodes} values in one document");
        }

        if (_parser.Current is AnchorAlias alias)
        {
            return Follow(alias, depth);
        }

        var current = (NodeEvent)_parser.Current!;
        var anchored = !current.Anchor.IsEmpty;
        if (anchored)
        {
            (_anchors ??= [])[current.Anchor] = null;
        }

        var aliasedBefore = _aliasedNodes;
        var node = current switch
        {
            Scalar scalar => new Anchored(ReadScalar(scalar), 1, 1),
            SequenceStart sequence => ReadSequence(sequence, depth),
            _ => ReadMapping((MappingStart)current, depth),
        };
        if (anchored)
        {
            _anchors![current.Anchor] = node with { Weight = Math.Min(node.Weight + _aliasedNodes - aliasedBefore, MaximumAliasedNodes) };
        }

        return node;
    }

    private Anchored Follow(AnchorAlias alias, int depth)
    {
        Anchored? known = null;
        if (_anchors?.TryGetValue(alias.Value, out known) != true)
        {
            throw new SemanticErrorException(alias.Start, alias.End, $"no anchor &{alias.Value} before this alias");
        }

        if (known is not { } anchored)
        {
            throw new SemanticErrorException(alias.Start, alias.End, $"the anchor &{alias.Value} contains itself");
        }

        _aliasedNodes += anchored.Weight;
        if (_aliasedNodes > MaximumAliasedNodes)
        {
            throw new SemanticErrorException(alias.Start, alias.End, "aliases multiply to more nodes than any real file needs");
        }

        return depth + anchored.Height > MaximumDepth
            ? throw new SemanticErrorException(alias.Start, alias.End, $"nested deeper than {MaximumDepth} levels through aliases")
            : anchored with { Weight = 0 };
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var scalarSpan = _spans.Of(scalar);
        if (scalarSpan.Length > 0 && source.Content.IndexOf('#', scalarSpan.Start, scalarSpan.Length) >= 0)
        {
            (_scalarsWithHash ??= []).Add(scalarSpan);
        }

        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlScalarStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlScalarStyle.DoubleQuoted,
            ScalarStyle.Literal => YamlScalarStyle.Literal,
            ScalarStyle.Folded => YamlScalarStyle.Folded,
            _ => YamlScalarStyle.Plain,
        };
        return new YamlScalar(source, scalarSpan, TagOf(scalar), SharedWords.Of(plain is null ? scalar.Value : ValueMarks.Written(scalar.Value)),
            style);
    }

    private Anchored ReadSequence(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        var weight = 1;
        var height = 0;
        while (Next() && _parser.Current is not SequenceEnd)
        {
            var item = ReadNode(depth + 1);
            items.Add(item.Node);
            weight += item.Weight;
            height = Math.Max(height, item.Height);
        }

        var node = new YamlSequence(source,
            _spans.OfCollection(start, _parser.Current!, start.Style == SequenceStyle.Flow, items.Count > 0 ? items[items.Count - 1] : null),
            TagOf(start), items);
        return new Anchored(node, weight, height + 1);
    }

    private Anchored ReadMapping(MappingStart start, int depth)
    {
        var open = _spans.AfterProperties(start);
        if (start.Style == MappingStyle.Flow && _template is null && string.CompareOrdinal(source.Content, open, "{{", 0, 2) == 0)
        {
            _template = new TextSpan(open, 2);
        }

        var entries = new List<YamlEntry>();
        Dictionary<string, int>? keys = null;
        var weight = 1;
        var height = 0;
        while (Next() && _parser.Current is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            NoteDuplicate(key.Node, entries, ref keys);
            if (!Next())
            {
                break;
            }

            var value = ReadNode(depth + 1);
            entries.Add(new YamlEntry(key.Node, value.Node));
            weight += key.Weight + value.Weight;
            height = Math.Max(height, Math.Max(key.Height, value.Height));
        }

        var node = new YamlMapping(source,
            _spans.OfCollection(start, _parser.Current!, start.Style == MappingStyle.Flow,
                entries.Count > 0 ? entries[entries.Count - 1].Value : null), TagOf(start), entries);
        return new Anchored(node, weight, height + 1);
    }

    /// <param name="entries">Those before it.</param>
    /// <param name="keys">Where each key first stands, once there are so many that a search from the first one on would take long.</param>
    private void NoteDuplicate(YamlNode node, List<YamlEntry> entries, ref Dictionary<string, int>? keys)
    {
        if (node is not YamlScalar key)
        {
            return;
        }

        if (keys is null && entries.Count >= YamlMapping.Few)
        {
            keys = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                if (entry.Key is { } name && !keys.ContainsKey(name))
                {
                    keys.Add(name, entry.KeyNode.Span.Start);
                }
            }
        }

        if ((keys is null ? Find(entries, key.Value) : keys.TryGetValue(key.Value, out var place) ? place : null) is { } first)
        {
            (_duplicates ??= []).Add(new DuplicateKey(key.Location, key.Value, source.PositionAt(first).Line));
        }
        else
        {
            keys?.Add(key.Value, key.Span.Start);
        }
    }

    private static int? Find(List<YamlEntry> entries, string key)
    {
        foreach (var entry in entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.Ordinal))
            {
                return entry.KeyNode.Span.Start;
            }
        }

        return null;
    }

    private static string? TagOf(NodeEvent node) => node.Tag.IsEmpty || node.Tag.IsNonSpecific ? null : node.Tag.Value;

    /// <param name="Weight">Nodes it stands for when walked.</param>
    private readonly record struct Anchored(YamlNode Node, int Weight, int Height);
}
