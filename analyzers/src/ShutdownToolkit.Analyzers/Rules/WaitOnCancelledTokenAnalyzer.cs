using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WaitOnCancelledTokenAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The token of the method around it, where that is a method that stops something.</summary>
    internal const string Deadline = "deadline";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.WaitOnCancelledToken,
        nameof(RuleIds.WaitOnCancelledToken),
        "Wait on a token that is already cancelled",
        "'{0}' waits with '{1}', which has just been cancelled: at SIGTERM this wait is over at once and what it waits for is cut; use {2}",
        DiagnosticSeverity.Warning,
        "A wait whose token is cancelled ends immediately, so nothing is drained. The limit of a drain is StopAsync's own token or a new timeout.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation is not IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" } cancel
                    || !symbols.IsTokenSource(cancel.TargetMethod.ContainingType)
                    || Source(cancel) is not { } source || Statement(cancel) is not { } statement)
                {
                    return;
                }

                foreach (var later in After(statement))
                {
                    if (GetsANewSource(later, source))
                    {
                        return;
                    }

                    foreach (var inner in later.DirectDescendants())
                    {
                        if (inner is IInvocationOperation wait && Cancelled(wait, source, symbols) is { } token
                            && (IsWait(wait) || IsOwnEnding(wait, symbols)))
                        {
                            Report(operation, wait, token, symbols);
                        }
                    }
                }
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(operation => JudgeStoppingToken(operation, symbols), OperationKind.Invocation);
    }

    /// <summary>The host has told everybody before it calls StopAsync: whatever gets ApplicationStopping there gets a cancelled token.</summary>
    private static void JudgeStoppingToken(OperationAnalysisContext context, KnownSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (context.ContainingSymbol is not IMethodSymbol { Name: "StopAsync" or "StoppedAsync", ContainingType: { } type }
            || !symbols.IsHosted(type) || call.EnclosingFunction() is not null
            || !(IsWait(call) || call.TargetMethod.Ends() && call.Type.IsTask()))
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Value.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "ApplicationStopping" } stopping } token
                && stopping.ContainingType.KnownName is "IHostApplicationLifetime" or "IApplicationLifetime"
                && (symbols.Source.BodyOf(call.TargetMethod, call.SemanticModel) is null
                    || argument.Parameter is { } parameter && call.HeedsItsToken(parameter, symbols.Source)))
            {
                Report(context, call, token, symbols);
            }
        }
    }

    private static void Report(OperationAnalysisContext context, IInvocationOperation wait, IOperation token, KnownSymbols symbols)
    {
        var deadline = context.ContainingSymbol
            is IMethodSymbol { Name: "StopAsync" or "StoppingAsync" or "StoppedAsync" or "CloseAsync" or "ShutdownAsync" } stop
            && wait.EnclosingFunction() is null
                ? stop.Parameters.FirstOrDefault(parameter => symbols.IsToken(parameter.Type) && parameter.Name != "_")?.Name
                : null;
        context.ReportDiagnostic(_rule.At(
            token.Syntax.GetLocation(),
            [wait.TargetMethod.Name, token.Syntax.ShortText(), deadline is null ? "a new timeout" : $"'{deadline}'"],
            ImmutableDictionary<string, string?>.Empty.Add(Deadline, deadline)));
    }

    private static ISymbol? Source(IInvocationOperation cancel) => cancel.Instance switch
    {
        IConditionalAccessInstanceOperation instance => (instance.Parent?.Parent as IConditionalAccessOperation)?.Operation.ReferencedSymbol(),
        var instance => instance.ReferencedSymbol(),
    };

    /// <summary>The statement, if it does nothing but cancel.</summary>
    private static IOperation? Statement(IOperation cancel)
    {
        var parent = cancel.Parent;
        while (parent is IAwaitOperation or IConditionalAccessOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            parent = parent.Parent;
        }

        return parent as IExpressionStatementOperation;
    }

    /// <summary>What certainly comes later in the same function: the rest of the block, and of the blocks around it up to a branch or loop.</summary>
    private static IEnumerable<IOperation> After(IOperation statement)
    {
        var inner = statement;
        for (var parent = statement.Parent; parent is not null; (inner, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IBlockOperation block:
                    for (var i = block.Operations.IndexOf(inner) + 1; i < block.Operations.Length; i++)
                    {
                        // It is written here and runs when it is called, perhaps long before.
                        if (block.Operations[i] is ILocalFunctionOperation)
                        {
                            continue;
                        }

                        yield return block.Operations[i];

                        if (block.Operations[i] is IReturnOperation or IThrowOperation or IBranchOperation)
                        {
                            yield break;
                        }
                    }

                    break;
                case ITryOperation { Finally: { } last } attempt when last != inner:
                    yield return last;
                    break;
                case ITryOperation or IUsingOperation or ILockOperation:
                    break;
                default:
                    yield break;
            }
        }
    }

    private static bool GetsANewSource(IOperation later, ISymbol source)
    {
        foreach (var operation in later.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IAssignmentOperation assignment when SymbolEqualityComparer.Default.Equals(assignment.Target.ReferencedSymbol(), source):
                case IArgumentOperation { Parameter.RefKind: not RefKind.None } argument
                    when SymbolEqualityComparer.Default.Equals(argument.Value.ReferencedSymbol(), source):
                case IInvocationOperation { TargetMethod.Name: "TryReset" }:
                    return true;
            }
        }

        return false;
    }

    /// <summary>A call of the runtime's or a library's that is there to wait; a method of one's own may only look at the token.</summary>
    private static bool IsWait(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "Delay" => call.TargetMethod.IsOnTask("Delay"),
        "WaitAsync" or "WaitForExitAsync" or "FlushAsync" or "WaitForNextTickAsync" or "WaitToReadAsync" or "ReadAsync" or "WriteAsync"
            or "SaveChangesAsync" or "StopAsync" or "CloseAsync" => true,
        "Wait" or "WaitAll" or "WaitAny" =>
            !call.TargetMethod.ReturnsVoid
                || call.TargetMethod.ContainingNamespace.ToString().StartsWith("System.Threading", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>A method of the project that keeps or ends something, and passes its token on or throws for it.</summary>
    private static bool IsOwnEnding(IInvocationOperation call, KnownSymbols symbols) => call.TargetMethod.Ends()
        && symbols.Source.BodyOf(call.TargetMethod, call.SemanticModel) is not null
        && call.Arguments.Any(argument => argument.Parameter is { } parameter && symbols.IsToken(parameter.Type)
            && call.HeedsItsToken(parameter, symbols.Source));

    private static IOperation? Cancelled(IInvocationOperation wait, ISymbol source, KnownSymbols symbols)
    {
        foreach (var argument in wait.Arguments)
        {
            if (argument.Value.Unwrapped() is IPropertyReferenceOperation { Property.Name: "Token" } token
                && symbols.IsTokenSource(token.Property.ContainingType)
                && SymbolEqualityComparer.Default.Equals(token.Instance.ReferencedSymbol(), source))
            {
                return token;
            }
        }

        return null;
    }
}
