using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Launches;

namespace ShutdownToolkit.Analyzers.Hosting;

/// <summary>Tasks that a hosted type sets running when it starts, keeps in a field, and does not wait for when it stops.</summary>
internal static class ForgottenTasks
{
    public static List<IFieldSymbol> Of(HostedService service, KnownSymbols symbols)
    {
        var forgotten = new List<IFieldSymbol>();
        foreach (var (field, launch) in KeptTasks.Launched(service.Code, service.StartMethods))
        {
            if (!forgotten.Contains(field, SymbolEqualityComparer.Default) && !KeptTasks.IsTracked(field, service.Code)
                && !KeptTasks.StopWaits(service.Code, service.StopMethods, launch, symbols))
            {
                forgotten.Add(field);
            }
        }

        return forgotten;
    }

    /// <summary>
    /// The task that a class of the project keeps when the start calls it, and that neither this class nor the stop waits for.
    /// </summary>
    public static IFieldSymbol? OfAnother(HostedService service, KnownSymbols symbols)
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
                foreach (var (field, launch) in KeptTasks.Launched(code, [start]))
                {
                    if (!KeptTasks.IsTracked(field, code) && !KeptTasks.StopWaits(code, stops, launch, symbols)
                        && !KeptTasks.StopWaits(service.Code, service.StopMethods, launch, symbols)
                        && (Launch.IsTaskRun(launch.TargetMethod) || launch.TargetMethod.IsAsync)
                        && !code.Blocks.SelectMany(member => member.Value).SelectMany(block => block.Operations())
                            .Any(operation => operation.TellsAnEnd()))
                    {
                        return field;
                    }
                }
            }
        }

        return null;
    }
}
