using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Projects;

namespace ShutdownToolkit.Analyzers.Tests;

public sealed class EntryPointTests
{
    [Theory]
    [InlineData("[|Console.WriteLine()|]; await Turn(); static async Task Turn() => await Task.Yield();")]
    [InlineData("Start(); partial class Program { static void Start() => [|Console.WriteLine()|]; }")]
    [InlineData("class Start { static void Main() => Run(); static void Run() => [|Console.WriteLine()|]; void Other() => Console.WriteLine(); }")]
    [InlineData("class Start { static async Task Main(string[] args) { await Task.Run(() => { [|Console.WriteLine()|]; }); } }")]
    public Task EntryPoint_IsFollowedIntoItsOwnType(string source) => Verify<WriteLineInEntryPoint>.Reports(source, TestProject.Executable);

    [Fact]
    public Task Library_HasNone() => Verify<WriteLineInEntryPoint>.IsSilent("class Start { static void Main() => Console.WriteLine(); }");

#pragma warning disable RS1036, RS1038, RS1041, RS2008, CA1812 // a probe, not a shipped analyzer
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class WriteLineInEntryPoint() : ShutdownAnalyzer(_rule)
    {
        private static readonly DiagnosticDescriptor _rule =
            Rule.Create("STOP1906", "WriteLineInEntryPoint", "t", "m", DiagnosticSeverity.Warning, "d.");

        private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project) =>
            context.ForEntryPoint((end, entry) =>
            {
                foreach (var body in entry.Bodies)
                {
                    foreach (var operation in body.Descendants())
                    {
                        if (operation is IInvocationOperation { TargetMethod.Name: "WriteLine" })
                        {
                            end.ReportDiagnostic(_rule.At(operation.Syntax.GetLocation()));
                        }
                    }
                }
            });
    }
}
