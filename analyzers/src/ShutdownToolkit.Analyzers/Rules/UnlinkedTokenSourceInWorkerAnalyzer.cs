using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.Analyzers.Waits;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnlinkedTokenSourceInWorkerAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The name of ExecuteAsync's parameter, which replaces the source's token.</summary>
    internal const string Token = "token";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.UnlinkedTokenSourceInWorker,
        nameof(RuleIds.UnlinkedTokenSourceInWorker),
        "Token source of a worker that nobody cancels",
        "'{0}' is never cancelled and '{1}.ExecuteAsync' ignores '{2}': at SIGTERM nothing ends its loop, the host waits out its ShutdownTimeout (30 "
            + "s by default) and cuts the work; use '{2}', or make the source with CancellationTokenSource.CreateLinkedTokenSource({2})",
        DiagnosticSeverity.Info,
        "A CancellationTokenSource of one's own does not learn of the stop: it must be cancelled in StopAsync or linked to the stopping token.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var (source, use) in Find(service))
            {
                end.ReportDiagnostic(_rule.At(
                    use.Syntax.GetLocation(),
                    [source.Name, service.Type.Name, service.ExecuteAsync!.Parameters[0].Name],
                    ImmutableDictionary<string, string?>.Empty.Add(Token, service.ExecuteAsync.Parameters[0].Name)));
            }
        });

    /// <summary>Each private source with its first use in a loop, where ExecuteAsync never reads its own token.</summary>
    internal static IEnumerable<(IFieldSymbol Source, IOperation Use)> Find(HostedService service)
    {
        if (service.ExecuteAsync is not { Parameters: [var token] } || service.Code.BodyOf(service.ExecuteAsync) is null)
        {
            yield break;
        }

        foreach (var code in service.Work)
        {
            foreach (var operation in code.Body.Descendants())
            {
                if (operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, token))
                {
                    yield break;
                }
            }
        }

        foreach (var member in service.Type.GetMembers())
        {
            if (member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, Type.KnownName: nameof(CancellationTokenSource) } source
                && !IsConnected(source, service) && FirstUse(source, service) is { } use)
            {
                yield return (source, use);
            }
        }
    }

    /// <summary>Anything but reading its token or disposing it: cancelled, linked, given away.</summary>
    private static bool IsConnected(IFieldSymbol source, HostedService service)
    {
        foreach (var member in service.Code.Blocks)
        {
            foreach (var block in member.Value)
            {
                foreach (var operation in block.DescendantsAndSelf())
                {
                    switch (operation)
                    {
                        case IFieldInitializerOperation initializer
                            when initializer.InitializedFields.Contains(source, SymbolEqualityComparer.Default):
                            if (initializer.Value.Unwrapped() is not IObjectCreationOperation { Arguments.Length: 0 })
                            {
                                return true;
                            }

                            break;
                        case IFieldReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Field, source):
                            if (!IsHarmless(reference))
                            {
                                return true;
                            }

                            break;
                    }
                }
            }
        }

        return false;
    }

    private static bool IsHarmless(IFieldReferenceOperation reference) => reference.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "Token" or nameof(CancellationToken.IsCancellationRequested) } => true,
        IInvocationOperation { TargetMethod.Name: "Dispose" } => true,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "Dispose" } } => true,
        ISimpleAssignmentOperation assignment =>
            assignment.Target == reference && assignment.Value.Unwrapped() is IObjectCreationOperation { Arguments.Length: 0 },
        _ => false,
    };

    private static IOperation? FirstUse(IFieldSymbol source, HostedService service)
    {
        foreach (var code in service.Work)
        {
            foreach (var operation in code.Body.Descendants())
            {
                if (operation is IFieldReferenceOperation { Parent: IPropertyReferenceOperation use } reference
                    && SymbolEqualityComparer.Default.Equals(reference.Field, source)
                    && use.LoopsAround().Any() && !use.LoopsAround().Any(loop => loop.IsDeafTo(service.Tokens)))
                {
                    return use;
                }
            }
        }

        return null;
    }
}
