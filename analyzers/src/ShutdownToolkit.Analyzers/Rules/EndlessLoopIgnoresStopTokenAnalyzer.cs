using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Tokens;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessLoopIgnoresStopTokenAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The expression that the fixer puts into the condition.</summary>
    internal const string Token = "token";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.EndlessLoopIgnoresStopToken,
        nameof(RuleIds.EndlessLoopIgnoresStopToken),
        "Endless loop ignores the stop token",
        "This loop of '{0}' never looks at a stop token{3}: at SIGTERM {2}; test {1} in the condition and pass it to the waits",
        DiagnosticSeverity.Warning,
        "A loop of a hosted service that nothing ends keeps the host waiting for its whole ShutdownTimeout. "
            + "'docker stop' kills after 10 seconds, exit code 137.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachWorker(symbols, (end, service) =>
        {
            foreach (var code in service.Work)
            {
                Judge(end, service, code, code.Body);
            }
        });

    private static void Judge(WorkerFindings findings, HostedService service, HostedCode code, IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is not ILoopOperation loop || !loop.IsDeafTo(service) || service.IsOnForegroundThread(loop)
                || HostedThreads.Of(service).IsOnUnjoined(loop))
            {
                Judge(findings, service, code, child);
                continue;
            }

            var token = service.Tokens.NameInScope(loop, code.Member);
            findings.ReportDiagnostic(_rule.At(
                loop.HeaderLocation(),
                [
                    $"{service.Type.Name}.{code.Member.Name}", token is null ? "the stopping token" : $"'{token}'", Consequence(service, code, loop),
                    Flag(service, loop),
                ],
                ImmutableDictionary<string, string?>.Empty.Add(Token, token)));
        }
    }

    private static string Flag(HostedService service, ILoopOperation loop) => LateFlags.OfLoop(loop, service) is not { } flag ? ""
        : LateFlags.IsSetByDispose(flag, service) ? $", and only Dispose, which comes after the wait, sets '{flag.Name}'"
        : $", and nothing sets '{flag.Name}'";

    private static string Consequence(HostedService service, HostedCode code, IOperation loop) =>
        service.DetachmentOf(code, loop) is not null ? "nobody waits for it, and the process ends in the middle of a turn"
        : code.HostWaits ? "the host waits out its ShutdownTimeout (30 s by default), then ends the process in the middle of a turn"
        : "a StopAsync that waits for it never returns, and one that does not wait cuts it in the middle of a turn";
}
