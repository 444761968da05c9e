using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Requests;

/// <summary>
/// What serves one request: the handler around an operation, the methods of its type that it calls, and those of other types that it hands
/// the request on to (its context, response, socket or stream), or that give it a sequence.
/// </summary>
internal sealed class RequestCode
{
    private const int MostBodies = 60;

    /// <summary>Kestrel waits as long by default.</summary>
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(30);

    private readonly KnownSymbols _symbols;
    private readonly RequestTypes _types;
    private readonly IOperation _root;
    private readonly bool _isMapped;
    private readonly HashSet<ISymbol> _functions = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _owners = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation>> _arguments = new(SymbolEqualityComparer.Default);
    private readonly List<IOperation> _bodies = [];

    private RequestCode(IOperation root, ISymbol member, KnownSymbols symbols, SourceCode source, bool isMapped)
    {
        _isMapped = isMapped;
        _symbols = symbols;
        _types = RequestTypes.Of(symbols);
        _root = root;
        Source = source;
        Handler = FunctionOf(root) ?? member;
        Member = member;
        _functions.Add(Handler.OriginalDefinition);
        _owners.Add(member.ContainingType);
        Add(root);
    }

    /// <summary>The lambda, local function or method.</summary>
    public ISymbol Handler { get; }

    public ISymbol Member { get; }

    public SourceCode Source { get; }

    /// <summary>The handler's own body.</summary>
    public IOperation Root => _root;

    public IEnumerable<IOperation> Operations => _bodies.SelectMany(body => body.Operations());

    public string Name => Member is IMethodSymbol { Name: var name } && !name.StartsWith("<", StringComparison.Ordinal) ? $"'{name}'" : "an endpoint";

    public static RequestCode Around(IOperation operation, ISymbol member, KnownSymbols symbols, SourceCode source) =>
        new(HandlerAround(operation, member, symbols), member, symbols, source, isMapped: false);

    /// <summary>This code, and that around each call of it in its own type, which a helper that accepts the request returns to.</summary>
    public IEnumerable<RequestCode> WithCallers(KnownSymbols symbols)
    {
        yield return this;

        if (Handler is not IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } helper)
        {
            yield break;
        }

