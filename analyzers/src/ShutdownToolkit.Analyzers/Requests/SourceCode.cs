using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>
/// The bodies of the project's own methods, in whatever type and file. Asked only about calls that are given a request, so that few are read.
/// </summary>
internal sealed class SourceCode
{
    private static readonly ConditionalWeakTable<Compilation, SourceCode> _perCompilation = new();

    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> _implementations = new(SymbolEqualityComparer.Default);
    private readonly Lazy<IReadOnlyList<INamedTypeSymbol>> _classes;

    private SourceCode(Compilation compilation)
    {
        _compilation = compilation;
        _classes = new(() => [.. ClassesIn(compilation.Assembly.GlobalNamespace)], LazyThreadSafetyMode.ExecutionAndPublication);
    }

    public static SourceCode Of(Compilation compilation) => _perCompilation.GetValue(compilation, key => new SourceCode(key));

    /// <summary>Null for a method of another assembly, and for an abstract one unless exactly one class implements it.</summary>
    public IOperation? BodyOf(IMethodSymbol method, SemanticModel? here)
    {
        if (Implementation(method) is not { } implementation)
        {
            return null;
        }

        foreach (var reference in implementation.DeclaringSyntaxReferences)
        {
            // In an editor, the source of a sibling project is at hand, too.
            if (!_compilation.ContainsSyntaxTree(reference.SyntaxTree))
            {
                continue;
            }

            var model = here is not null && reference.SyntaxTree == here.SyntaxTree ? here : ModelOf(reference.SyntaxTree);
            if (model.GetOperation(reference.GetSyntax()) is { } body)
            {
                return body;
            }
        }

        return null;
    }

    /// <summary>
    /// What may run where a method of <paramref name="caller"/> calls this: the overrides of its own abstract and virtual methods, of each
    /// element of a sequence every class's, else <see cref="Implementation"/>; only what has a body here.
    /// </summary>
    public IEnumerable<IMethodSymbol> Implementations(IInvocationOperation call, INamedTypeSymbol caller)
    {
        var method = call.TargetMethod;
        var isTemplate = (method.IsAbstract || method.IsVirtual) && method.ContainingType.TypeKind == TypeKind.Class
            && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, caller.OriginalDefinition);
        foreach (var found in isTemplate || method.IsAbstract && IsOfEachElement(call)
            ? _classes.Value.Select(type => MethodOf(type, method)) : [Implementation(method)])
        {
            if (found is { IsAbstract: false, DeclaringSyntaxReferences: [var reference, ..] }
                && _compilation.ContainsSyntaxTree(reference.SyntaxTree))
            {
                yield return found.OriginalDefinition;
            }
        }
    }

    /// <summary><c>foreach (var step in steps) await step.RunAsync()</c>: whichever steps there are, all of them run.</summary>
    private static bool IsOfEachElement(IInvocationOperation call) => call.Instance?.Unwrapped() is ILocalReferenceOperation { Local: var element }
        && element.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax() is ForEachStatementSyntax;

    /// <summary>The code of a method, accessor or initializer in the form in which the compiler hands it to an analyzer.</summary>
    public ImmutableArray<IOperation> BlocksOf(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (!_compilation.ContainsSyntaxTree(reference.SyntaxTree))
            {
                continue;
            }

            SyntaxNode? code = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax { Initializer: { } value } => value,
                PropertyDeclarationSyntax { Initializer: { } value } => value,
                BaseMethodDeclarationSyntax method => method,
                AccessorDeclarationSyntax accessor => accessor,
                CompilationUnitSyntax statements => statements,
                _ => null,
            };
            var operation = code is null ? null : ModelOf(reference.SyntaxTree).GetOperation(code);
            if ((operation is IMethodBodyBaseOperation body ? body.BlockBody ?? body.ExpressionBody : operation) is { } block)
            {
                return ImmutableArray.Create(block);
            }
        }

        return ImmutableArray<IOperation>.Empty;
    }

    /// <summary>All of a class, as <see cref="BlocksOf"/> gives it.</summary>
    public MemberBodies BodiesOf(INamedTypeSymbol type)
    {
        var code = new MemberBodies();
        foreach (var member in type.GetMembers())
        {
            if (BlocksOf(member) is { IsEmpty: false } blocks)
            {
                code.Add(member, blocks);
            }
        }

        return code;
    }

    /// <summary>Whether the code that a call runs is in this project.</summary>
    public bool IsHere(IMethodSymbol called) => Implementation(called) is { DeclaringSyntaxReferences.Length: > 0 };

    /// <summary>The method that runs when this one is called: itself, or the only class's that implements or overrides it.</summary>
    public IMethodSymbol? Implementation(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition;
        if (!definition.IsAbstract)
        {
            return definition;
        }

        return _implementations.GetOrAdd(method, FindImplementation);
    }

    private IMethodSymbol? FindImplementation(IMethodSymbol called)
    {
        IMethodSymbol? only = null;
        foreach (var type in _classes.Value)
        {
            if (MethodOf(type, called) is not { IsAbstract: false } found || SymbolEqualityComparer.Default.Equals(found, only))
            {
                continue;
            }

            if (only is not null)
            {
                return null;
            }

            only = found.OriginalDefinition;
        }

        return only;
    }

    private static IMethodSymbol? MethodOf(INamedTypeSymbol type, IMethodSymbol called)
    {
        if (called.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces.Contains(called.ContainingType, SymbolEqualityComparer.Default)
                ? type.FindImplementationForInterfaceMember(called.ConstructedFrom) as IMethodSymbol
                : null;
        }

        foreach (var member in type.GetMembers(called.Name))
        {
            if (member is IMethodSymbol { OverriddenMethod: { } overridden } method
                && SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, called.OriginalDefinition))
            {
                return method;
            }
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> ClassesIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var nested in ClassesIn(inner))
                {
                    yield return nested;
                }
            }
        }
    }

#pragma warning disable RS1030 // The loop of a stream is in another file than the handler that starts it, and only the few on that way are read.
    private SemanticModel ModelOf(SyntaxTree tree) => _models.GetOrAdd(tree, key => _compilation.GetSemanticModel(key));
#pragma warning restore RS1030
}
