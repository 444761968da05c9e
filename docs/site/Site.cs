using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ShutdownToolkit.Site;

/// <summary>README and docs as HTML: links lead to the site's own pages, or to the repository where the site has none.</summary>
internal sealed class Site
{
    private static readonly MarkdownPipeline _markdown =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UseAutoLinks().Build();

    private readonly string _root;
    private readonly string _repository;
    private readonly List<string> _dead = [];
    private readonly Dictionary<string, Page> _pages;
    private readonly Dictionary<string, string> _files = [];

    private Site(string root, string repository)
    {
        (_root, _repository) = (root, repository);
        _pages = Sources(root).Select(source => Read(root, source)).ToDictionary(static page => page.Source, StringComparer.Ordinal);
        foreach (var page in _pages.Values)
        {
            _files[page.Address] = Html(page);
        }

        _files["index.js"] = "const pages = " + JsonSerializer.Serialize(_pages.Values.Select(static page => new[]
        {
            page.Address, page.Title, Words(page.Document),
        })) + ";\n";
        _files["search.js"] = Resource("search.js");
        _files["site.css"] = Resource("site.css");
    }

    public IReadOnlyCollection<Page> Pages => _pages.Values;

    /// <summary>Page and link of each that leads nowhere.</summary>
    public IReadOnlyList<string> DeadLinks => _dead;

    public static Site Of(string root, string repository) => new(root, repository);

    public void Write(string folder)
    {
        foreach (var (path, content) in _files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }

        foreach (var picture in Directory.GetFiles(Path.Combine(_root, "docs"), "*.svg"))
        {
            File.Copy(picture, Path.Combine(folder, Path.GetFileName(picture)), overwrite: true);
        }
    }

    /// <summary>The order of the menu: README's reference, then what it does not name.</summary>
    private static IEnumerable<string> Sources(string root) =>
        ((string[])["README.md", .. Referenced(root),
            .. Directory.GetFiles(Path.Combine(root, "docs"), "*.md").Concat(Directory.GetFiles(Path.Combine(root, "docs/rules"), "*.md"))
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)]).Distinct();

    private static IEnumerable<string> Referenced(string root)
    {
        var document = Markdown.Parse(File.ReadAllText(Path.Combine(root, "README.md")), _markdown);
        var reference = document.Descendants<HeadingBlock>().First(static heading => Text(heading.Inline) is "Reference");
        return document.Descendants<LinkInline>().Where(link => link.Span.Start > reference.Span.End).OrderBy(static link => link.Span.Start)
            .Select(static link => link.Url!).Where(static link => link.EndsWith(".md", StringComparison.Ordinal));
    }

    private static Page Read(string root, string source)
    {
        var document = Markdown.Parse(File.ReadAllText(Path.Combine(root, source)), _markdown);
        var address = source switch
        {
            "README.md" => "index.html",
            "analyzers/README.md" => "analyzers.html",
            _ when source.StartsWith("docs/", StringComparison.Ordinal) => Path.ChangeExtension(source["docs/".Length..], "html"),
            _ => Path.ChangeExtension(source, "html").ToLowerInvariant(),
        };
        var heading = document.Descendants<HeadingBlock>().FirstOrDefault(static heading => heading.Level == 1);
        return new Page(source, address, heading is null ? source : Text(heading.Inline), document,
            document.Descendants<HeadingBlock>().Select(static heading => heading.GetAttributes().Id ?? "").ToHashSet(StringComparer.Ordinal));
    }

    private string Html(Page page)
    {
        foreach (var link in page.Document.Descendants<LinkInline>())
        {
            link.Url = Resolve(page, link.Url ?? "");
        }

        // As GitHub reads a cell: the bar that does not end it is escaped in code, too.
        foreach (var code in page.Document.Descendants<Table>().SelectMany(static table => table.Descendants<CodeInline>()))
        {
            code.Content = code.Content.Replace("\\|", "|", StringComparison.Ordinal);
        }

        var up = string.Concat(Enumerable.Repeat("../", page.Address.Count(static letter => letter is '/')));
        return Resource("page.html").Replace("{title}", WebUtility.HtmlEncode(page.Title), StringComparison.Ordinal)
            .Replace("{up}", up, StringComparison.Ordinal).Replace("{menu}", Menu(page, up), StringComparison.Ordinal)
            .Replace("{body}", page.Document.ToHtml(_markdown), StringComparison.Ordinal);
    }

    private string Menu(Page current, string up)
    {
        var menu = new StringBuilder();
        foreach (var page in _pages.Values.Where(static page => page.Address is "rules/index.html" || !page.Address.Contains('/')))
        {
            menu.Append("<a href=\"").Append(up).Append(page.Address).Append(page == current ? "\" aria-current=\"page\">" : "\">")
                .Append(WebUtility.HtmlEncode(page.Title)).Append("</a>\n");
        }

        return menu.ToString();
    }

    private string Resolve(Page page, string link)
    {
        if (link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal))
        {
            return link;
        }

        var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
        var source = path.Length == 0 ? page.Source : Normal(Path.GetDirectoryName(page.Source)!.Replace('\\', '/'), path);
        if (_pages.TryGetValue(source, out var target))
        {
            if (anchor.Length > 0 && !target.Anchors.Contains(anchor))
            {
                _dead.Add($"{page.Source}: {link}");
            }

            return Relative(page.Address, target.Address) + (anchor.Length > 0 ? "#" + anchor : "");
        }

        if (source.EndsWith(".svg", StringComparison.Ordinal) && File.Exists(Path.Combine(_root, source)))
        {
            return Relative(page.Address, Path.GetFileName(source));
        }

        if (!File.Exists(Path.Combine(_root, source)) && !Directory.Exists(Path.Combine(_root, source)))
        {
            _dead.Add($"{page.Source}: {link}");
        }

        return _repository + source;
    }

    private static string Normal(string folder, string path)
    {
        var parts = new List<string>();
        foreach (var part in $"{folder}/{path}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static string Relative(string from, string to) =>
        string.Concat(Enumerable.Repeat("../", from.Count(static letter => letter is '/'))) + to;

    private static string Words(MarkdownDocument document)
    {
        var words = new StringBuilder();
        foreach (var block in document.Descendants<LeafBlock>())
        {
            words.Append(block is CodeBlock code ? code.Lines.ToString() : Text(block.Inline)).Append(' ');
        }

        return string.Join(' ', words.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Text(ContainerInline? inline) => inline is null ? "" : string.Concat(inline.Descendants().Select(static part => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    }));

    private static string Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
