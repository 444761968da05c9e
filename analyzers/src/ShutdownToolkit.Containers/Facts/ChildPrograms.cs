using Dockerlint.Programs;
using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Containers.Facts;

/// <summary>Programs that the code starts, that run until they are stopped, and that nothing in it stops.</summary>
internal static class ChildPrograms
{
    private const string StartInfo = "ProcessStartInfo";

    /// <summary>Where one of these is named, somebody may end the child or wait for it.</summary>
    private static readonly string[] _endings =
    [
        "Kill", "CloseMainWindow", "WaitForExit", "WaitForExitAsync", "StandardInput", "Signal", "SIGTERM", "SIGINT", "Syscall", "LibraryImport",
        "DllImport",
    ];

    public static Located<string>? LeftRunning(Compilation compilation, SourcePlaces places, CancellationToken cancellation)
    {
        if (ProjectNames.Of(compilation, cancellation) is var names && (!names.Mentions("Process", StartInfo) || names.Mentions(_endings)))
        {
            return null;
        }

        foreach (var (node, model) in compilation.NodesThatMention(["Process", StartInfo], cancellation))
        {
            if (node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax && !node.IsConditional()
                && model.GetOperation(node, cancellation) is { } operation && Argv(operation) is { } argv
                && WeightOf(argv) is CommandWeight.Daemon or CommandWeight.LongRunning)
            {
                return new Located<string>(ProgramName.Of(argv[0]), places.Of(node));
            }
        }

        return null;
    }

    private static CommandWeight WeightOf(string[] argv) => CommandWeights.Of([.. argv.Select(static word => Argument.Known(word, null))]);

    /// <summary>
    /// Of <c>Process.Start("redis-server", "--port 1")</c> and <c>new ProcessStartInfo(…)</c>; null: another operation, or not constant.
    /// </summary>
    private static string[]? Argv(IOperation operation)
    {
        var arguments = operation switch
        {
            IInvocationOperation { TargetMethod: { Name: "Start", IsStatic: true, ContainingType.KnownName: "Process" } } call => call.Arguments,
            IObjectCreationOperation { Type.Name: StartInfo } created => created.Arguments,
            _ => default,
        };
        return arguments is { IsDefaultOrEmpty: false } && Text(arguments[0].Value) is { Length: > 0 } program
            ? [program, .. arguments.Length > 1 ? (Text(arguments[1].Value) ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries) : []]
            : null;
    }

    private static string? Text(IOperation value) =>
        value.Unwrapped().ConstantValue is { HasValue: true, Value: string text } ? text : null;
}
