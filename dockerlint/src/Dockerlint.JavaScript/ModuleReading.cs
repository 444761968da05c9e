using Acornima.Ast;
using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.JavaScript;

/// <summary>One walk over a file's tree, without recursion: what it imports, calls, listens to and names.</summary>
internal sealed class ModuleReading
{
    private static readonly string[] _listening = ["on", "once", "addListener", "prependListener", "prependOnceListener"];

    private readonly List<Node> _nodes = [];
    private readonly Declarations _declarations;
    private readonly List<string?> _imports = [];
    private readonly List<SignalListener> _listeners = [];
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<Node> _followed = [];
    private readonly List<StartedChild> _children = [];
    private bool _listensByValue;
    private bool _loopsForEver;

    private ModuleReading(Node program)
    {
        var open = new Stack<Node>();
        open.Push(program);
        while (open.Count > 0)
        {
            var node = open.Pop();
            _nodes.Add(node);
            foreach (var child in node.ChildNodes)
            {
                open.Push(child);
            }
        }

        _declarations = new Declarations(_nodes);
    }

    public static JavaScriptModule Of(Acornima.Ast.Program program)
    {
        var reading = new ModuleReading(program);
        foreach (var node in reading._nodes)
        {
            reading.Read(node);
        }

        foreach (var node in reading._nodes)
        {
            reading.ReadName(node);
        }

        return new JavaScriptModule
        {
            Imports = reading._imports, Listeners = reading._listeners, ListensByValue = reading._listensByValue, Named = reading._named,
            Calls = reading._calls, LoopsForEver = reading._loopsForEver,
            Children = reading._imports.Exists(ChildReading.IsStarter) ? reading._children : [],
        };
    }

    private void Read(Node node)
    {
        switch (node)
        {
            case ImportDeclaration import:
                Import(import.Source);
                break;
            case ExportNamedDeclaration { Source: { } source }:
                Import(source);
                break;
            case ExportAllDeclaration export:
                Import(export.Source);
                break;
            case ImportExpression import:
                Import(import.Source);
                break;
            case CallExpression call:
                ReadCall(call);
                break;
            case NewExpression { Callee: var callee }:
                Called(callee);
                break;
            case WhileStatement { Test: BooleanLiteral { Value: true } }:
            case ForStatement { Test: null }:
                _loopsForEver = true;
                break;
        }
    }

    private void Import(Node source) => _imports.Add((source as StringLiteral)?.Value);

    private void Called(Node callee)
    {
        if (Syntax.LastName(callee) is { } name)
        {
            _calls.Add(name);
        }
    }

    private void ReadCall(CallExpression call)
    {
        Called(call.Callee);
        if (ChildReading.Of(call) is { } child)
        {
            _children.Add(child);
        }

        if (call.Callee is Identifier { Name: "require" } && call.Arguments.Count == 1)
        {
            Import(call.Arguments[0]);
        }
        else if (call.Callee is MemberExpression { Object: var target, Property: Identifier { Name: var method } })
        {
            if (Array.IndexOf(_listening, method) >= 0 && _declarations.IsProcess(target))
            {
                ReadListener(call);
            }
            else if (method == "kill")
            {
                // Sent, not listened to.
                _followed.UnionWith(call.Arguments);
            }
        }
    }

    private void ReadListener(CallExpression call)
    {
        if (call.Arguments.Count == 0)
        {
            return;
        }

        if (_declarations.Strings(call.Arguments[0], _followed) is not { } events)
        {
            _listensByValue = true;
            return;
        }

        foreach (var name in events)
        {
            if (name.StartsWith("SIG", StringComparison.Ordinal))
            {
                var (effect, waits) = ListenerReading.Of(call.Arguments.Count > 1 ? call.Arguments[1] : null, _declarations);
                _listeners.Add(new SignalListener(name, effect, Syntax.Span(call), waits));
            }
        }
    }

    private void ReadName(Node node)
    {
        var name = node switch
        {
            StringLiteral literal => literal.Value,
            Identifier identifier => identifier.Name,
            TemplateElement element => element.Value.Cooked,
            _ => null,
        };
        if (name is not null && name.StartsWith("SIG", StringComparison.Ordinal) && !_followed.Contains(node))
        {
            _named.Add(name);
        }
    }
}

/// <summary>Small questions to the tree.</summary>
internal static class Syntax
{
    public static TextSpan Span(Node node) => TextSpan.FromBounds(node.Start, node.End);

    /// <summary><c>listen</c> of <c>listen()</c> and of <c>app.server.listen()</c>.</summary>
    public static string? LastName(Node callee) => callee switch
    {
        Identifier identifier => identifier.Name,
        MemberExpression { Property: Identifier property } => property.Name,
        ChainExpression chain => LastName(chain.Expression),
        _ => null,
    };

    public static Node Unwrapped(Node node)
    {
        while (true)
        {
            switch (node)
            {
                case ParenthesizedExpression parenthesized:
                    node = parenthesized.Expression;
                    break;
                case ChainExpression chain:
                    node = chain.Expression;
                    break;
                default:
                    return node;
            }
        }
    }
}
