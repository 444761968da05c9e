using Acornima;
using Acornima.Ast;
using Dockerlint.Containers;

namespace Dockerlint.JavaScript;

/// <summary>What a listener does: its statements in their order, entering the functions of the same file that it calls.</summary>
internal sealed class ListenerReading
{
    private const int MaximumDepth = 5;
    private const int MaximumNodes = 20_000;

    private static readonly string[] _logging = ["log", "info", "warn", "error", "debug", "trace", "fatal", "write"];

    private readonly Declarations _declarations;
    private readonly List<ListenerWait> _waits = [];
    private readonly HashSet<IFunction> _entered = [];
    private bool _hasBegunToClose;
    private bool _onlyLogs = true;
    private int _nodes;

    private ListenerReading(Declarations declarations) => _declarations = declarations;

    private enum Flow
    {
        GoesOn,

        /// <summary>The rest runs only when something else has: after await, after a return.</summary>
        Leaves,

        Exits,
    }

    public static (ListenerEffect Effect, IReadOnlyList<ListenerWait> Waits) Of(Node? listener, Declarations declarations)
    {
        if (declarations.Function(listener) is not { } function)
        {
            return (ListenerEffect.Works, []);
        }

        var reading = new ListenerReading(declarations);
        var flow = reading.Run(function, 0);
        reading.CollectWaits(function);
        var effect = (flow, reading._onlyLogs) switch
        {
            (Flow.Exits, _) when reading._hasBegunToClose => ListenerEffect.ExitsBeforeItHasClosed,
            (Flow.Exits, true) => ListenerEffect.ExitsAtOnce,
            (not Flow.Exits, true) => ListenerEffect.GoesOn,
            _ => ListenerEffect.Works,
        };
        return (effect, reading._waits);
    }

    private Flow Run(IFunction function, int depth)
    {
        if (depth > MaximumDepth || function.Generator)
        {
            _onlyLogs = false;
            return Flow.Leaves;
        }

        return function.Body is BlockStatement block ? Run(block.Body, depth) : Evaluate(function.Body, depth);
    }

    private Flow Run(in NodeList<Statement> statements, int depth)
    {
        foreach (var statement in statements)
        {
            var flow = statement switch
            {
                ExpressionStatement { Expression: var expression } => Evaluate(expression, depth),
                ReturnStatement { Argument: { } argument } => Evaluate(argument, depth) == Flow.Exits ? Flow.Exits : Flow.Leaves,
                ReturnStatement => Flow.Leaves,
                BlockStatement block => Run(block.Body, depth),
                TryStatement { Block: var block, Finalizer: null } => Run(block.Body, depth),
                VariableDeclaration declaration => Declare(declaration, depth),
                FunctionDeclaration or EmptyStatement => Flow.GoesOn,
                // if (stopping) return;
                IfStatement { Alternate: null, Consequent: ReturnStatement { Argument: null } or BlockStatement { Body: [ReturnStatement] } } =>
                    Flow.GoesOn,
                _ => Works(),
            };
            if (flow != Flow.GoesOn)
            {
                return flow;
            }
        }

        return Flow.GoesOn;
    }

    private Flow Works()
    {
        _onlyLogs = false;
        return Flow.Leaves;
    }

    private Flow Declare(VariableDeclaration declaration, int depth)
    {
        foreach (var declarator in declaration.Declarations)
        {
            if (declarator.Init is { } value && value is not Literal and not IFunction && Evaluate(value, depth) is not Flow.GoesOn and var flow)
            {
                return flow;
            }
        }

        return Flow.GoesOn;
    }

