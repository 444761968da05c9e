using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BatchLostAtStopAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.BatchLostAtStop,
        nameof(RuleIds.BatchLostAtStop),
        "Collected items are lost at the stop",
        "'{0}' collects items that '{1}' {2}, and nothing handles what it holds when the stop ends the loop: at SIGTERM "
            + "they are lost, with exit code 0; handle the rest in a finally around the loop, with a token that is not cancelled",
        DiagnosticSeverity.Warning,
        "A batch that is handled when it is full, or when its turn is over, is nearly always part full when the host stops.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachWorker(symbols, (end, service) =>
        {
            var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var code in service.Work)
            {
                foreach (var operation in code.Body.Operations())
                {
                    if (operation is IInvocationOperation { TargetMethod.Name: "Add" or "Enqueue" or "AddLast", Instance: { } instance } add
                        // Running work is no item: what ends it is a question of its tokens.
                        && !add.Arguments.Any(added => added.Value.Type.IsTask()) && Batch(instance) is { } batch && !seen.Contains(batch)
                        && add.LoopsAround().ToArray() is { Length: > 0 } loops && IsLost(add, batch, loops, code, service))
                    {
                        seen.Add(batch);
                        end.ReportDiagnostic(_rule.At(
                            add.Syntax.GetLocation(), batch.Name, $"{service.Type.Name}.{code.Member.Name}", "has taken out of the queue"));
                    }
                }

                foreach (var buffer in UnflushedBuffer.In(code, service))
                {
                    end.ReportDiagnostic(_rule.At(
                        buffer.Emptied, [buffer.Field.Name, $"{service.Type.Name}.{buffer.Filler.Name}", "has put there since the last tick"],
                        severity: DiagnosticSeverity.Info));
                }
            }
        });

    /// <summary>A local, or a private field, of a type of lists.</summary>
    private static ISymbol? Batch(IOperation instance) => instance.Unwrapped() switch
    {
        ILocalReferenceOperation { Local: var local, Type.Name: "List" or "Queue" or "HashSet" or "LinkedList" } => local,
        IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field, Type.Name: "List" or "Queue" or "HashSet" } =>
            field,
        _ => null,
    };

    private static bool IsLost(
        IInvocationOperation add, ISymbol batch, ILoopOperation[] loops, HostedCode code, HostedService service)
    {
        var main = loops[loops.Length - 1];
        if (!main.Descendants().Any(operation => operation.Taken() is not null))
        {
            return false;
        }

        var function = add.EnclosingFunction();
        var uses = Uses(batch, code, service).ToArray();
        var handled = Array.FindAll(uses, use => IsHandedOn(use, batch));
        if (handled.Length == 0
            || Array.Exists(uses, use => !SymbolEqualityComparer.Default.Equals(use.EnclosingFunction(), function) || IsInHandlerOrFinally(use))
            || batch is IFieldSymbol && IsUsedByStop(batch, service))
        {
            return false;
        }

        // The loop that collects: the outermost one that the batch is handled behind. Behind the main loop it is STOP1007's.
        var after = handled.Where(use => use.Syntax.SpanStart > add.Syntax.SpanStart).ToArray();
        var collecting = loops.LastOrDefault(loop => Array.Exists(after, use => IsBehind(use, loop)));
        if (collecting == main)
        {
            return false;
        }

        var isCutWhileItCollects = collecting is not null && Throws(collecting, service)
            && !Array.Exists(after, use => IsBehind(use, collecting) && IsReachedWhenCancelled(use, collecting));
        return isCutWhileItCollects || EndsAtStop(main, service) && Array.TrueForAll(handled, use => IsConditional(use, add, main, batch));
    }

    /// <summary>Where the batch is named, and where a method of the type is called that names it.</summary>
    private static IEnumerable<IOperation> Uses(ISymbol batch, HostedCode code, HostedService service)
    {
        foreach (var operation in code.Body.Operations())
        {
            if (SymbolEqualityComparer.Default.Equals(operation.ReferencedSymbol(), batch)
                || batch is IFieldSymbol && operation is IInvocationOperation { TargetMethod: var called } && Names(called, batch, service))
            {
                yield return operation;
            }
        }
    }

    private static bool Names(IMethodSymbol method, ISymbol batch, HostedService service) => service.Code.ReachableFrom(method)
        .SelectMany(reached => service.Code.BodyOf(reached)!.Operations())
        .Any(operation => SymbolEqualityComparer.Default.Equals(operation.ReferencedSymbol(), batch));

    private static bool IsUsedByStop(ISymbol batch, HostedService service) => service.StopMethods.Any(stop => Names(stop, batch, service));

    /// <summary>Given to other code, or emptied: not its Add, its Count, its creation.</summary>
    private static bool IsHandedOn(IOperation use, ISymbol batch) => use is IInvocationOperation || use.Parent switch
    {
        IArgumentOperation or IForEachLoopOperation or IConversionOperation => true,
        IInvocationOperation { TargetMethod.Name: var name } call =>
            call.Instance == use && name is not ("Add" or "Enqueue" or "AddLast" or "Contains"),
        IAssignmentOperation assignment =>
            assignment.Value == use && !SymbolEqualityComparer.Default.Equals(assignment.Target.ReferencedSymbol(), batch),
        _ => false,
    };

    private static bool IsInHandlerOrFinally(IOperation use)
    {
        var child = use;
        for (var parent = use.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation || parent is ITryOperation attempt && attempt.Finally == child)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBehind(IOperation use, ILoopOperation loop) => use.Syntax.SpanStart > loop.Syntax.Span.End;

    /// <summary>Only when it is full, say; a batch that every turn handles holds nothing between turns.</summary>
    private static bool IsConditional(IOperation use, IOperation add, ILoopOperation main, ISymbol batch)
    {
        for (var parent = use.Parent; parent is not null && parent != main; parent = parent.Parent)
        {
            if (parent is IConditionalOperation { Condition: var condition } && !parent.Syntax.Span.Contains(add.Syntax.Span)
                    && !AsksWhetherEmpty(condition, batch)
                || parent is IBlockOperation block && block.Operations.Any(statement => IsSkippedBy(statement, use, add, batch)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>if (batch.Count &lt; 100) continue;</c> between the two.</summary>
    private static bool IsSkippedBy(IOperation statement, IOperation use, IOperation add, ISymbol batch) =>
        statement is IConditionalOperation { WhenTrue: var branch, Condition: var condition } && statement.Syntax.SpanStart > add.Syntax.SpanStart
        && statement.Syntax.Span.End < use.Syntax.SpanStart && !AsksWhetherEmpty(condition, batch)
        && branch.DescendantsAndSelf().Any(operation => operation is IBranchOperation { BranchKind: BranchKind.Continue });

    /// <summary><c>batch.Count == 0</c> or <c>&gt; 0</c>, <c>batch.Any()</c>: with nothing in it there is nothing to lose.</summary>
    private static bool AsksWhetherEmpty(IOperation condition, ISymbol batch) => condition switch
    {
        IUnaryOperation not => AsksWhetherEmpty(not.Operand, batch),
        IBinaryOperation { LeftOperand: IPropertyReferenceOperation { Property.Name: "Count", Instance: { } counted },
            RightOperand.ConstantValue.Value: (0 or 1) and var bound, OperatorKind: var kind } => Is(counted, batch) && (bound is 0
                || kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual),
        IInvocationOperation { TargetMethod.Name: "Any", Arguments: [{ Value: var asked }] } => Is(asked.Unwrapped(), batch),
        _ => false,
    };

    private static bool Is(IOperation operation, ISymbol batch) => SymbolEqualityComparer.Default.Equals(operation.ReferencedSymbol(), batch);

    private static bool EndsAtStop(ILoopOperation loop, HostedService service) => loop.TestsStop(service.Tokens) || Throws(loop, service);

    private static bool Throws(ILoopOperation loop, HostedService service) =>
        loop is IForEachLoopOperation { IsAsynchronous: true } each && service.Tokens.Mentions(each.Collection)
        || loop.DirectDescendants().Any(operation =>
            Wait.From(operation) is { ThrowsWhenCancelled: true } wait && service.Tokens.IsStop(wait.Token?.Value)
            && !wait.Call.TriesAround().Any(attempt => loop.Syntax.Span.Contains(attempt.Syntax.Span) && attempt.MayCatchCancellation()));

    /// <summary>A try around the loop takes the exception, and ends before this place.</summary>
    private static bool IsReachedWhenCancelled(IOperation use, ILoopOperation loop) => loop.TriesAround()
        .Any(attempt => attempt.MayCatchCancellation() && !attempt.Syntax.Span.Contains(use.Syntax.Span));
}
