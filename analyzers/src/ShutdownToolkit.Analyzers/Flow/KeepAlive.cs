using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Flow;

internal enum KeepAliveKind
{
    ConsoleRead,
    EndlessWait,
    SleepLoop,
}

/// <summary>A statement that only keeps the process from ending: its result is dropped and nothing in the code ends it.</summary>
/// <param name="Call">As the code writes it, without arguments: <c>Console.ReadLine()</c>.</param>
internal sealed record KeepAlive(KeepAliveKind Kind, IOperation Statement, string Call)
{
    /// <summary>By these a program is ended from inside, by how their names begin.</summary>
    private static readonly string[] _endings = ["Stop", "Shutdown", "ShutDown", "Exit", "Quit", "Restart", "Terminate", "Close"];

    public static KeepAlive? Of(IOperation statement) => statement switch
    {
        IExpressionStatementOperation { Operation: var dropped } =>
            OfDropped(statement, dropped is ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var value } ? value : dropped),
        IWhileLoopOperation { Condition: { } asked, Body: IBlockOperation { Operations.IsEmpty: true } or IEmptyOperation }
            when asked.DescendantsAndSelf().Any(operation => operation is IInvocationOperation { TargetMethod: { Name: "ReadKey",
                ContainingType.KnownName: "Console" } }) =>
            new(KeepAliveKind.ConsoleRead, statement, "Console.ReadKey"),
        ILoopOperation loop when loop.IsEndless() && SleepsOnly(loop.Body) => new(KeepAliveKind.SleepLoop, statement, "the sleeping loop"),
        _ => null,
    };

    /// <summary>An event that is created unset and that nothing in its type (or method) but the wait itself, and its disposal, mentions.</summary>
    public static bool IsNeverSet(IInvocationOperation call) =>
        call
            is { TargetMethod: { Name: "WaitOne" or "Wait", Parameters.IsEmpty: true },
                Instance: { Type.KnownName: "ManualResetEvent" or "AutoResetEvent" or "EventWaitHandle" or "ManualResetEventSlim" } handle }
        && handle.Unwrapped() switch
        {
            IObjectCreationOperation created => IsUnset(created.Syntax),
            ILocalReferenceOperation { Local: var local } => IsOnlyAwaited(local),
            IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field } => IsOnlyAwaited(field),
            _ => false,
        };

    private static KeepAlive? OfDropped(IOperation statement, IOperation dropped)
    {
        if (CompletedByNoSignal(dropped) is { } source)
        {
            return new(KeepAliveKind.EndlessWait, statement, source + ".Task");
        }

        var isAwaited = dropped is IAwaitOperation;
        if (dropped.Unwrapped() is not IInvocationOperation call)
        {
            return null;
        }

        // Task.Delay(-1).Wait() and .GetAwaiter().GetResult() block as an await does.
        while (call is { TargetMethod.Name: "Wait" or "GetResult" or "GetAwaiter" or "ConfigureAwait", Instance: IInvocationOperation inner })
        {
            (call, isAwaited) = (inner, true);
        }

        return call.TargetMethod switch
        {
            { Name: "ReadLine" or "ReadKey" or "Read", ContainingType.KnownName: "Console" } method => Found(KeepAliveKind.ConsoleRead, method),
            { Name: "Sleep", ContainingType.KnownName: "Thread" } method when IsEndless(call) => Found(KeepAliveKind.EndlessWait, method),
            { Name: "Delay", ContainingType.KnownName: "Task" } method when isAwaited && IsEndless(call) => Found(KeepAliveKind.EndlessWait, method),
            { Name: "Join", ContainingType.KnownName: "Thread" } method
                when call.Instance is IPropertyReferenceOperation { Property.Name: "CurrentThread" } => Found(KeepAliveKind.EndlessWait, method),
            var method when IsNeverSet(call) => Found(KeepAliveKind.EndlessWait, method),
            _ => null,
        };

        KeepAlive Found(KeepAliveKind kind, IMethodSymbol method) => new(kind, statement, $"{method.ContainingType.Name}.{method.Name}");
    }

    /// <summary>The TaskCompletionSource that is waited for, where nothing completes it, or only a method that ends the program.</summary>
    private static string? CompletedByNoSignal(IOperation dropped)
    {
        var waited = dropped.Unwrapped();
        while (waited is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" or "GetAwaiter" or "ConfigureAwait" })
        {
            waited = ((waited as IAwaitOperation)?.Operation ?? ((IInvocationOperation)waited).Instance)?.Unwrapped();
        }

        if (waited is not IPropertyReferenceOperation
            { Property: { Name: "Task", ContainingType.KnownName: "TaskCompletionSource" }, Instance: { } source })
        {
            return null;
        }

        return source.Unwrapped() switch
        {
            IObjectCreationOperation => "TaskCompletionSource",
            ILocalReferenceOperation { Local: var local } when IsEndedInside(local) => local.Name,
            IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field } when IsEndedInside(field) => field.Name,
            _ => null,
        };
    }

    private static bool IsEndedInside(ISymbol source) => MentionsOf(source).All(name =>
        name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Task" }
        || name.Parent is MemberAccessExpressionSyntax access && access.Expression == name
            && !name.Ancestors().Any(node => node is AnonymousFunctionExpressionSyntax)
            && name.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            && Array.Exists(_endings, ending => method.Identifier.ValueText.StartsWith(ending, StringComparison.Ordinal)));

    /// <summary>In every file of a partial type; of a local, in the member around it.</summary>
    private static IEnumerable<IdentifierNameSyntax> MentionsOf(ISymbol symbol)
    {
        var declaration = symbol.DeclaringSyntaxReferences[0].GetSyntax();
        var scopes = symbol is IFieldSymbol
            ? symbol.ContainingType.DeclaringSyntaxReferences.Select(part => part.GetSyntax())
            : [(SyntaxNode?)declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax)
                ?? declaration.SyntaxTree.GetRoot()];
        return scopes.SelectMany(scope => scope.DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == symbol.Name);
    }

    private static bool IsEndless(IInvocationOperation call) => call.Arguments switch
    {
        [var duration] => ConstantDuration.Of(duration.Value)?.IsInfinite() == true,
        // With a token, whoever cancels it ends the wait.
        [var duration, { Value: var token }] => ConstantDuration.Of(duration.Value)?.IsInfinite() == true
            && token.Unwrapped() is IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" },
        _ => false,
    };

    private static bool SleepsOnly(IOperation body)
    {
        var statements = body is IBlockOperation block ? block.Operations : ImmutableArray.Create(body);
        foreach (var statement in statements)
        {
            if (statement is not IExpressionStatementOperation { Operation: var dropped }
                || dropped.Unwrapped()
                    is not IInvocationOperation { TargetMethod: { Name: "Sleep" or "Delay", ContainingType.KnownName: "Thread" or "Task" } })
            {
                return false;
            }
        }

        return statements.Length > 0;
    }

    private static bool IsOnlyAwaited(ISymbol handle)
    {
        if (handle.DeclaringSyntaxReferences is not [var declaration]
            || declaration.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: var created }
            || !IsUnset(created))
        {
            return false;
        }

        return MentionsOf(handle).All(name =>
            name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitOne" or "Wait" or "Dispose" or "Close" });
    }

    private static bool IsUnset(SyntaxNode created) => created is BaseObjectCreationExpressionSyntax { ArgumentList: { } list }
        && (list.Arguments.Count == 0 || list.Arguments[0].Expression.ToString() == "false");
}
