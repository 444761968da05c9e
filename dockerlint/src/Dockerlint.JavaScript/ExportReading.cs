using System.Globalization;
using Acornima.Ast;
using Dockerlint.Containers;
using Dockerlint.Text;

namespace Dockerlint.JavaScript;

/// <summary><c>module.exports = { … }</c>, <c>export default { … }</c>, <c>exports.apps = [ … ]</c>, as far as literals go.</summary>
internal sealed class ExportReading(Dictionary<string, Node> declared, int offset)
{
    private const int MaximumDepth = 8;

    public static JavaScriptValue? OfJson(Acornima.Ast.Program program, int offset) =>
        program.Body is [ExpressionStatement { Expression: var only }] ? new ExportReading([], offset).Value(only, 0) : null;

    public static JavaScriptValue? Of(Acornima.Ast.Program program)
    {
        var reading = new ExportReading(new Dictionary<string, Node>(StringComparer.Ordinal), 0);
        return reading.Read(program);
    }

    private JavaScriptValue? Read(Acornima.Ast.Program program)
    {
        var members = new Dictionary<string, JavaScriptValue>(StringComparer.Ordinal);
        JavaScriptValue? whole = null;
        foreach (var statement in program.Body)
        {
            switch (statement)
            {
                case VariableDeclaration { Declarations: var declarations }:
                    foreach (var declarator in declarations)
                    {
                        if (declarator is { Id: Identifier name, Init: { } value })
                        {
                            declared[name.Name] = value;
                        }
                    }

                    break;
                case ExportDefaultDeclaration { Declaration: Expression exported }:
                    whole = Value(exported, 0);
                    break;
                case ExpressionStatement { Expression: AssignmentExpression { Left: MemberExpression target, Right: var right } }:
                    if (Syntax.LastName(target) is not { } last)
                    {
                        break;
                    }

                    if (last == "exports")
                    {
                        whole = Value(right, 0);
                    }
                    else if (Syntax.LastName(target.Object) is "exports")
                    {
                        members[last] = Value(right, 0);
                    }

                    break;
            }
        }

        return whole ?? (members.Count > 0 ? new JavaScriptValue(null, default) { Members = members } : null);
    }

    private JavaScriptValue Value(Node node, int depth)
    {
        var value = Syntax.Unwrapped(node);
        var span = new TextSpan(Math.Max(0, value.Start + offset), value.End - value.Start);
        return depth > MaximumDepth ? new JavaScriptValue(null, span) : value switch
        {
            StringLiteral literal => new JavaScriptValue(literal.Value, span),
            NumericLiteral literal => new JavaScriptValue(literal.Value.ToString(CultureInfo.InvariantCulture), span),
            BooleanLiteral literal => new JavaScriptValue(literal.Value ? "true" : "false", span),
            TemplateLiteral { Expressions.Count: 0, Quasis: [var only] } => new JavaScriptValue(only.Value.Cooked, span),
            ArrayExpression array => new JavaScriptValue(null, span)
            {
                Items = [.. array.Elements.Where(static element => element is not null).Select(element => Value(element!, depth + 1))],
            },
            ObjectExpression literal => new JavaScriptValue(null, span) { Members = Members(literal, depth) },
            Identifier name when declared.TryGetValue(name.Name, out var named) => Value(named, depth + 1),
            _ => new JavaScriptValue(null, span),
        };
    }

    private Dictionary<string, JavaScriptValue> Members(ObjectExpression literal, int depth)
    {
        var members = new Dictionary<string, JavaScriptValue>(StringComparer.Ordinal);
        foreach (var property in literal.Properties)
        {
            if (property is Property { Computed: false, Key: var key, Value: var value })
            {
                members[key is StringLiteral text ? text.Value : Syntax.LastName(key) ?? ""] = Value(value, depth + 1);
            }
            else
            {
                // ...defaults: what is not written here may be there.
                members["..."] = new JavaScriptValue(null, default);
            }
        }

        return members;
    }
}
