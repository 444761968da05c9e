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
            if (Set(node, model, new Reading(compilation, places, cancellation)) is { } amount)
            {
                found.Add(amount);
            }
        }

        return found.Count == 0 ? null
            : found.TrueForAll(other => other.Seconds == found[0].Seconds) ? found[0]
            : found[0] with { Seconds = null };
    }

    private static Amount? Set(SyntaxNode node, SemanticModel model, Reading reading) => node switch
    {
        AssignmentExpressionSyntax { Left: { } left } assignment when left.ToString().EndsWith(Property, StringComparison.Ordinal)
            && model.GetOperation(assignment, reading.Cancellation)
                is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: Property } property }, Value: var value }
            && property.ContainingType.Name == Options => reading.Written(Options + "." + Property, value, assignment),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: Method } name } } call
            when model.GetOperation(call, reading.Cancellation) is IInvocationOperation { Arguments: [.., var timeout] } =>
            reading.Written(Method, timeout.Value, name),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: var called } name } } call
            when Array.IndexOf(HostNames.Bindings, called) >= 0
            && model.GetOperation(call, reading.Cancellation) is IInvocationOperation bound && Binds(bound) =>
            new Amount(null, Options + "." + Property, reading.Places.Of(name), IsDefault: false),
        _ => null,
    };

    /// <summary>Settings under a name of the program's own may say the timeout.</summary>
    private static bool Binds(IInvocationOperation call) =>
        (call.TargetMethod.TypeArguments.Any(static type => type.Name == Options)
            || call.Arguments.Any(static argument => argument.Value.Unwrapped().Type?.Name == Options))
        && (call.TargetMethod.Name != "Configure" || call.TargetMethod.Parameters.Any(static parameter => parameter.Type.Name == "IConfiguration"));

    private sealed record Reading(Compilation Compilation, SourcePlaces Places, CancellationToken Cancellation)
    {
        public Amount Written(string origin, IOperation value, SyntaxNode place) => new(
            (ConstantDuration.Of(value) ?? Named(value.Unwrapped())) switch
            {
                null => null,
                { } duration when duration.IsInfinite() => double.PositiveInfinity,
                { } duration => duration.TotalSeconds,
            },
            origin, Places.Of(place), IsDefault: false);

        /// <summary><c>static readonly TimeSpan Stop = TimeSpan.FromSeconds(45)</c>, wherever it is declared.</summary>
        private TimeSpan? Named(IOperation value) =>
            value is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true, DeclaringSyntaxReferences: [var declared] } }
                && declared.GetSyntax(Cancellation) is VariableDeclaratorSyntax { Initializer.Value: var initial }
                ? ConstantDuration.Of(Compilation.GetSemanticModel(initial.SyntaxTree).GetOperation(initial, Cancellation))
                : null;
    }
}
