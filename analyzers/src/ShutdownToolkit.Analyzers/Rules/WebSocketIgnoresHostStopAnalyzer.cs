using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Requests;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WebSocketIgnoresHostStopAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.WebSocketIgnoresHostStop,
        nameof(RuleIds.WebSocketIgnoresHostStop),
        "WebSocket loop does not hear the host's stop",
        "The WebSocket accepted in {0} is served in a loop that hears of the client only: at SIGTERM Kestrel waits out the ShutdownTimeout for it, "
            + "cuts it off, and every BackgroundService is then stopped with an already cancelled token; "
            + "link IHostApplicationLifetime.ApplicationStopping into the loop's token and close the socket",
        DiagnosticSeverity.Warning,
        "RequestAborted fires only when the client goes or when Kestrel gives up at the end of the ShutdownTimeout. "
            + "Kestrel stops first, so all other hosted services wait behind it.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) => symbols.HasHosting && symbols.HttpContext is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var source = SourceCode.Of(context.Compilation);
        var reports = new HostStopReports(_rule);
        context.RegisterOperationAction(
            operation => reports.Add(operation, StreamOf(operation, symbols, source)), OperationKind.Invocation);
    }

    /// <summary>The socket that this call accepts, served in a loop; null: it is no such call.</summary>
    internal static OpenStream? StreamOf(AskedOperation asked, KnownSymbols symbols, SourceCode source)
    {
        if (asked.Operation
            is not IInvocationOperation { TargetMethod: { Name: "AcceptWebSocketAsync", ContainingType.KnownName: "WebSocketManager" } } accept
            || IsRefused(accept))
        {
            return null;
        }

        var code = RequestCode.Around(accept, asked.ContainingSymbol, symbols, source).WithCallers(symbols)
            .FirstOrDefault(served => served.Operations.Any(inner => inner is ILoopOperation loop && Receives(loop, symbols, served)));
        return code is null ? null : new OpenStream(code, accept.Syntax.GetLocation());
    }

    /// <summary>Accepted to tell the client why it is closed; another socket of the handler may be the one that is served.</summary>
    private static bool IsRefused(IInvocationOperation accept)
    {
        IOperation value = accept;
        while (value.Parent is IAwaitOperation or IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            value = value.Parent;
        }

        return value.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared }
            && declared.Uses().Any() && declared.Uses().All(use => use.Parent is IInvocationOperation
            {
                TargetMethod.Name: "CloseAsync" or "CloseOutputAsync" or "SendAsync" or "Abort" or "Dispose"
            } call && call.Instance == use && !call.LoopsAround().Any());
    }

    /// <summary>A loop that only sends may be short. What receives may be a helper that is given the socket.</summary>
    private static bool Receives(ILoopOperation loop, KnownSymbols symbols, RequestCode code) => loop is not IForEachLoopOperation
        && loop.Descendants().Any(operation => operation is IInvocationOperation call
            && (IsReceive(call, symbols) || ReceivesInside(call, symbols, code)
                || (call.TargetMethod.MethodKind == MethodKind.LocalFunction || call.Instance is IInstanceReferenceOperation
                    || code.IsGivenTheRequest(call))
                && code.Source.BodyOf(call.TargetMethod, call.SemanticModel) is { } body
                && body.Descendants().Any(inner => inner is IInvocationOperation receive && IsReceive(receive, symbols))));

    /// <summary>The object that is called was made with the socket, reads it, and has no token of its own to hear the stop by.</summary>
    private static bool ReceivesInside(IInvocationOperation call, KnownSymbols symbols, RequestCode code) =>
        code.ObjectAroundTheRequest(call) is { } reader
        && call.Arguments.All(argument => !symbols.IsToken(argument.Value.Type) || code.IsOfRequest(argument.Value))
        && code.Source.BodiesOf(reader).Blocks.SelectMany(member => member.Value).SelectMany(block => block.Operations())
            .Any(operation => operation is IInvocationOperation receive && IsReceive(receive, symbols));

    private static bool IsReceive(IInvocationOperation call, KnownSymbols symbols) =>
        call is { TargetMethod.Name: "ReceiveAsync", Instance.Type: var socket }
        && socket.DerivesFrom(symbols.Type("System.Net.WebSockets.WebSocket"));
}
