using Dockerlint.Rules.Input;
using Dockerlint.Rules.SignalPath;

namespace Dockerlint.Rules;

/// <summary>Every rule of the linter; the order is that of their ids.</summary>
public static class Catalog
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new UnreadableInput(),
        new UnusedIgnore(),
        new ShellFormKeepsShell(),
        new EntrypointScriptWithoutExec(),
    ];
}
