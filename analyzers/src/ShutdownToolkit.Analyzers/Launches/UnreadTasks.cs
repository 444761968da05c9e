using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Launches;

/// <summary>A private collection that tasks are put into and taken out of, and that nobody reads: keeping them there waits for none.</summary>
internal static class UnreadTasks
{
    /// <summary>The name of the field that the value goes into.</summary>
    public static string? Taking(IOperation value)
    {
        return Collection(value)?.Unwrapped() is IFieldReferenceOperation
        {
            Field: { DeclaredAccessibility: Accessibility.Private, ContainingType.DeclaringSyntaxReferences: [var type] } field
        } && !IsRead(field.Name, type.GetSyntax()) ? field.Name : null;
    }

    private static IOperation? Collection(IOperation value) => value.Parent switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: var indexed } } assignment
            when assignment.Value == value && assignment.Parent is IExpressionStatementOperation => indexed,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Instance: var filled,
            Parent: IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } } } => filled,
        _ => null,
    };

    private static bool IsRead(string field, SyntaxNode type) => type.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == field)
        .Any(name => !OnlyWrites(name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name));

    private static bool OnlyWrites(ExpressionSyntax collection) => collection.Parent switch
    {
        ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element => assignment.Left == element,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "IsEmpty", Parent: not InvocationExpressionSyntax } access =>
            access.Expression == collection,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access => access.Expression == collection
            && access.Name.Identifier.ValueText is "Add" or "TryAdd" or "Remove" or "TryRemove" or "Clear" or "ContainsKey"
            && call.ArgumentList.Arguments.All(argument => argument.RefKindKeyword.RawKind == 0 || argument.Expression.ToString() == "_"),
        _ => false,
    };
}
