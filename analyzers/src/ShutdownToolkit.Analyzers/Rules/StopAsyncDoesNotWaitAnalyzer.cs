using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;
using ShutdownToolkit.Analyzers.Launches;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StopAsyncDoesNotWaitAnalyzer() : ShutdownAnalyzer(_rule)
{
    /// <summary>The task that the fixer waits for; only where StopAsync itself signals the work to end.</summary>
    internal const string Task = "task";

    /// <summary>Set where the finding is a call whose task is dropped.</summary>
    internal const string Dropped = "dropped";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.StopAsyncDoesNotWait,
        nameof(RuleIds.StopAsyncDoesNotWait),
        "StopAsync does not wait for the running task",
        "{0} of '{1}' never waits for '{2}', {3}; {4}",
        DiagnosticSeverity.Warning,
        "The host takes a returned StopAsync as 'finished' and ends the process. Work that is only told to stop is cut, with exit code 0.");

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
        context.ForEachHostedType(symbols, (end, service) =>
        {
            foreach (var (ending, dropped) in DroppedEndings.In(service))
            {
                end.ReportDiagnostic(_rule.At(
                    ((dropped.Syntax as InvocationExpressionSyntax)?.Expression ?? dropped.Syntax).GetLocation(),
                    [ending.Name, service.Type.Name, dropped.TargetMethod.Name,
                        "whose task it drops: at SIGTERM the host goes on at once and the process ends before that is done",
                        "await it"],
                    ImmutableDictionary<string, string?>.Empty.Add(Dropped, "")));
            }

            if (service.StopAsync is not { Parameters: [var deadline] } stop || service.Code.BodyOf(stop) is not { } body)
            {
                return;
            }

            var forgotten = new List<IFieldSymbol>();
            foreach (var (field, launch) in Launched(service.Code, service.StartMethods))
            {
                if (!forgotten.Contains(field, SymbolEqualityComparer.Default) && !IsTracked(field, service.Code)
                    && !StopWaits(service.Code, service.StopMethods, launch, symbols))
                {
                    forgotten.Add(field);
                }
            }

            if (forgotten.Count == 0)
            {
                if (ForgottenThroughAnother(service, symbols) is { } other)
                {
                    end.ReportDiagnostic(_rule.At(
                        stop.Locations[0], Wording(service, deadline, $"{other.ContainingType.Name}.{other.Name}"),
                        severity: DiagnosticSeverity.Info));
                }

                return;
            }

            var task = forgotten is [var only] && Signals(body) ? OrCompleted(only) : null;
            end.ReportDiagnostic(_rule.At(
                stop.Locations[0],
                Wording(service, deadline, string.Join("', '", forgotten.Select(field => field.Name))),
                ImmutableDictionary<string, string?>.Empty.Add(Task, task)));
        });

    private static object[] Wording(HostedService service, IParameterSymbol deadline, string tasks) =>
    [
        "StopAsync", service.Type.Name, tasks, "which StartAsync set running: at SIGTERM the process ends while its last item is in hand",
        $"wait for it until '{deadline.Name}' is cancelled, for example with Task.WhenAny",
    ];

    /// <summary>
    /// The task that a class of the project keeps when the start calls it, and that neither this class nor the stop waits for.
    /// </summary>
    private static IFieldSymbol? ForgottenThroughAnother(HostedService service, KnownSymbols symbols)
    {
        foreach (var operation in service.Code.ReachableFrom([.. service.StartMethods]).SelectMany(one => service.Code.BodyOf(one)!.Operations()))
        {
            if (operation is IInvocationOperation { Instance: { } owner, Type.SpecialType: SpecialType.System_Void } call
                && owner is not IInstanceReferenceOperation && service.Code.BodyOf(call.TargetMethod) is null
                && symbols.Source.Implementation(call.TargetMethod) is { DeclaringSyntaxReferences.Length: > 0, ContainingType: { } type } start
                && !symbols.IsHosted(type))
            {
                var code = symbols.Source.BodiesOf(type);
                var stops = type.GetMembers().OfType<IMethodSymbol>().Where(CalledWork.MayStop).ToArray();
                foreach (var (field, launch) in Launched(code, [start]))
                {
                    if (!IsTracked(field, code) && !StopWaits(code, stops, launch, symbols)
                        && !StopWaits(service.Code, service.StopMethods, launch, symbols)
                        && (Launch.IsTaskRun(launch.TargetMethod) || launch.TargetMethod.IsAsync)
                        && !code.Blocks.SelectMany(member => member.Value).SelectMany(block => block.Operations()).Any(TellsAnEnd))
                    {
                        return field;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>Somebody may wait for that.</summary>
    private static bool TellsAnEnd(IOperation operation) => operation is IInvocationOperation
    {
        TargetMethod.Name: "SetResult" or "TrySetResult" or "Set" or "Release" or "Signal" or "Decrement",
    };

    private static IEnumerable<(IFieldSymbol Field, IInvocationOperation Launch)> Launched(MemberBodies code, IEnumerable<IMethodSymbol> starts)
    {
        foreach (var method in code.ReachableFrom([.. starts]))
        {
            foreach (var operation in code.BodyOf(method)!.Operations())
            {
                if (operation is ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } assignment
                    && field is { IsStatic: false, DeclaredAccessibility: Accessibility.Private }
                    && field.Type.IsTask()
                    && assignment.Value.WithoutConfigureAwait() is IInvocationOperation { TargetMethod: { IsAbstract: false } launched } launch
                    && !launched.IsOnTask("FromResult"))
                {
                    yield return (field.OriginalDefinition, launch);
                }
            }
        }
    }

    /// <summary>Whether any code looks at the task for more than "is there one" or "is it over already".</summary>
    private static bool IsTracked(IFieldSymbol field, MemberBodies code)
    {
        foreach (var member in code.Blocks)
        {
            foreach (var block in member.Value)
            {
                foreach (var operation in block.Operations())
                {
                    if (operation is IFieldReferenceOperation reference
                        && SymbolEqualityComparer.Default.Equals(reference.Field.OriginalDefinition, field)
                        && !IsAssigned(reference) && !IsGlance(reference))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool IsAssigned(IFieldReferenceOperation reference) =>
        reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;

    private static bool IsGlance(IOperation reference) => reference.Parent switch
    {
        IConversionOperation conversion => IsGlance(conversion),
        IBinaryOperation or IIsPatternOperation => true,
        IPropertyReferenceOperation { Property.Name: not "Result" } => true,
        IInvocationOperation { TargetMethod.Name: "Dispose" } => true,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: "Dispose" } or IPropertyReferenceOperation } => true,
        // StartAsync's "return it if it is over already".
        IReturnOperation { Parent: IBlockOperation { Parent: IConditionalOperation } } or IReturnOperation { Parent: IConditionalOperation } => true,
        IConditionalOperation choice =>
            choice.Condition != reference && choice.Condition.Unwrapped() is IPropertyReferenceOperation { Property.Name: "IsCompleted" },
        _ => false,
    };

    /// <summary>Whether what the stop methods await may be the end of the work, by a signal or an object that is not the field.</summary>
    private static bool StopWaits(
        MemberBodies code, IEnumerable<IMethodSymbol> stops, IInvocationOperation launch, KnownSymbols symbols)
    {
        var owners = Fields(launch).Where(field => !symbols.IsTokenSource(field.Type)).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var method in code.ReachableFrom([.. stops]))
        {
            foreach (var operation in code.BodyOf(method)!.Operations())
            {
                switch (operation)
                {
                    case IAwaitOperation awaited when MayWait(awaited.Operation.WithoutConfigureAwait()):
                    case IReturnOperation { ReturnedValue: { } value } when value.Type.IsTask() && MayWait(value.WithoutConfigureAwait()):
                    case IInvocationOperation { TargetMethod.Name: "WaitOne" or "Join" or "Wait" or "WaitAll" or "WaitAny" or "SignalAndWait" }:
                    case IInvocationOperation { Instance: IFieldReferenceOperation owner } when owners.Contains(owner.Field.OriginalDefinition):
                    case { } when operation.BlockedOn() is not null:
                        return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<IFieldSymbol> Fields(IOperation operation)
    {
        foreach (var inner in operation.Descendants())
        {
            if (inner is IFieldReferenceOperation reference)
            {
                yield return reference.Field.OriginalDefinition;
            }
        }
    }

    private static bool MayWait(IOperation task) => task switch
    {
        IPropertyReferenceOperation { Property.Name: "CompletedTask" } => false,
        IInvocationOperation call =>
            call.TargetMethod.Name is not ("CancelAsync" or "Yield" or "Delay" or "FromResult" or "FromCanceled" or "FromException")
            && !call.IsBaseCall("StopAsync"),
        _ => true,
    };

    private static bool Signals(IBlockOperation body)
    {
        foreach (var operation in body.DirectDescendants())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync" or "Complete" or "TryComplete" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A host whose start failed also stops the services that it had not started yet.</summary>
    private static string OrCompleted(IFieldSymbol field) =>
        field.NullableAnnotation == NullableAnnotation.NotAnnotated || IsInitialized(field) ? field.Name : $"{field.Name} ?? Task.CompletedTask";

    private static bool IsInitialized(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences is [var declaration]
        && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: not LiteralExpressionSyntax };
}
