using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Hosting;

namespace ShutdownToolkit.Analyzers.Tokens;

/// <summary>
/// What in a hosted type learns of the stop: ExecuteAsync's token, whatever is assigned or passed from it, sources linked to it,
/// ApplicationStopping, and everything that the type's stop methods cancel, complete, set or assign.
/// </summary>
internal sealed class StopTokens
{
    private static readonly string[] _endings =
        ["Cancel", "Complete", "TryComplete", "Set", "TrySet", "Release", "Dispose", "Close", "Stop", "Shutdown", "Kill", "Abort", "Signal"];

    private readonly KnownSymbols _symbols;
    private readonly INamedTypeSymbol _type;
    private readonly bool _isCalled;
    private readonly Dictionary<ISymbol, TokenOrigin> _origins = new(SymbolEqualityComparer.Default);
    private readonly List<Assignment> _assignments = [];
    private readonly List<IOperation> _mentions = [];

    public StopTokens(HostedService service, KnownSymbols symbols)
    {
        _symbols = symbols;
        _type = service.Type;
        _isCalled = service.Called is not null;
        if (service.Called is null)
        {
            Seed(service.ExecuteAsync, TokenOrigin.Stop);
        }

        foreach (var (parameter, origin) in service.Called?.Tokens ?? [])
        {
            Raise(parameter, origin);
        }

        foreach (var start in service.StartMethods)
        {
            Seed(start, TokenOrigin.Start);
        }

        foreach (var stop in service.StopMethods)
        {
            Seed(stop, TokenOrigin.Deadline);
        }

        foreach (var method in service.Code.ReachableFrom([.. service.StopMethods]))
        {
            FindSignals(service.Code.BodyOf(method)!);
        }

        foreach (var member in service.Code.Blocks)
        {
            foreach (var block in member.Value)
            {
                var from = _mentions.Count;
                Collect(block);
                if (member.Key is IMethodSymbol method)
                {
                    Assign(method.OriginalDefinition, block, from);
                }
            }
        }

        while (Propagate()) { }
    }

    /// <summary>Where the token (or token source) that this expression yields comes from.</summary>
    public TokenOrigin OriginOf(IOperation? operation)
    {
        operation = operation?.Unwrapped();
        switch (operation)
        {
            case null:
                return TokenOrigin.None;
            case IPropertyReferenceOperation { Property: { Name: "Token" } property } when _symbols.IsTokenSource(property.ContainingType):
                return OriginOf(((IPropertyReferenceOperation)operation).Instance);
            case IPropertyReferenceOperation { Property: { Name: "None" } none } when _symbols.IsToken(none.ContainingType):
                return TokenOrigin.None;
            case IPropertyReferenceOperation { Property: { Name: "ApplicationStopping" or "ApplicationStopped" } }:
                return TokenOrigin.Stop;
            case IConditionalOperation conditional:
                return Max(OriginOf(conditional.WhenTrue), OriginOf(conditional.WhenFalse));
            case ICoalesceOperation coalesce:
                return Max(OriginOf(coalesce.Value), OriginOf(coalesce.WhenNull));
            case IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } linked:
                return Mentioned(linked);
            case IInvocationOperation call when _symbols.IsToken(call.Type) || _symbols.IsTokenSource(call.Type):
                return Max(TokenOrigin.Unknown, Mentioned(call));
        }

