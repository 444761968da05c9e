using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TelemetryNotFlushedAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.TelemetryNotFlushed,
        nameof(RuleIds.TelemetryNotFlushed),
        "Telemetry provider is never disposed",
        "The {0} built here is never disposed: its last batch, which covers the shutdown, is lost when the process ends; "
            + "hold it with 'using' in the entry point, or let AddOpenTelemetry() build it",
        DiagnosticSeverity.Info,
        "Exporters send in batches; Dispose, Shutdown or ForceFlush sends the last one. A provider that the host built is disposed with the host.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        project.OwnsItsProcess && symbols.Type("OpenTelemetry.Sdk") is not null;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var main = context.Compilation.GetEntryPoint(context.CancellationToken);
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation is IInvocationOperation { TargetMethod.Name: "Build", Type: { } type } build && IsProvider(type, symbols)
                    && IsDropped(build, operation.Compilation, operation.CancellationToken))
                {
                    operation.ReportDiagnostic(_rule.At(NameOf(build), type.Name));
                }
                else if (operation.Operation is IInvocationOperation { TargetMethod: { Name: "Create", ContainingType.KnownName: "LoggerFactory" } }
                        create && Exports(create) && IsNeverDisposed(create)
                    && SymbolEqualityComparer.Default.Equals(operation.ContainingSymbol, main))
                {
                    operation.ReportDiagnostic(_rule.At(NameOf(create), "LoggerFactory"));
                }
            },
            OperationKind.Invocation);
    }

    /// <summary>Its loggers write to OpenTelemetry, whose exporters keep a batch.</summary>
    private static bool Exports(IInvocationOperation create) =>
        create.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "AddOpenTelemetry" });

    /// <summary>A local that is only asked for loggers.</summary>
    private static bool IsNeverDisposed(IInvocationOperation create) =>
        create.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared }
        && declared.Parent?.Parent is not { Parent: IUsingOperation or IUsingDeclarationOperation }
        && declared.Uses().All(use => use.Parent is IInvocationOperation { TargetMethod.Name: "CreateLogger" }
            or IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "CreateLogger", IsExtensionMethod: true } } }
            or IConversionOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "CreateLogger" } } });

    private static bool IsProvider(ITypeSymbol type, KnownSymbols symbols) =>
        type.Is(symbols.Type("OpenTelemetry.Trace.TracerProvider"))
        || type.Is(symbols.Type("OpenTelemetry.Metrics.MeterProvider"))
        || type.Is(symbols.Type("OpenTelemetry.Logs.LoggerProvider"));

    private static bool IsDropped(IInvocationOperation build, Compilation compilation, CancellationToken cancellation)
    {
        var parent = build.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator } => !IsUsed(local, declarator),
            IAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } => !IsUsed(member, compilation, cancellation),
            IFieldInitializerOperation { InitializedFields: [var field] } => !IsUsed(field, compilation, cancellation),
            IPropertyInitializerOperation { InitializedProperties: [var property] } => !IsUsed(property, compilation, cancellation),
            _ => false,
        };
    }

    /// <summary>Disposed by <c>using</c>, or mentioned at all: disposed, flushed, stored or handed on.</summary>
    private static bool IsUsed(ILocalSymbol local, IOperation declarator)
    {
        var root = declarator;
        while (root.Parent is { } parent)
        {
            root = parent;
            if (root is IUsingOperation or IUsingDeclarationOperation)
            {
                return true;
            }
        }

        return root.Descendants()
            .Any(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local));
    }

    /// <summary>A field or property that code reads: asking whether it is set does nothing with it.</summary>
    private static bool IsUsed(ISymbol member, Compilation compilation, CancellationToken cancellation)
    {
        var places = member.DeclaredAccessibility == Accessibility.Private
            ? member.ContainingType.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation))
            : compilation.SyntaxTrees.Select(tree => tree.GetRoot(cancellation));
        return places.SelectMany(place => place.DescendantNodes()).OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == member.Name && name.Parent switch
            {
                MemberAccessExpressionSyntax access when access.Name == name => IsRead(access),
                _ => IsRead(name),
            });
    }

    private static bool IsRead(ExpressionSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left != name,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } => false,
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax } => false,
        _ => true,
    };

    private static Location NameOf(IInvocationOperation build) =>
        build.Syntax is InvocationExpressionSyntax
            { Expression: MemberAccessExpressionSyntax { Name: var name } }
            ? name.GetLocation()
            : build.Syntax.GetLocation();
}
