using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LogsNotFlushedAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.LogsNotFlushed,
        nameof(RuleIds.LogsNotFlushed),
        "Static logger is never flushed",
        "Log.Logger writes to '{0}', which sends in batches, and nothing calls Log.CloseAndFlush: the lines of the shutdown itself are lost when the "
            + "process ends; call it in a finally around the rest of the entry point",
        DiagnosticSeverity.Info,
        "A batching sink keeps the last lines in memory. UseSerilog() and AddSerilog() without 'dispose: true' do not close the static logger when "
            + "the host stops.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        project.OwnsItsProcess && symbols.Type("Serilog.Log") is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEntryPoint((end, entry) =>
        {
            foreach (var body in entry.Bodies)
            {
                foreach (var operation in body.Descendants())
                {
                    if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var set }, Value: var logger }
                        && set.Name == "Logger" && set.ContainingType.Is(symbols.Type("Serilog.Log"))
                        && BatchingSink(logger) is { } sink
                        && !IsClosed(ProjectNames.Of(end.Compilation, end.CancellationToken))
                        && !entry.Bodies.Any(LeavesItToTheHost))
                    {
                        end.ReportDiagnostic(_rule.At(operation.Syntax.GetLocation(), sink));
                    }
                }
            }
        });

    /// <summary>
    /// A sink that this very expression configures and that keeps lines in memory. Console, Debug and an unbuffered file write at once;
    /// what a configuration file adds is not known.
    /// </summary>
    private static string? BatchingSink(IOperation logger)
    {
        foreach (var operation in logger.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { TargetMethod: { Name: var sink } method } call
                && (method.ContainingType.KnownName == "LoggerSinkConfiguration"
                    || method.IsExtensionMethod && method.Parameters[0].Type.KnownName == "LoggerSinkConfiguration")
                && KeepsLines(sink, call))
            {
                return sink;
            }
        }

        return null;
    }

    private static bool KeepsLines(string sink, IInvocationOperation call) => sink switch
    {
        "Console" or "Debug" or "Trace" or "Observers" or "TextWriter" or "Sink" or "Logger" or "Conditional" or "Map" or "Providers"
            or "TestCorrelator" or "EventLog" or "Xunit" => false,
        "File" => call.Arguments.Any(argument => argument is { Parameter.Name: "buffered", Value.ConstantValue: { HasValue: true, Value: true } }),
        _ => true,
    };

    private static bool IsClosed(SourceNames names) => names.Mentions("CloseAndFlush", "CloseAndFlushAsync") || names.SwitchesOn("dispose");

    /// <summary>The overloads that take a configuration delegate close their logger with the host.</summary>
    private static bool LeavesItToTheHost(IBlockOperation body) => body.Descendants().Any(operation =>
        operation is IInvocationOperation { TargetMethod: { Name: "UseSerilog" or "AddSerilog" } method } call
        && (method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate)
            || call.Arguments.Any(argument => argument is { Parameter.Name: "dispose", Value.ConstantValue: { HasValue: true, Value: true } })));
}
