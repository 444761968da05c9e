using Dockerlint.Stops;
using Dockerlint.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dockerlint.CSharp;

/// <summary>What the source files of a project say, by syntax alone.</summary>
internal sealed class SourceFacts
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static readonly string[] Waits =
    [
        "while (true", "while(true", "for (;;", "for(;;", "Timeout.Infinite", "ReadLine(", "ReadKey(", ".WaitOne(", "Listener", "PeriodicTimer", "new Timer(", "Delay(-1", ".Wait(", "WaitHandle", "Cancel", "Consum", "Subscribe",
    ];

    /// <summary>Where a Generic Host or web application is made, and by what.</summary>
    public Located<string>? Host { get; private set; }

    /// <summary>Somebody runs it or waits for its shutdown.</summary>
    public bool Runs { get; private set; }

    public SourceLocation? SignalRegistration { get; private set; }

    public Amount? ShutdownTimeout { get; private set; }

    /// <summary>Something keeps the program going until it is stopped.</summary>
    public bool RunsOn { get; private set; }

    public void Read(SourceText source)
    {
        RunsOn = RunsOn || Array.Exists(Waits, word => source.Content.Contains(word, StringComparison.Ordinal));

        // Most files say nothing about hosts: they are not parsed.
        string content = source.Content;
        if (!content.Contains("Host", StringComparison.Ordinal) && !content.Contains("WebApplication", StringComparison.Ordinal) && !content.Contains("Run", StringComparison.Ordinal)
            && !content.Contains("PosixSignal", StringComparison.Ordinal) && !content.Contains("Shutdown", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var node in CSharpSyntaxTree.ParseText(content, Options).GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } invocation:
                    Read(source, member, invocation);
                    break;
                case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "HostBuilder" or "WebHostBuilder" } } creation:
                    Host ??= new Located<string>("new " + creation.Type, LocationOf(source, creation.Span));
                    break;
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.Text: "ShutdownTimeout" } or IdentifierNameSyntax { Identifier.Text: "ShutdownTimeout" } } assignment:
                    ShutdownTimeout = new Amount(Durations.Of(assignment.Right), "HostOptions.ShutdownTimeout", LocationOf(source, assignment.Span), IsDefault: false);
                    break;
            }
        }
    }

    private void Read(SourceText source, MemberAccessExpressionSyntax member, InvocationExpressionSyntax invocation)
    {
        string name = member.Name.Identifier.Text;
        string owner = member.Expression switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.Text,
            MemberAccessExpressionSyntax qualified => qualified.Name.Identifier.Text,
            _ => "",
        };
        switch (owner, name)
        {
            case ("Host", "CreateDefaultBuilder" or "CreateApplicationBuilder" or "CreateEmptyApplicationBuilder")
                or ("WebApplication", "CreateBuilder" or "CreateSlimBuilder" or "CreateEmptyBuilder" or "Create")
                or ("WebHost", "CreateDefaultBuilder" or "Start")
                or ("FunctionsApplication" or "DistributedApplication", "CreateBuilder"):
                Host ??= new Located<string>($"{owner}.{name}", LocationOf(source, member.Span));
                break;
            case ("PosixSignalRegistration", "Create") when invocation.ArgumentList.Arguments is [{ Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "SIGTERM" } }, ..]:
                SignalRegistration ??= LocationOf(source, member.Span);
                break;
            case (_, "Run" or "RunAsync" or "RunConsoleAsync" or "WaitForShutdown" or "WaitForShutdownAsync" or "UseConsoleLifetime"):
                Runs = true;
                break;
            case (_, "UseShutdownTimeout") when invocation.ArgumentList.Arguments is [{ Expression: var duration }]:
                ShutdownTimeout = new Amount(Durations.Of(duration), "UseShutdownTimeout", LocationOf(source, member.Name.Span), IsDefault: false);
                break;
        }
    }

    private static SourceLocation LocationOf(SourceText source, Microsoft.CodeAnalysis.Text.TextSpan span) => source.At(new TextSpan(span.Start, span.Length));
}