        foreach (var member in Source.BodiesOf(helper.ContainingType).Blocks)
        {
            foreach (var call in member.Value.SelectMany(block => block.Operations()).OfType<IInvocationOperation>())
            {
                if (SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, helper.OriginalDefinition))
                {
                    yield return Around(call, member.Key, symbols, Source);
                }
            }
        }
    }

    /// <summary>A method that is mapped by its name; null where its source is elsewhere.</summary>
    public static RequestCode? OfMapped(IMethodSymbol handler, SemanticModel? here, KnownSymbols symbols, SourceCode source) =>
        source.BodyOf(handler, here) is { } body ? new(body, handler, symbols, source, isMapped: true) : null;

    /// <summary>Whether the framework calls the handler with the request: its token parameter, if any, is RequestAborted.</summary>
    public bool IsEndpoint => _isMapped || Member is IMethodSymbol method && _types.IsAction(method)
        || Handler is IMethodSymbol { IsExtensionMethod: false } handler && handler.Parameters.Any(parameter => _types.IsContext(parameter.Type))
        || IsMapped(_root);

    /// <summary>
    /// Whether the host's stop may be heard here. Only tokens that are certainly bound to the request are not it: a token from anywhere
    /// else (a field, a caller, another type), the lifetime itself, or a type that was given the lifetime, may be. What ends soon by a
    /// timeout of its own does not need to hear.
    /// </summary>
    public bool MayHearTheStop => _owners.Any(HoldsTheLifetime) || Operations.Any(MayBeTheStop)
        || _root.DirectDescendants().Any(EndsSoon);

    /// <summary>What the calls in view pass for a parameter.</summary>
    public IReadOnlyList<IOperation> ArgumentsFor(IParameterSymbol parameter) =>
        _arguments.TryGetValue(parameter.OriginalDefinition, out var values) ? values : [];

    /// <summary>Whether the token is the request's own, by whatever name.</summary>
    public bool IsOfRequest(IOperation token, int steps = 4) => token.Unwrapped() switch
    {
        IPropertyReferenceOperation { Property: { Name: "Token" } property, Instance: { } source }
            when _symbols.IsTokenSource(property.ContainingType) => steps > 0 && IsOfRequest(source, steps - 1),
        IPropertyReferenceOperation { Property: var property } => property.Name != "None" && IsOfRequest(property),
        IParameterReferenceOperation { Parameter: var parameter } => IsOfRequest(parameter)
            && (ArgumentsFor(parameter) is not { Count: > 0 } values || steps > 0 && values.All(value => IsOfRequest(value, steps - 1))),
        ILocalReferenceOperation { Local: var local } => steps > 0 && InitialOf(local) is { } value && IsOfRequest(value, steps - 1),
        IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } linked =>
            steps > 0 && linked.Arguments.Length > 0 && linked.Arguments.Any(argument => IsOfRequest(argument.Value, steps - 1)),
        _ => false,
    };

    /// <summary>Where a local is used, also where the handler only captures it.</summary>
    public IEnumerable<IOperation> OperationsAround(ILocalSymbol local)
    {
        if (_functions.Contains(local.ContainingSymbol.OriginalDefinition))
        {
            return Operations;
        }

        var top = _root;
        while (top.Parent is { } parent)
        {
            top = parent;
        }

        return top.Descendants();
    }

    /// <summary>The value that a local begins with.</summary>
    public IOperation? InitialOf(ILocalSymbol local)
    {
        foreach (var operation in OperationsAround(local))
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
            {
                return declarator.GetVariableInitializer()?.Value;
            }
        }

        return null;
    }

    /// <summary>Reads a method that is called here, and what it calls, into this code.</summary>
    public IOperation? Follow(IMethodSymbol called, SemanticModel? here)
    {
        if (Source.Implementation(called) is not { } implementation || Source.BodyOf(implementation, here) is not { } body)
        {
            return null;
        }

        if (_functions.Add(implementation.OriginalDefinition) && _bodies.Count < MostBodies)
        {
            _owners.Add(implementation.ContainingType);
            Add(body);
        }

        return body;
    }

    /// <summary>
    /// The outermost function around that is an endpoint; where there is none, the innermost one. Lambdas inside an endpoint (a callback that
    /// writes the response) belong to it.
    /// </summary>
    private static IOperation HandlerAround(IOperation operation, ISymbol member, KnownSymbols symbols)
    {
        IOperation? innermost = null, endpoint = null;
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
            if (FunctionOf(root) is { } function)
            {
                innermost ??= root;
                if (IsMapped(root) || function.Parameters.Any(parameter => RequestTypes.Of(symbols).IsContext(parameter.Type)))
                {
                    endpoint = root;
                }
            }
        }

        return endpoint ?? (member is IMethodSymbol method && RequestTypes.Of(symbols).IsHandler(method) ? root : innermost ?? root);
    }

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

    /// <summary>A long poll: its own source is cancelled after a time that is not reset by each message.</summary>
    private static bool EndsSoon(IOperation operation)
    {
        var limit = operation switch
        {
            IInvocationOperation { TargetMethod: { Name: "CancelAfter", ContainingType.KnownName: "CancellationTokenSource" } } call =>
                call.Arguments[0].Value,
            IObjectCreationOperation { Type.KnownName: "CancellationTokenSource", Arguments: [var first, ..] } => first.Value,
            _ => null,
        };
        if (limit is null)
        {
            return false;
        }

        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILoopOperation)
            {
                return false;
            }
        }

        return ConstantDuration.Of(limit) is not { } time || !time.IsInfinite() && time <= _short;
    }

    private bool IsOfRequest(IPropertySymbol property) => property.Name switch
    {
        "RequestAborted" => true,
        "ConnectionClosed" => property.ContainingType.Name is "ConnectionContext" or "BaseConnectionContext",
        "CancellationToken" => property.ContainingType.DerivesFrom(_symbols.ServerCallContext),
        "None" => _symbols.IsToken(property.ContainingType),
        "Token" => _symbols.IsTokenSource(property.ContainingType),
        _ => false,
    };

    private bool IsOfRequest(IParameterSymbol parameter) =>
        _functions.Contains(parameter.ContainingSymbol.OriginalDefinition)
        && (IsEndpoint || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, Handler.OriginalDefinition));

    /// <summary>A flag of another object in a loop's condition: somebody may set it at the stop.</summary>
    private static bool IsFlagOfLoop(IOperation operation)
    {
        if (operation is not (IFieldReferenceOperation or IPropertyReferenceOperation) || operation.Type?.SpecialType != SpecialType.System_Boolean
            || operation is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" })
        {
            return false;
        }

        for (var parent = operation.Parent;
            parent is IUnaryOperation or IBinaryOperation or IParenthesizedOperation or IWhileLoopOperation or IForLoopOperation;
            parent = parent.Parent)
        {
            if (parent is ILoopOperation)
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

    /// <summary>Given to <c>MapGet</c>, <c>Use</c> or <c>Run</c>.</summary>
    private static bool IsMapped(IOperation function)
    {
        for (var parent = function.Parent;
            parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation or IInvocationOperation or IParenthesizedOperation;
            parent = parent.Parent)
        {
            if (parent is IInvocationOperation call)
            {
                return call.TargetMethod.Name.StartsWith("Map", StringComparison.Ordinal);
            }
        }

        if (function is not ILocalFunctionOperation { Symbol: var local })
        {
            return false;
        }

        var top = function;
        while (top.Parent is { } outer)
        {
            top = outer;
        }

        return top.Descendants().Any(operation => operation is IMethodReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, local.OriginalDefinition) && IsMapped(reference));
    }

    private void Add(IOperation body)
    {
        _bodies.Add(body);
        foreach (var operation in body.Operations())
        {
            if (FunctionOf(operation) is { } inner)
            {
                _functions.Add(inner.OriginalDefinition);
            }

            if (operation is IArgumentOperation { Parameter: { } parameter } argument)
            {
                if (!_arguments.TryGetValue(parameter.OriginalDefinition, out var values))
                {
                    _arguments.Add(parameter.OriginalDefinition, values = []);
                }

                values.Add(argument.Value);
            }

            if (operation is IInvocationOperation call && (IsOfThisType(call.TargetMethod) || IsGivenTheRequest(call) || YieldsASequence(call)))
            {
                Follow(call.TargetMethod, operation.SemanticModel);
            }
        }
    }

    private bool IsOfThisType(IMethodSymbol called) => called.MethodKind == MethodKind.LocalFunction
        || _owners.Contains(called.ContainingType) || _owners.Contains(called.ContainingType.OriginalDefinition);

    /// <summary>As an argument, or because it is called on an object that was made with it.</summary>
    public bool IsGivenTheRequest(IInvocationOperation call) =>
        (call.Arguments.Any(argument => _types.IsHandle(argument.Value.Unwrapped().Type))
            || call.Instance?.Unwrapped() is IObjectCreationOperation made && IsMadeWithTheRequest(made)
            || call.Instance?.Unwrapped() is ILocalReferenceOperation { Local: var local }
                && InitialOf(local)?.Unwrapped() is IObjectCreationOperation initial && IsMadeWithTheRequest(initial))
        && Source.IsHere(call.TargetMethod);

    /// <summary>
    /// The type of the object that is called, where it was made here around the socket, response or stream, and holds nothing by which it could
    /// hear of the stop itself.
    /// </summary>
    public INamedTypeSymbol? ObjectAroundTheRequest(IInvocationOperation call) =>
        call.Instance?.Unwrapped().Type is INamedTypeSymbol type
        && Operations.Any(operation => operation is IObjectCreationOperation made && IsMadeWithTheRequest(made)
            && SymbolEqualityComparer.Default.Equals(made.Type, type))
        && !HoldsTheLifetime(type) && !type.GetMembers().Any(HoldsAToken)
            ? type : null;

    private bool HoldsAToken(ISymbol member) => member switch
    {
        IFieldSymbol field => _symbols.IsToken(field.Type) || _symbols.IsTokenSource(field.Type),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.Parameters.Any(parameter =>
            _symbols.IsToken(parameter.Type) || _symbols.IsTokenSource(parameter.Type)),
        _ => false,
    };

    private bool IsMadeWithTheRequest(IObjectCreationOperation made) =>
        made.Arguments.Any(argument => _types.IsHandle(argument.Value.Unwrapped().Type) || _types.IsHandle(argument.Value.Type));

    private bool YieldsASequence(IInvocationOperation call) => call.Type.IsAsyncSequence() && Source.IsHere(call.TargetMethod);

    private static IMethodSymbol? FunctionOf(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => null,
    };
}
