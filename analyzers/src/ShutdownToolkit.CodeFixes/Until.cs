using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShutdownToolkit.CodeFixes;

internal static class Until
{
    /// <summary>
    /// Waits until the task is over or the token is cancelled. WhenAny does not throw: an OperationCanceledException that leaves
    /// StopAsync ends the process with exit code 134.
    /// </summary>
    public static ExpressionSyntax Cancelled(string task, string token) =>
        SyntaxFactory.ParseExpression($"Task.WhenAny({task}, Task.Delay(Timeout.Infinite, {token}))");
}
