using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>What serves one request: the function around an operation, and the methods of its type (in the same file) that it calls.</summary>
internal sealed class RequestCode
{
    private readonly KnownSymbols _symbols;
    private readonly IOperation _root;
    private readonly HashSet<ISymbol> _functions = new(SymbolEqualityComparer.Default);
    private readonly List<IOperation> _bodies = [];

    private RequestCode(IOperation root, ISymbol member, KnownSymbols symbols)
    {
        _symbols = symbols;
        _root = root;
        Handler = FunctionOf(root) ?? member;
        Member = member;
        _functions.Add(Handler.OriginalDefinition);
        Add(root);
    }

    /// <summary>The lambda, local function or method.</summary>
    public ISymbol Handler { get; }

    public ISymbol Member { get; }

    public IEnumerable<IOperation> Operations => _bodies.SelectMany(body => body.Descendants());

    public string Name => Member is IMethodSymbol { Name: var name } && !name.StartsWith("<", StringComparison.Ordinal) ? $"'{name}'" : "an endpoint";

    public static RequestCode Around(IOperation operation, ISymbol member, KnownSymbols symbols)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
            if (root is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                break;
            }
        }

        return new RequestCode(root, member, symbols);
    }

    /// <summary>Whether the framework calls the handler with the request: its token parameter, if any, is RequestAborted.</summary>
    public bool IsEndpoint => Member.ContainingType.DerivesFrom(_symbols.Type("Microsoft.AspNetCore.Mvc.ControllerBase"))
        || Handler is IMethodSymbol handler && handler.Parameters.Any(parameter => IsOfRequest(parameter.Type))
        || IsMapped(_root);

    /// <summary>
    /// Whether the host's stop may be heard here. Only tokens that are certainly bound to the request are not it: a token from anywhere
    /// else (a field, a caller, another type), the lifetime itself, or a type that was given the lifetime, may be.
    /// </summary>
    public bool MayHearTheStop => HoldsTheLifetime(Member.ContainingType) || Operations.Any(MayBeTheStop);

    private bool MayBeTheStop(IOperation operation)
    {
        if (IsLifetime(operation.Type))
        {
            return true;
        }

        if (!_symbols.IsToken(operation.Type) && !_symbols.IsTokenSource(operation.Type))
        {
            return IsFlagOfLoop(operation);
        }

        return operation switch
        {
            IPropertyReferenceOperation { Property: var property } => !IsOfRequest(property),
            IFieldReferenceOperation => true,
            ILocalReferenceOperation { Local: var local } => !_functions.Contains(local.ContainingSymbol.OriginalDefinition),
            IParameterReferenceOperation { Parameter: var parameter } => !IsOfRequest(parameter),
            IInvocationOperation { TargetMethod: var called } => called.Name != "CreateLinkedTokenSource",
            _ => false,
        };
    }

    private bool IsOfRequest(IPropertySymbol property) => property.Name switch
    {
        "RequestAborted" => true,
        "CancellationToken" => property.ContainingType.DerivesFrom(_symbols.ServerCallContext),
        "None" => _symbols.IsToken(property.ContainingType),
        "Token" => _symbols.IsTokenSource(property.ContainingType),
        _ => false,
    };

    private bool IsOfRequest(IParameterSymbol parameter) =>
        _functions.Contains(parameter.ContainingSymbol.OriginalDefinition)
        && (IsEndpoint || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, Handler.OriginalDefinition));

    private bool IsOfRequest(ITypeSymbol type) =>
        type.Is(_symbols.HttpContext) || type.Is(_symbols.Type("Microsoft.AspNetCore.Http.HttpResponse"))
            || type.DerivesFrom(_symbols.ServerCallContext);

    /// <summary>A flag of another object in a loop's condition: somebody may set it at the stop.</summary>
    private static bool IsFlagOfLoop(IOperation operation)
    {
        if (operation is not (IFieldReferenceOperation or IPropertyReferenceOperation) || operation.Type?.SpecialType != SpecialType.System_Boolean
            || operation is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" })
        {
            return false;
        }

        for (var parent = operation.Parent;
            parent is IUnaryOperation or IBinaryOperation or IParenthesizedOperation or IWhileLoopOperation;
            parent = parent.Parent)
        {
            if (parent is IWhileLoopOperation)
            {
                return (operation as IMemberReferenceOperation)?.Instance is null or IInstanceReferenceOperation;
            }
        }

        return false;
    }

    private bool HoldsTheLifetime(INamedTypeSymbol type) =>
        type.GetMembers().Any(member => member switch
        {
            IFieldSymbol field => IsLifetime(field.Type),
            IPropertySymbol property => IsLifetime(property.Type),
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.Parameters.Any(parameter => IsLifetime(parameter.Type)),
            _ => false,
        });

    private bool IsLifetime(ITypeSymbol? type) => type.DerivesFrom(_symbols.HostLifetime) || type is { Name: "IApplicationLifetime" };

    private static bool IsMapped(IOperation function)
    {
        for (var parent = function.Parent;
            parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation or IInvocationOperation;
            parent = parent.Parent)
        {
            if (parent is IInvocationOperation call)
            {
                return call.TargetMethod.Name.StartsWith("Map", StringComparison.Ordinal);
            }
        }

        return false;
    }

    private void Add(IOperation body)
    {
        _bodies.Add(body);
        foreach (var operation in body.Descendants())
        {
            if (FunctionOf(operation) is { } inner)
            {
                _functions.Add(inner.OriginalDefinition);
            }

            if (operation is IInvocationOperation { TargetMethod: var called } && IsOfThisType(called) && _functions.Add(called.OriginalDefinition)
                && BodyOf(called, operation.SemanticModel) is { } calledBody)
            {
                Add(calledBody);
            }
        }
    }

    private bool IsOfThisType(IMethodSymbol called) => called.MethodKind == MethodKind.LocalFunction
        || SymbolEqualityComparer.Default.Equals(called.ContainingType.OriginalDefinition, Member.ContainingType.OriginalDefinition);

    private static IOperation? BodyOf(IMethodSymbol method, SemanticModel? model)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (model is not null && reference.SyntaxTree == model.SyntaxTree)
            {
                return model.GetOperation(reference.GetSyntax());
            }
        }

        return null;
    }

    private static IMethodSymbol? FunctionOf(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => null,
    };
}
