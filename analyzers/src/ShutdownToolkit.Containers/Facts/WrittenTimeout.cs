using Dockerlint.Stops;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Containers.Facts;

/// <summary>HostOptions.ShutdownTimeout as this compilation sets it: constants and named values count, as the semantic model knows them.</summary>
internal static class WrittenTimeout
{
    private const string Property = "ShutdownTimeout";
    private const string Method = "UseShutdownTimeout";
    private const string Options = "HostOptions";

    /// <summary>Null: nothing sets it. Unknown seconds: it is set to something computed, to different values, or bound to settings.</summary>
    public static Amount? Of(Compilation compilation, SourcePlaces places, CancellationToken cancellation)
    {
        var found = new List<Amount>();
        foreach (var (node, model) in compilation.NodesThatMention([Property, Method, Options], cancellation))
        {
            if (Set(node, model, places, cancellation) is { } amount)
            {
                found.Add(amount);
            }
        }

        return found.Count == 0 ? null
            : found.TrueForAll(other => other.Seconds == found[0].Seconds) ? found[0]
            : found[0] with { Seconds = null };
    }

    private static Amount? Set(SyntaxNode node, SemanticModel model, SourcePlaces places, CancellationToken cancellation) => node switch
    {
        AssignmentExpressionSyntax { Left: { } left } assignment when left.ToString().EndsWith(Property, StringComparison.Ordinal)
            && model.GetOperation(assignment, cancellation)
                is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: Property } property }, Value: var value }
            && property.ContainingType.Name == Options => Written(Options + "." + Property, value, places.Of(assignment)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: Method } name } } call
            when model.GetOperation(call, cancellation) is IInvocationOperation { Arguments: [.., var timeout] } =>
            Written(Method, timeout.Value, places.Of(name)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: var called } name } } call
            when Array.IndexOf(HostNames.Bindings, called) >= 0
            && model.GetOperation(call, cancellation) is IInvocationOperation bound && Binds(bound) =>
            new Amount(null, Options + "." + Property, places.Of(name), IsDefault: false),
        _ => null,
    };

    /// <summary>Settings under a name of the program's own may say the timeout.</summary>
    private static bool Binds(IInvocationOperation call) =>
        (call.TargetMethod.TypeArguments.Any(static type => type.Name == Options)
            || call.Arguments.Any(static argument => argument.Value.Unwrapped().Type?.Name == Options))
        && (call.TargetMethod.Name != "Configure" || call.TargetMethod.Parameters.Any(static parameter => parameter.Type.Name == "IConfiguration"));

    private static Amount Written(string origin, IOperation value, Dockerlint.Text.SourceLocation place) => new(
        ConstantDuration.Of(value) switch
        {
            null => null,
            { } duration when duration.IsInfinite() => double.PositiveInfinity,
            { } duration => duration.TotalSeconds,
        },
        origin, place, IsDefault: false);
}
