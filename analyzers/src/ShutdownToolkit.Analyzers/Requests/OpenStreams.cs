using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>The answer of the three rules about streams to a question about the project as a whole: does any hold the host at its stop?</summary>
internal static class OpenStreams
{
    /// <summary>Without one of these a file has no request that is answered for long.</summary>
    private static readonly string[] _telling =
        ["HttpContext", "HttpResponse", "Response", "IAsyncEnumerable", "AcceptWebSocketAsync", "IServerStreamWriter"];

    /// <summary>The first that certainly does not hear the stop; null: none.</summary>
    public static OpenStream? FirstDeaf(Compilation compilation, CancellationToken cancellation)
    {
        var names = ProjectNames.Of(compilation, cancellation);
        if (!names.Mentions(_telling) || OpenStream.IsStopHeardElsewhere(names))
        {
            return null;
        }

        var symbols = KnownSymbols.Of(compilation);
        var source = SourceCode.Of(compilation);
        var responses = new ResponseStreams(symbols, source);
        var calls = symbols.Type("Grpc.Core.IServerStreamWriter`1") is { } writer ? new GrpcStreams(symbols, writer, source) : null;
        foreach (var member in compilation.SyntaxTrees.Where(tree => ProjectNames.Of(tree, cancellation).Mentions(_telling))
            .SelectMany(tree => MembersOf(tree, compilation, cancellation)))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var operation in source.BlocksOf(member).SelectMany(static block => block.Operations()))
            {
                var asked = new AskedOperation(operation, member);
                var stream = operation switch
                {
                    ILoopOperation => responses.OfLoop(asked) ?? calls?.OfLoop(asked),
                    IInvocationOperation =>
                        responses.OfCall(asked) ?? WebSocketIgnoresHostStopAnalyzer.StreamOf(asked, symbols, source) ?? calls?.OfCall(asked),
                    IReturnOperation { Kind: OperationKind.YieldReturn } => responses.OfYield(asked),
                    IReturnOperation { Kind: OperationKind.Return } => responses.OfReturn(asked),
                    _ => null,
                };
                if (stream?.MayHearTheStop(names) == false)
                {
                    return stream;
                }
            }
        }

        return null;
    }

    private static IEnumerable<ISymbol> MembersOf(SyntaxTree tree, Compilation compilation, CancellationToken cancellation)
    {
        var root = tree.GetRoot(cancellation);
        if (root.ChildNodes().Any(static child => child.IsKind(SyntaxKind.GlobalStatement)) && compilation.GetEntryPoint(cancellation) is { } main)
        {
            yield return main;
        }

#pragma warning disable RS1030 // As in SourceCode: every handler of the project is asked about, wherever it is.
        var model = compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
        foreach (var node in root.DescendantNodes(static node => node is not StatementSyntax and not ExpressionSyntax))
        {
            if (node is BaseMethodDeclarationSyntax && model.GetDeclaredSymbol(node, cancellation) is { } member)
            {
                yield return member;
            }
        }
    }
}
