using Acornima;
using Acornima.Ast;

namespace Dockerlint.JavaScript;

/// <summary>What the names of a file stand for, where each is declared once.</summary>
internal sealed class Declarations
{
    private readonly Dictionary<string, Node?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IFunction> _functions = new(StringComparer.Ordinal);

    /// <summary>Parameters and loop variables that run over a list of constants.</summary>
    private readonly Dictionary<string, Node?> _elements = new(StringComparer.Ordinal);
    private readonly HashSet<string> _processes = new(StringComparer.Ordinal) { "process" };
    private readonly HashSet<string> _servers = new(StringComparer.Ordinal);

    public Declarations(List<Node> nodes)
    {
        foreach (var node in nodes)
        {
            Add(node);
        }
    }

    public bool IsProcess(Node node) => Syntax.Unwrapped(node) switch
    {
        Identifier identifier => _processes.Contains(identifier.Name),
        MemberExpression { Object: Identifier { Name: "globalThis" or "global" }, Property: Identifier { Name: "process" } } => true,
        _ => false,
    };

    public bool IsServer(Node node) => Syntax.LastName(Syntax.Unwrapped(node)) is { } name
        && (_servers.Contains(name) || name.Contains("server", StringComparison.OrdinalIgnoreCase));

    public IFunction? Function(Node? node) => node switch
    {
        IFunction function => function,
        Identifier identifier when _functions.TryGetValue(identifier.Name, out var function) => function,
        // shutdown.bind(null, …)
        CallExpression { Callee: MemberExpression { Object: var bound, Property: Identifier { Name: "bind" } } } => Function(bound),
        _ => null,
    };

    public double? Number(Node? node, int depth = 0) => depth > 4 ? null : node switch
    {
        NumericLiteral literal => literal.Value,
        Identifier identifier when _values.TryGetValue(identifier.Name, out var value) => Number(value, depth + 1),
        BinaryExpression { Operator: Operator.Multiplication } product when Number(product.Left, depth + 1) is { } left
            && Number(product.Right, depth + 1) is { } right => left * right,
        ParenthesizedExpression inner => Number(inner.Expression, depth + 1),
        _ => null,
    };

    /// <summary>The constants that an expression may be; null where they are not all written out.</summary>
    /// <param name="followed">Gets the nodes that hold them.</param>
    public List<string>? Strings(Node node, HashSet<Node> followed)
    {
        var strings = new List<string>();
        return AddStrings(node, strings, followed, 0) ? strings : null;
    }

    private bool AddStrings(Node node, List<string> strings, HashSet<Node> followed, int depth)
    {
        if (depth > 6)
        {
            return false;
        }

        switch (Syntax.Unwrapped(node))
        {
            case StringLiteral literal:
                followed.Add(literal);
                strings.Add(literal.Value);
                return true;
            case TemplateLiteral { Expressions.Count: 0, Quasis: [var only] }:
                followed.Add(only);
                strings.Add(only.Value.Cooked ?? "");
                return true;
            case ConditionalExpression either:
                return AddStrings(either.Consequent, strings, followed, depth + 1) && AddStrings(either.Alternate, strings, followed, depth + 1);
            case Identifier identifier when _elements.TryGetValue(identifier.Name, out var list):
                return list is not null && AddElements(list, strings, followed, depth + 1);
            case Identifier identifier when _values.TryGetValue(identifier.Name, out var value):
                return value is not null && AddStrings(value, strings, followed, depth + 1);
            default:
                return false;
        }
    }

    private bool AddElements(Node list, List<string> strings, HashSet<Node> followed, int depth)
    {
        if (depth > 6)
        {
            return false;
        }

        switch (Syntax.Unwrapped(list))
        {
            case ArrayExpression array:
                foreach (var element in array.Elements)
                {
                    if (element is null || !AddStrings(element, strings, followed, depth + 1))
                    {
                        return false;
                    }
                }

                return true;
            case Identifier identifier when _values.TryGetValue(identifier.Name, out var value) && value is not null:
                return AddElements(value, strings, followed, depth + 1);
            case CallExpression { Callee: MemberExpression { Object: Identifier { Name: "Object" }, Property: Identifier { Name: "keys" } },
                Arguments: [var keyed] }:
                return AddKeys(keyed, strings, followed);
            default:
                return false;
        }
    }

    private bool AddKeys(Node keyed, List<string> strings, HashSet<Node> followed)
    {
        var value = keyed is Identifier identifier && _values.TryGetValue(identifier.Name, out var declared) ? declared : keyed;
        if (value is not ObjectExpression { Properties: var properties })
        {
            return false;
        }

        foreach (var property in properties)
        {
            if (property is not Property { Computed: false, Key: Identifier or StringLiteral } written)
            {
                return false;
            }

            followed.Add(written.Key);
            strings.Add(written.Key is Identifier name ? name.Name : ((StringLiteral)written.Key).Value);
        }

        return true;
    }

    private void Add(Node node)
    {
        switch (node)
        {
            case FunctionDeclaration { Id: { } name } function:
                _functions[name.Name] = function;
                break;
            case ImportDeclaration { Source.Value: "process" or "node:process" } import:
                foreach (var specifier in import.Specifiers)
                {
                    if (specifier is ImportDefaultSpecifier or ImportNamespaceSpecifier)
                    {
                        _processes.Add(specifier.Local.Name);
                    }
                }

                break;
            case VariableDeclarator { Id: Identifier name, Init: { } init }:
                Declare(name.Name, Syntax.Unwrapped(init));
                break;
            case AssignmentExpression { Left: Identifier name, Right: var right }:
                Declare(name.Name, Syntax.Unwrapped(right));
                break;
            case CallExpression call:
                AddCall(call);
                break;
            case ForOfStatement { Left: VariableDeclaration { Declarations: [{ Id: Identifier variable }] } } loop:
                Runs(variable.Name, loop.Right);
                break;
        }
    }

    private void Declare(string name, Node value)
    {
        // Of a name that is given two values either may count.
        _values[name] = _values.ContainsKey(name) ? null : value;
        if (value is IFunction function)
        {
            _functions[name] = function;
        }
        else if (IsProcess(value) || value is CallExpression { Callee: Identifier { Name: "require" },
            Arguments: [StringLiteral { Value: "process" or "node:process" }] })
        {
            _processes.Add(name);
        }
        else if (value is CallExpression { Callee: var callee } && Syntax.LastName(callee) is "listen" or "createServer" or "serve")
        {
            _servers.Add(name);
        }
    }

    /// <summary><c>server.listen(80)</c>; <c>["SIGINT", "SIGTERM"].forEach(signal => …)</c>.</summary>
    private void AddCall(CallExpression call)
    {
        if (call.Callee is not MemberExpression { Object: var target, Property: Identifier { Name: var method } })
        {
            return;
        }

        if (method == "listen" && Syntax.LastName(target) is { } server)
        {
            _servers.Add(server);
        }
        else if (method is "forEach" or "map" && call.Arguments.Count > 0
            && call.Arguments[0] is IFunction { Params: [Identifier parameter, ..] })
        {
            Runs(parameter.Name, target);
        }
    }

    private void Runs(string variable, Node list) => _elements[variable] = _elements.ContainsKey(variable) ? null : list;
}
