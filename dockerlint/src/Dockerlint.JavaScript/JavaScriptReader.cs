using System.Collections.Concurrent;
using Acornima;
using Dockerlint.Containers;

namespace Dockerlint.JavaScript;

/// <summary>Reads JavaScript with Acornima, and of TypeScript what its words say; each file once.</summary>
public sealed class JavaScriptReader : IJavaScriptReader
{
    /// <summary>On average, in a file of some size: nobody writes such lines by hand, and what a bundle names need not run.</summary>
    private const int MinifiedLineLength = 400;

    private readonly ConcurrentDictionary<(string Path, int Length), JavaScriptModule?> _read = new();

    public JavaScriptModule? Read(string path, string content) =>
        _read.GetOrAdd((path, content.Length), _ => IsTooLarge(content) ? null : ReadAnew(path, content));

    public JavaScriptValue? ReadExport(string path, string content) => IsTooLarge(content) ? null
        : path.EndsWith(".json", StringComparison.Ordinal)
            ? Parse("(" + content + "\n)", isScript: true) is { } json ? ExportReading.OfJson(json, offset: -1) : null
        : Parse(content, isScript: true) is { } program ? ExportReading.Of(program)
        : null;

    private static JavaScriptModule? ReadAnew(string path, string content)
    {
        if (Parse(content, isScript: path.EndsWith(".cjs", StringComparison.Ordinal)) is { } program)
        {
            return ModuleReading.Of(program);
        }

        return path.EndsWith(".ts", StringComparison.Ordinal) || path.EndsWith(".mts", StringComparison.Ordinal)
            || path.EndsWith(".cts", StringComparison.Ordinal) ? TypeScriptReading.Of(content) : null;
    }

    /// <summary>As a module where it can be one: a script's older liberties (octal numbers, with) are rare.</summary>
    private static Acornima.Ast.Program? Parse(string content, bool isScript)
    {
        var parser = new Parser(new ParserOptions
        {
            AllowHashBang = true, AllowReturnOutsideFunction = true, AllowAwaitOutsideFunction = true,
            ExperimentalESFeatures = ExperimentalESFeatures.All,
            // Nobody asks what one matches, and a newer one is no reason not to read the file.
            OnRegExp = static (in RegExpParsingContext _) => RegExpParseResult.ForSuccess(null, null),
        });
        return TryParse(parser, content, isScript) ?? TryParse(parser, content, !isScript);
    }

    private static Acornima.Ast.Program? TryParse(Parser parser, string content, bool asScript)
    {
        try
        {
            return asScript ? parser.ParseScript(content) : parser.ParseModule(content);
        }
        catch (SyntaxErrorException)
        {
            return null;
        }
        catch (InsufficientExecutionStackException)
        {
            // Nested deeper than any hand has written.
            return null;
        }
    }

    private static bool IsTooLarge(string content)
    {
        if (content.Length > ImageFile.MaximumSource)
        {
            return true;
        }

        var lines = 1;
        foreach (var c in content)
        {
            lines += c == '\n' ? 1 : 0;
        }

        return content.Length > 10_000 && content.Length / lines > MinifiedLineLength;
    }
}
