using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KafkaConsumerNotClosedAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The token that the fixer passes to Consume; absent where the finding is the missing Close.</summary>
    internal const string Token = "token";

    private const string Deaf = "waits in Consume() without a token";
    private const string DeafEnd = "the host waits out its ShutdownTimeout, then the process ends without Close";
    private const string Unclosed = "is never closed";
    private const string UnclosedEnd =
        "it leaves without a word to its group, so its last offsets are not committed and its partitions rest until session.timeout.ms (45 s)";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.KafkaConsumerNotClosed,
        nameof(RuleIds.KafkaConsumerNotClosed),
        "Kafka consumer does not leave its group at the stop",
        "The Kafka consumer of '{0}' {1}: at SIGTERM {2}; {3}",
        DiagnosticSeverity.Warning,
        "IConsumer.Close commits the stored offsets and leaves the group; Dispose does not. "
            + "Consume() without a token or a timeout returns only with a message.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.Type("Confluent.Kafka.IConsumer`2") is not null && (symbols.HasHosting || project.OwnsItsProcess);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var consumer = symbols.Type("Confluent.Kafka.IConsumer`2");
        context.ForEachHostedType(symbols, (end, service) =>
            Judge(end, [.. service.Code.Blocks.SelectMany(member => member.Value)], service.Type.Name, consumer, place => NameOf(place, service)));
        context.ForEntryPoint((end, entry) => Judge(end, [.. entry.Bodies], entry.Method.ContainingType.Name, consumer, _ => null));
    }

    private static void Judge(
        SymbolAnalysisContext context, IOperation[] blocks, string owner, INamedTypeSymbol? consumer, Func<IOperation, string?> token)
    {
        var calls = blocks.SelectMany(block => block.Operations()).OfType<IInvocationOperation>().ToArray();
        var consumes =
            Array.FindAll(
                calls, call => call.TargetMethod.Name == "Consume" && call.TargetMethod.ContainingType.DerivesFrom(consumer) && IsInLoop(call));
        if (consumes.Length == 0)
        {
            return;
        }

        // Close by whatever name (a helper, a wrapper) is not searched for: any call of it counts.
        var built = Array.FindAll(calls, call => call.TargetMethod.Name == "Build" && call.Type.Is(consumer));
        if (built.Length > 0 && !Array.Exists(calls, call => call.TargetMethod.Name.StartsWith("Close", StringComparison.Ordinal))
            && !Array.Exists(built, IsHandedOn))
        {
            context.ReportDiagnostic(_rule.At(
                LocationOf(built[0]), [owner, Unclosed, UnclosedEnd, "call Close() in a finally around the loop"]));
        }

        foreach (var consume in consumes)
        {
            if (consume.Arguments is [{ Parameter.Type.KnownName: "CancellationToken" } argument] && IsNoToken(argument))
            {
                context.ReportDiagnostic(_rule.At(
                    consume.Syntax.GetLocation(), [owner, Deaf, DeafEnd, "pass the stop token"],
                    ImmutableDictionary<string, string?>.Empty.Add(Token, token(consume))));
            }
        }
    }

    private static bool IsInLoop(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILoopOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNoToken(IArgumentOperation argument) => argument.ArgumentKind == ArgumentKind.DefaultValue
        || argument.Value.Unwrapped() is IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" };

    /// <summary>Returned, or given to another object at once: its owner may close it.</summary>
    private static bool IsHandedOn(IInvocationOperation build)
    {
        var parent = build.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is IReturnOperation or IArgumentOperation;
    }

    private static Location LocationOf(IOperation build) =>
        build.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }
            ? declarator.Symbol.Locations[0]
            : build.Syntax.GetLocation();

    private static string? NameOf(IOperation place, HostedService service)
    {
        foreach (var member in service.Code.Blocks)
        {
            if (member.Key is IMethodSymbol method
                && member.Value.Any(block => block.Syntax.Span.Contains(place.Syntax.Span) && block.Syntax.SyntaxTree == place.Syntax.SyntaxTree))
            {
                return service.Tokens.NameInScope(place, method);
            }
        }

        return null;
    }
}
