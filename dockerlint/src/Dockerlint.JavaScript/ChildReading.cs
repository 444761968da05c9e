using Acornima.Ast;
using Dockerlint.Containers;

namespace Dockerlint.JavaScript;

/// <summary>Calls that start another program (nodejs.org/api/child_process.html).</summary>
internal static class ChildReading
{
    public static bool IsStarter(string? module) => module is "child_process" or "node:child_process" or "cross-spawn" or "execa";

    /// <summary>Null: no such call, or nothing of its command is written out.</summary>
    public static StartedChild? Of(CallExpression call)
    {
        if (call.Arguments.Count == 0 || Syntax.LastName(call.Callee) is not { } name)
        {
            return null;
        }

        var words = name switch
        {
            "exec" or "execSync" => Text(call.Arguments[0]) is { } text ? ["/bin/sh", "-c", text] : null,
            "fork" => Text(call.Arguments[0]) is { } script ? ["node", script] : null,
            "spawn" or "spawnSync" or "execFile" or "execFileSync" or "execa" or "execaSync" =>
                Program(call.Arguments[0]) is { } program ? [program, .. Rest(call)] : (string?[]?)null,
            _ => null,
        };
        return words is null ? null : new StartedChild(name, words, Syntax.Span(call));
    }

    private static string? Text(Node node) => node switch
    {
        StringLiteral literal => literal.Value,
        TemplateLiteral { Expressions.Count: 0, Quasis: [{ Value.Cooked: { } text }] } => text,
        _ => null,
    };

    private static string? Program(Node node) => node switch
    {
        MemberExpression { Object: Identifier { Name: "process" }, Property: Identifier { Name: "execPath" } } => "node",
        _ => Text(node),
    };

    private static IEnumerable<string?> Rest(CallExpression call)
    {
        if (call.Arguments.Count > 1 && call.Arguments[1] is ArrayExpression list)
        {
            foreach (var element in list.Elements)
            {
                yield return element is null ? null : Text(element);
            }
        }
    }
}
