using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dockerlint.CSharp;

/// <summary>Roslyn's parser for texts of unknown origin.</summary>
internal static class SourceParser
{
    /// <summary>Below it a usual stack is enough.</summary>
    private const int LongChain = 1000;

    private const int StackSize = 128 << 20;

    /// <summary>Null: the text is one that a parser cannot be trusted with, so what it says is not known.</summary>
    public static SyntaxNode? TryParse(string text, CSharpParseOptions options)
    {
        if (!SourceBounds.CanBeParsed(text, out var longestChain))
        {
            return null;
        }

        if (longestChain < LongChain)
        {
            return Parse(text, options);
        }

        SyntaxNode? root = null;
        var thread = new Thread(() => root = Parse(text, options), StackSize);
        thread.Start();
        thread.Join();
        return root;
    }

    private static SyntaxNode? Parse(string text, CSharpParseOptions options)
    {
        try
        {
            return CSharpSyntaxTree.ParseText(text, options).GetRoot();
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }
    }
}
