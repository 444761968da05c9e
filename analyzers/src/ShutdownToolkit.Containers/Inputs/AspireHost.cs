using Dockerlint.Compose;
using Dockerlint.Linting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Containers.Facts;
using Dockerlint.Text;
using CoreText = Dockerlint.Text.SourceText;

namespace ShutdownToolkit.Containers.Inputs;

/// <summary>
/// The containers that an Aspire app host adds, as the Compose file that would start the same, each part of which stands where the code says
/// it. A container of which anything is said that is not literal, or only sometimes, is left out.
/// </summary>
internal static class AspireHost
{
    private const string Library = "Aspire.Hosting";

    private static readonly string[] _additions = ["AddContainer", "AddDockerfile"];

    public static bool IsOne(Compilation compilation) => compilation.ReferencedAssemblyNames.Any(static reference => reference.Name == Library);

    /// <summary>Null: it adds no container that is known.</summary>
    public static LintInput? Of(Compilation compilation, PathNames names, SourcePlaces places, CancellationToken cancellation)
    {
        var services = compilation.NodesThatMention(_additions, cancellation)
            .Where(static asked => asked.Node is InvocationExpressionSyntax)
            .Select(asked => asked.Model.GetOperation(asked.Node, cancellation)).OfType<IInvocationOperation>()
            .Where(static call => IsOfAspire(call) && Array.IndexOf(_additions, call.TargetMethod.Name) >= 0)
            .Select(call => Read(call, places)).OfType<AspireContainer>().ToList();
        if (services.Count == 0)
        {
            return null;
        }

        var text = new AspireCompose();
        services.ForEach(text.Add);
        var source = new CoreText(ContextPath.Join(names.ProjectFolder, compilation.AssemblyName + ".apphost.yaml"), text.Content, text.PlaceOf);
        return new LintInput.OfCompose(ComposeSource.Parse(source)) { Platform = Dockerlint.Containers.Platform.Aspire };
    }

    private static AspireContainer? Read(IInvocationOperation added, SourcePlaces places)
    {
        var container = new AspireContainer(places.Of(added.Syntax));
        return !added.Syntax.IsConditional() && container.Add(added, places) && Configurations(added).All(call => container.Add(call, places))
            ? container : null;
    }

    /// <summary>The calls that follow, in the same expression or on the variable that keeps it.</summary>
    private static IEnumerable<IInvocationOperation> Configurations(IOperation configured)
    {
        while (configured.Parent is { } parent)
        {
            switch (parent)
            {
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call }
                    when call.Arguments[0].Value.Unwrapped() == configured.Unwrapped():
                    yield return call;
                    configured = call;
                    continue;
                case IArgumentOperation { Parent: IInvocationOperation call } when !IsOfAspire(call):
                    yield return call;
                    break;
                case IConversionOperation:
                    configured = parent;
                    continue;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared }:
                    foreach (var call in declared.Uses().SelectMany(static use => Configurations(use)))
                    {
                        yield return call;
                    }

                    break;
            }

            yield break;
        }
    }

    private static bool IsOfAspire(IInvocationOperation call) =>
        call.TargetMethod.ContainingAssembly.Name.StartsWith("Aspire.", StringComparison.Ordinal);
}
