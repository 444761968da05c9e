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

    /// <summary>Null: nothing sets it. Unknown seconds: it is set to something computed, or to different values.</summary>
    public static Amount? Of(Compilation compilation, SourcePlaces places, CancellationToken cancellation)
    {
        var found = new List<Amount>();
        foreach (var (node, model) in compilation.NodesThatMention([Property, Method], cancellation))
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
            && property.ContainingType.Name == "HostOptions" => reading.Written("HostOptions." + Property, value, assignment),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: Method } name } } call
            when model.GetOperation(call, reading.Cancellation) is IInvocationOperation { Arguments: [.., var timeout] } =>
            reading.Written(Method, timeout.Value, name),
        _ => null,
    };

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
