using System.Globalization;
using Dockerlint.Containers;
using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dockerlint.CSharp;

/// <summary>
/// What every stop waits, by syntax alone: literal times in StopAsync and its neighbours of the services that are registered. The compiler
/// (ShutdownToolkit.Containers) knows more: constants, helpers, callbacks.
/// </summary>
internal sealed class DrainReading
{
    /// <summary>As the host calls them, each of all services before the next.</summary>
    private static readonly string[] _turns = ["StoppingAsync", "StopAsync", "StoppedAsync"];

    private readonly Dictionary<string, Dictionary<string, List<StopWait>>?> _types = new(StringComparer.Ordinal);
    private readonly List<string> _registered = [];
    private bool _isConcurrent;

    public void Read(SourceText source, SyntaxNode node)
    {
        switch (node)
        {
            case ClassDeclarationSyntax type:
                // Two parts, or two types of one name: which of them is registered is not known here.
                _types[type.Identifier.Text] = _types.ContainsKey(type.Identifier.Text) ? null : WaitsOf(source, type);
                break;
            case GenericNameSyntax { Identifier.Text: "AddHostedService", TypeArgumentList.Arguments: [SimpleNameSyntax service] }
                when !IsConditional(node) && !_registered.Contains(service.Identifier.Text):
                _registered.Add(service.Identifier.Text);
                break;
            case IdentifierNameSyntax { Identifier.Text: "ServicesStopConcurrently" }:
                _isConcurrent = true;
                break;
        }
    }

    /// <summary>The last that was registered stops first.</summary>
    public IReadOnlyList<StopWait> InOrder()
    {
        var waits = new List<StopWait>();
        foreach (var turn in _turns)
        {
            var steps = _registered.AsEnumerable().Reverse().Select(service =>
                _types.GetValueOrDefault(service)?.GetValueOrDefault(turn) ?? []).ToList();
            waits.AddRange(_isConcurrent ? steps.MaxBy(static step => step.Sum(static wait => wait.Seconds)) ?? []
                : steps.SelectMany(static step => step));
        }

        return waits;
    }

    private static Dictionary<string, List<StopWait>> WaitsOf(SourceText source, ClassDeclarationSyntax type)
    {
        var waits = new Dictionary<string, List<StopWait>>(StringComparer.Ordinal);
        foreach (var method in type.Members.OfType<MethodDeclarationSyntax>())
        {
            var turn = method.Identifier.Text;
            if (method.ParameterList.Parameters is [var token] && Array.IndexOf(_turns, turn) is var at && at >= 0
                && (at == 1 || type.BaseList?.ToString().Contains("IHostedLifecycleService", StringComparison.Ordinal) == true))
            {
                var found = waits[turn] = [];
                var reading = new WaitReading(source, $"{turn} of {type.Identifier.Text}", token.Identifier.Text, found);
                _ = method.ExpressionBody is { Expression: var value } ? reading.Returned(value) : reading.Read(method.Body);
            }
        }

        return waits;
    }

    private static bool IsConditional(SyntaxNode node) => node.Ancestors().Any(static around => around
        is IfStatementSyntax or SwitchStatementSyntax
        or SwitchExpressionSyntax or ConditionalExpressionSyntax
        or CatchClauseSyntax);

    /// <param name="token">The method's parameter, which ends with the host's timeout.</param>
    private sealed class WaitReading(SourceText source, string who, string token, List<StopWait> waits)
    {
        /// <summary>False: what follows may not be reached.</summary>
        public bool Read(StatementSyntax? statement)
        {
            switch (statement)
            {
                case null:
                    return true;
                case BlockSyntax block:
                    return block.Statements.All(Read);
                case TryStatementSyntax attempt:
                    var goesOn = Read(attempt.Block);
                    return Read(attempt.Finally?.Block) && goesOn && !attempt.Catches.Any(MayLeave);
                case UsingStatementSyntax used:
                    return Read(used.Statement);
                case ExpressionStatementSyntax { Expression: var expression }:
                    Add(expression, isAwaited: expression is AwaitExpressionSyntax);
                    return true;
                case ReturnStatementSyntax { Expression: { } value }:
                    return Returned(value);
                default:
                    return !MayLeave(statement);
            }
        }

        public bool Returned(ExpressionSyntax value)
        {
            Add(value, isAwaited: true);
            return false;
        }

        private void Add(ExpressionSyntax expression, bool isAwaited)
        {
            expression = expression is AwaitExpressionSyntax { Expression: var awaited } ? awaited : expression;
            expression = expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax
                { Name.Identifier.Text: "ConfigureAwait", Expression: var configured } } ? configured : expression;
            if (expression is InvocationExpressionSyntax
                { Expression: MemberAccessExpressionSyntax call, ArgumentList.Arguments: [var time, ..] rest }
                && ((Owner(call), call.Name.Identifier.Text) is ("Thread", "Sleep") || isAwaited
                    && (Owner(call), call.Name.Identifier.Text) is ("Task", "Delay"))
                && LiteralDuration.OfWait(time.Expression) is > 0 and var seconds && !double.IsPositiveInfinity(seconds)
                && EndsBy(rest.Count > 1 ? rest[1].Expression : null) is { } isTied)
            {
                waits.Add(new StopWait(seconds, isTied, new Located<string>(
                    $"{who} waits {seconds.ToString("0.###", CultureInfo.InvariantCulture)} s",
                    source.At(new TextSpan(expression.Span.Start, expression.Span.Length)))));
            }
        }

        /// <summary>Null: by something that may come at any time.</summary>
        private bool? EndsBy(ExpressionSyntax? argument) => argument switch
        {
            null or DefaultExpressionSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.Text: "None" } => false,
            IdentifierNameSyntax { Identifier.Text: var name } when name == token => true,
            _ => null,
        };

        private static string Owner(MemberAccessExpressionSyntax call) => call.Expression switch
        {
            SimpleNameSyntax simple => simple.Identifier.Text,
            MemberAccessExpressionSyntax { Name.Identifier.Text: var last } => last,
            _ => "",
        };

        private static bool MayLeave(SyntaxNode node) =>
            node.DescendantNodesAndSelf().Any(static inner => inner is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax
                or GotoStatementSyntax);
    }
}