    private Flow Evaluate(Node expression, int depth)
    {
        switch (Syntax.Unwrapped(expression))
        {
            case CallExpression call:
                return Call(call, depth);
            case SequenceExpression sequence when depth <= MaximumDepth:
                foreach (var part in sequence.Expressions)
                {
                    if (Evaluate(part, depth + 1) is not Flow.GoesOn and var flow)
                    {
                        return flow;
                    }
                }

                return Flow.GoesOn;
            case UnaryExpression { Operator: Operator.Void, Argument: var discarded } when depth <= MaximumDepth:
                return Evaluate(discarded, depth + 1);
            case AwaitExpression { Argument: var awaited } when depth <= MaximumDepth:
                return Evaluate(awaited, depth + 1) == Flow.Exits ? Flow.Exits : Works();
            case AwaitExpression or YieldExpression or ConditionalExpression or LogicalExpression:
                return Works();
            case AssignmentExpression:
                _onlyLogs = false;
                return Flow.GoesOn;
            case Literal or Identifier or TemplateLiteral or MemberExpression:
                return Flow.GoesOn;
            default:
                _onlyLogs = false;
                return Flow.GoesOn;
        }
    }

    private Flow Call(CallExpression call, int depth)
    {
        var callee = Syntax.Unwrapped(call.Callee);
        if (callee is MemberExpression { Object: var target, Property: Identifier { Name: var method } })
        {
            if (_declarations.IsProcess(target) && method is "exit" or "abort" or "reallyExit")
            {
                return Flow.Exits;
            }

            if (Array.IndexOf(_logging, method) >= 0)
            {
                return Flow.GoesOn;
            }

            _hasBegunToClose |= method is "close" or "stop" or "end" && _declarations.IsServer(target);
            _onlyLogs = false;
            return Flow.GoesOn;
        }

        if (callee is IFunction or Identifier && _declarations.Function(callee) is { } function)
        {
            // What an async function does after its first await comes after the caller's own rest.
            return Run(function, depth + 1) == Flow.Exits ? Flow.Exits : Flow.GoesOn;
        }

        if (callee is not Identifier { Name: "log" or "debug" or "logger" })
        {
            _onlyLogs = false;
        }

        return Flow.GoesOn;
    }

    /// <summary>Timers and deadlines of the whole listener, whenever they run.</summary>
    private void CollectWaits(IFunction function)
    {
        var open = new Stack<Node>();
        Enter(function, open);
        while (open.Count > 0 && ++_nodes < MaximumNodes)
        {
            var node = open.Pop();
            switch (node)
            {
                case CallExpression { Callee: Identifier { Name: "setTimeout" or "sleep" or "delay" } timer } call:
                    AddWait(call, timer.Name);
                    break;
                case BinaryExpression { Operator: Operator.Addition, Left: CallExpression { Callee: MemberExpression { Object: Identifier
                    { Name: "Date" or "performance" }, Property: Identifier { Name: "now" } } } } sum:
                    _waits.Add(new ListenerWait(_declarations.Number(sum.Right) / 1000, IsHardStop: false, Syntax.Span(sum)));
                    break;
            }

            foreach (var child in node.ChildNodes)
            {
                open.Push(child);
            }

            if (node is CallExpression { Callee: Identifier } local && _declarations.Function(local.Callee) is { } called)
            {
                Enter(called, open);
            }
        }
    }

    private void Enter(IFunction function, Stack<Node> open)
    {
        if (_entered.Add(function))
        {
            open.Push(function.Body);
        }
    }

    private void AddWait(CallExpression call, string timer)
    {
        var at = timer == "setTimeout" ? 1 : 0;
        if (call.Arguments.Count > at)
        {
            var seconds = _declarations.Number(call.Arguments[at]) / 1000;
            _waits.Add(new ListenerWait(seconds, timer == "setTimeout" && EndsProcess(call.Arguments[0]), Syntax.Span(call)));
        }
    }

    private bool EndsProcess(Node callback)
    {
        var open = new Stack<Node>();
        open.Push(callback is Identifier && _declarations.Function(callback) is { } function ? function.Body : callback);
        while (open.Count > 0 && ++_nodes < MaximumNodes)
        {
            var node = open.Pop();
            if (node is MemberExpression { Property: Identifier { Name: "exit" or "abort" or "kill" or "closeAllConnections" } })
            {
                return true;
            }

            foreach (var child in node.ChildNodes)
            {
                open.Push(child);
            }
        }

        return false;
    }
}
