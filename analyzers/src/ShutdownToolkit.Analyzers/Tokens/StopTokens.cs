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
    private readonly Dictionary<ISymbol, KnownOrigin> _origins = new(SymbolEqualityComparer.Default);
    private readonly List<Assignment> _assignments = [];
    private readonly List<NamedPlace> _mentions = [];

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
                Collect(block, member.Key);
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

    /// <summary>Not a method of another type, which is never assigned anything, nor a local text or number.</summary>
    private bool MayLearn(ISymbol named) => named switch
    {
        IMethodSymbol { MethodKind: not MethodKind.LocalFunction } method => SymbolEqualityComparer.Default.Equals(method.ContainingType, _type),
        ILocalSymbol local => !IsResult(local.Type),
        _ => true,
    };

    /// <summary>A text or a number is a result of work, not a signal.</summary>
    private static bool IsResult(ITypeSymbol? type) => type is { SpecialType: > SpecialType.System_Boolean and <= SpecialType.System_String };

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
            if (field is IFieldSymbol { IsImplicitlyDeclared: false } && OriginOf(field) == TokenOrigin.Stop)
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

    private TokenOrigin OriginOf(ISymbol symbol) => _origins.TryGetValue(symbol, out var known) ? known.Value : Unassigned(symbol);

    private KnownOrigin Known(ISymbol symbol)
    {
        if (!_origins.TryGetValue(symbol, out var known))
        {
            _origins.Add(symbol, known = new KnownOrigin(Unassigned(symbol)));
        }

        return known;
    }

    /// <summary>Of what nothing in view is assigned to.</summary>
    private TokenOrigin Unassigned(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter when _symbols.IsToken(parameter.Type) && !IsCalledOnlyHere(parameter) => TokenOrigin.Unknown,
        IFieldSymbol or IPropertySymbol when !SymbolEqualityComparer.Default.Equals(symbol.ContainingType, _type) && IsTokenMember(symbol) =>
            TokenOrigin.Unknown,
        // Of a class that another one uses: who sets it is not in view.
        IFieldSymbol or IPropertySymbol when _isCalled && symbol.DeclaredAccessibility != Accessibility.Private && IsTokenOrSource(symbol) =>
            TokenOrigin.Unknown,
        _ => TokenOrigin.None,
    };

    private bool IsTokenMember(ISymbol member) =>
        (_symbols.IsToken((member as IFieldSymbol)?.Type) || _symbols.IsToken((member as IPropertySymbol)?.Type))
        && !_symbols.IsToken(member.ContainingType) && !_symbols.IsTokenSource(member.ContainingType);

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
    /// What is assigned to what, and what each value mentions: noted once, since the origins are propagated in several rounds and values lie in
    /// values. The mentions of a subtree are a stretch of the list.
    /// </summary>
    private void Collect(IOperation block, ISymbol member)
    {
        var body = WholeBody.Of(block);
        var mentionedBefore = new int[body.Operations.Length + 1];
        for (var index = 0; index < body.Operations.Length; index++)
        {
            mentionedBefore[index] = _mentions.Count;
            Mention(body.Operations[index]);
        }

        mentionedBefore[body.Operations.Length] = _mentions.Count;
        for (var index = 0; index < body.Operations.Length; index++)
        {
            Collect(body, index, mentionedBefore);
        }

        if (member is IMethodSymbol method)
        {
            Assign(method.OriginalDefinition, block, mentionedBefore[0], _mentions.Count);
        }
    }

    private void Mention(IOperation operation)
    {
        if (operation is IPropertyReferenceOperation)
        {
            _mentions.Add(new(operation, null));
        }
        else if (NamedBy(operation) is { } named && MayLearn(named))
        {
            _mentions.Add(new(operation, Known(named)));
        }
    }

    private void Collect(WholeBody body, int index, int[] mentionedBefore)
    {
        var (from, to) = (mentionedBefore[index], mentionedBefore[body.EndOf(index)]);
        switch (body.Operations[index])
        {
            case IAssignmentOperation assignment when assignment.Target.ReferencedSymbol() is { } target:
                var value = body.IndexOf(assignment.Value, index);
                Assign(target, assignment.Value, mentionedBefore[value], mentionedBefore[body.EndOf(value)]);
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                {
                    Assign(field, initializer.Value, from, to);
                }

                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                {
                    Assign(property, initializer.Value, from, to);
                }

                break;
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Assign(declarator.Symbol, initializer.Value, from, to);
                break;
            case IArgumentOperation { Parameter: { } parameter } argument:
                Assign(parameter.OriginalDefinition, argument.Value, from, to);
                break;
            case ILocalFunctionOperation { Body: { } inside } local:
                Assign(local.Symbol.OriginalDefinition, inside, from, to);
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

    private void Assign(ISymbol target, IOperation value, int from, int to)
    {
        var type = target switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };

        if (!IsResult(type) && to > from)
        {
            var isToken = _symbols.IsToken(type) || _symbols.IsTokenSource(type);
            _assignments.Add(new(Known(target), isToken ? value : null, from, to));
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
            if (assignment.Target.Value != TokenOrigin.Stop)
            {
                changed |= assignment.Target.Raise(assignment.Token is { } token ? OriginOf(token) : Mentioned(assignment));
            }
        }

        return changed;
    }

    private TokenOrigin Mentioned(Assignment assignment)
    {
        var greatest = TokenOrigin.None;
        for (var i = assignment.From; i < assignment.To && greatest != TokenOrigin.Stop; i++)
        {
            var mention = _mentions[i];
            greatest = Max(greatest, mention.Origin?.Value ?? OriginOf(mention.Operation));
        }

        return greatest;
    }

    private void Raise(ISymbol symbol, TokenOrigin origin) => Known(symbol).Raise(origin);

    private static TokenOrigin Max(TokenOrigin left, TokenOrigin right) => left > right ? left : right;

    /// <summary>One for each symbol, so that it is looked up once and not in each round.</summary>
    private sealed class KnownOrigin(TokenOrigin unassigned)
    {
        private TokenOrigin _assigned;

        public TokenOrigin Value => _assigned == TokenOrigin.None ? unassigned : _assigned;

        public bool Raise(TokenOrigin origin)
        {
            if (_assigned >= origin)
            {
                return false;
            }

            _assigned = origin;
            return true;
        }
    }

    /// <param name="Origin">Of what is named; null of a property, which is judged by where it stands.</param>
    private readonly record struct NamedPlace(IOperation Operation, KnownOrigin? Origin);

    /// <param name="Token">The value, where a token or a source of tokens is assigned; of anything else what it mentions counts.</param>
    private readonly record struct Assignment(KnownOrigin Target, IOperation? Token, int From, int To);
}
