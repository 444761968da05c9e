using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>
/// A connection that Kestrel hands over raw (<c>UseConnectionHandler</c>), read in a loop. One that is mapped to an address ends at the stop by
/// itself: ASP.NET Core closes its transport.
/// </summary>
internal sealed class ConnectionStreams(KnownSymbols symbols, SourceCode source)
{
    public OpenStream? OfLoop(AskedOperation context, CancellationToken cancellation)
    {
        var loop = (ILoopOperation)context.Operation;
        return context.ContainingSymbol is { Name: "OnConnectedAsync", ContainingType: { } type }
            && type.DerivesFrom(symbols.Type("Microsoft.AspNetCore.Connections.ConnectionHandler"))
            && loop.MayBeOpenEnded() && Reads(loop) && !((IOperation)loop).LoopsAround().Any(outer => outer.MayBeOpenEnded())
            && loop.SemanticModel is { Compilation: var compilation } && ProjectNames.Of(compilation, cancellation) is var names
            && names.Mentions("UseConnectionHandler") && !names.Mentions("MapConnectionHandler", "MapConnections")
                ? new(RequestCode.Around(loop, context.ContainingSymbol, symbols, source), loop.HeaderLocation()) : null;
    }

    private static bool Reads(ILoopOperation loop) => loop.Descendants().Any(operation => operation is IInvocationOperation
        { TargetMethod: { Name: "ReadAsync", ContainingType: { Name: "PipeReader", ContainingNamespace.Name: "Pipelines" } } });
}