        return operation.ReferencedSymbol() is { } symbol ? OriginOf(symbol) : TokenOrigin.None;
    }

    public bool IsStop(IOperation? token) => OriginOf(token) == TokenOrigin.Stop;

    /// <summary>Whether anything inside learns of the stop, or may (a token of unknown origin), also one call away in the same type.</summary>
    public bool Mentions(IOperation operation) => Mentioned(operation) != TokenOrigin.None;

    /// <summary>Whether the stop is mentioned here, but not only inside a lambda or a method that is handed on.</summary>
    public bool MentionsOutsideFunctions(IOperation operation)
    {
        foreach (var inner in operation.DirectDescendants().Prepend(operation))
        {
            if (inner is not (IAnonymousFunctionOperation or IMethodReferenceOperation) && inner.ChildOperations.Count == 0 && Mentions(inner)
                || inner is IMemberReferenceOperation and not IMethodReferenceOperation && Mentions(inner)
                || inner is IInvocationOperation { TargetMethod: var called } && OriginOf(called.OriginalDefinition) != TokenOrigin.None)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The greatest origin of anything inside.</summary>
    public TokenOrigin Mentioned(IOperation operation)
    {
        var greatest = TokenOrigin.None;
        foreach (var inner in operation.DescendantsAndSelf())
        {
            greatest = Max(greatest, OriginOfMention(inner));
            if (greatest == TokenOrigin.Stop)
            {
                break;
            }
        }

        return greatest;
    }

    private TokenOrigin OriginOfMention(IOperation inner) => inner switch
    {
        IPropertyReferenceOperation => OriginOf(inner),
        _ when NamedBy(inner) is { } symbol => OriginOf(symbol),
        _ => TokenOrigin.None,
    };

    private static ISymbol? NamedBy(IOperation operation) => operation.ReferencedSymbol() ?? operation.CalledMethod()?.OriginalDefinition;

    /// <summary>How code at this place can name a stop token (<c>stoppingToken</c>, <c>_cts.Token</c>); null where it cannot.</summary>
    public string? NameInScope(IOperation place, IMethodSymbol member)
    {
        for (var function = place.EnclosingFunction() ?? member; function is not null; function = function.ContainingSymbol as IMethodSymbol)
        {
            foreach (var parameter in function.Parameters)
            {
                if (_symbols.IsToken(parameter.Type) && OriginOf(parameter) == TokenOrigin.Stop)
                {
                    return parameter.Name;
                }
            }

            if (function.IsStatic)
            {
                return null;
            }
        }

        foreach (var field in _type.GetMembers())
        {
            if (field is IFieldSymbol { IsImplicitlyDeclared: false } && _origins.TryGetValue(field, out var origin) && origin == TokenOrigin.Stop)
            {
                if (_symbols.IsToken(((IFieldSymbol)field).Type))
                {
                    return field.Name;
                }

                if (_symbols.IsTokenSource(((IFieldSymbol)field).Type) && ((IFieldSymbol)field).NullableAnnotation != NullableAnnotation.Annotated)
                {
                    return field.Name + ".Token";
                }
            }
        }

        return null;
    }

    private TokenOrigin OriginOf(ISymbol symbol)
    {
        if (_origins.TryGetValue(symbol, out var known))
        {
            return known;
        }

        return symbol switch
        {
            IParameterSymbol parameter when _symbols.IsToken(parameter.Type) && !IsCalledOnlyHere(parameter) => TokenOrigin.Unknown,
            IFieldSymbol or IPropertySymbol when !SymbolEqualityComparer.Default.Equals(symbol.ContainingType, _type) && IsTokenMember(symbol) =>
                TokenOrigin.Unknown,
            // Of a class that another one uses: who sets it is not in view.
            IFieldSymbol or IPropertySymbol when _isCalled && symbol.DeclaredAccessibility != Accessibility.Private && IsTokenOrSource(symbol) =>
                TokenOrigin.Unknown,
            _ => TokenOrigin.None,
        };
    }

    private bool IsTokenMember(ISymbol member) =>
        !_symbols.IsToken(member.ContainingType) && !_symbols.IsTokenSource(member.ContainingType)
        && (_symbols.IsToken((member as IFieldSymbol)?.Type) || _symbols.IsToken((member as IPropertySymbol)?.Type));

    private bool IsTokenOrSource(ISymbol member) =>
        ((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type) is { } type
        && (_symbols.IsToken(type) || _symbols.IsTokenSource(type));

    /// <summary>Every caller of a private method or local function is in view; a lambda's and a public method's are not.</summary>
    private static bool IsCalledOnlyHere(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol method
        && (method.MethodKind == MethodKind.LocalFunction
            || method.DeclaredAccessibility == Accessibility.Private && method.MethodKind != MethodKind.LambdaMethod);

    private void Seed(IMethodSymbol? method, TokenOrigin origin)
    {
        if (method is { Parameters: [var parameter] } && _symbols.IsToken(parameter.Type))
        {
            Raise(parameter, origin);
        }
    }

    /// <summary>
    /// What is assigned to what, and what each value mentions: noted once in one walk, since the origins are propagated in several rounds and
    /// values lie in values. The mentions of a subtree are a stretch of the list.
    /// </summary>
    private void Collect(IOperation operation)
    {
        var from = _mentions.Count;
        if (operation is IPropertyReferenceOperation || NamedBy(operation) is not null)
        {
            _mentions.Add(operation);
        }

        if (operation is IAssignmentOperation assignment)
        {
            Collect(assignment.Target);
            var value = _mentions.Count;
            Collect(assignment.Value);
            if (assignment.Target.ReferencedSymbol() is { } target)
            {
                Assign(target, assignment.Value, value);
            }

            return;
        }

        foreach (var child in operation.ChildOperations)
        {
            Collect(child);
        }

        switch (operation)
        {
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                {
                    Assign(field, initializer.Value, from);
                }

                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                {
                    Assign(property, initializer.Value, from);
                }

                break;
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Assign(declarator.Symbol, initializer.Value, from);
                break;
            case IArgumentOperation { Parameter: { } parameter } argument:
                Assign(parameter.OriginalDefinition, argument.Value, from);
                break;
            case ILocalFunctionOperation { Body: { } body } local:
                Assign(local.Symbol.OriginalDefinition, body, from);
                break;
            case IInvocationOperation { TargetMethod: { Name: "Cancel" or "CancelAsync" } } cancel
                when _symbols.IsTokenSource(cancel.TargetMethod.ContainingType):
                if (cancel.Instance.ReferencedSymbol() is { } source)
                {
                    Raise(source, TokenOrigin.Stop);
                }

                break;
            case IInvocationOperation { TargetMethod: { Name: "Register" or "UnsafeRegister" } } register
                when _symbols.IsToken(register.TargetMethod.ContainingType):
                foreach (var argument in register.Arguments)
                {
                    FindSignals(argument.Value);
                }

                break;
        }
    }

    private void Assign(ISymbol target, IOperation value, int from)
    {
        var type = target switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };

        // A text or a number is a result of work, not a signal.
        if (type is not { SpecialType: > SpecialType.System_Boolean and <= SpecialType.System_String } && _mentions.Count > from)
        {
            var isToken = _symbols.IsToken(type) || _symbols.IsTokenSource(type);
            _assignments.Add(new(target, isToken ? value : null, from, _mentions.Count));
        }
    }

    /// <summary>What code that runs at the stop assigns, cancels, completes or sets, the rest of the type can see.</summary>
    private void FindSignals(IOperation stopCode)
    {
        foreach (var operation in stopCode.Descendants())
        {
            switch (operation)
            {
                case IAssignmentOperation assignment when assignment.Target.ReferencedSymbol() is IFieldSymbol or IPropertySymbol:
                    Raise(assignment.Target.ReferencedSymbol()!, TokenOrigin.Stop);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref, Value: IFieldReferenceOperation field }:
                    Raise(field.Field.OriginalDefinition, TokenOrigin.Stop);
                    break;
                case IInvocationOperation call when IsEnding(call.TargetMethod.Name):
                    for (var receiver = call.Instance; receiver is not null; receiver = (receiver as IMemberReferenceOperation)?.Instance)
                    {
                        RaiseMember(receiver);
                    }

                    break;
                case IConditionalAccessOperation { Operation: var receiver, WhenNotNull: IInvocationOperation call }
                    when IsEnding(call.TargetMethod.Name):
                    for (var owner = receiver; owner is not null; owner = (owner as IMemberReferenceOperation)?.Instance)
                    {
                        RaiseMember(owner);
                    }

                    break;
            }
        }
    }

    private void RaiseMember(IOperation receiver)
    {
        // A parameter of the primary constructor is one of the type's, too.
        if (receiver.ReferencedSymbol() is (IFieldSymbol or IPropertySymbol
            or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }) and var member)
        {
            Raise(member, TokenOrigin.Stop);
        }
    }

    private static bool IsEnding(string method) => Array.Exists(_endings, ending => method.StartsWith(ending, StringComparison.Ordinal));

    private bool Propagate()
    {
        var changed = false;
        foreach (var assignment in _assignments)
        {
            if (!_origins.TryGetValue(assignment.Target, out var known) || known != TokenOrigin.Stop)
            {
                changed |= Raise(assignment.Target, assignment.Token is { } token ? OriginOf(token) : Mentioned(assignment));
            }
        }

        return changed;
    }

    private TokenOrigin Mentioned(Assignment assignment)
    {
        var greatest = TokenOrigin.None;
        for (var i = assignment.From; i < assignment.To && greatest != TokenOrigin.Stop; i++)
        {
            greatest = Max(greatest, OriginOfMention(_mentions[i]));
        }

        return greatest;
    }

    private bool Raise(ISymbol symbol, TokenOrigin origin)
    {
        if (origin == TokenOrigin.None || _origins.TryGetValue(symbol, out var known) && known >= origin)
        {
            return false;
        }

        _origins[symbol] = origin;
        return true;
    }

    private static TokenOrigin Max(TokenOrigin left, TokenOrigin right) => left > right ? left : right;

    /// <param name="Token">The value, where a token or a source of tokens is assigned; of anything else what it mentions counts.</param>
    private readonly record struct Assignment(ISymbol Target, IOperation? Token, int From, int To);
}
