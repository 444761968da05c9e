using System.Buffers;
using Dockerlint.Stops;
using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.DotNetFacts;

namespace Dockerlint.CSharp;

/// <summary>What the source files of a project say, by syntax alone.</summary>
internal sealed class SourceFacts
{
    private static readonly CSharpParseOptions _options = new(LanguageVersion.Preview, DocumentationMode.None);

    private static readonly SearchValues<string> _waits = SearchValues.Create(LongRunning.Words, StringComparison.Ordinal);

    /// <summary>Without one of these a file says nothing about the end of its process, and is not parsed.</summary>
    private static readonly SearchValues<string> _telling = SearchValues.Create(
        [
            .. HostNames.Hosts, .. HostNames.Signals, .. HostNames.ProcessExits, .. HostNames.CommandLines, .. HostNames.TestHosts,
            "IHostLifetime", "Run", "WaitForShutdown", "ShutdownTimeout", "HostOptions", "AddHostedService", "StopAsync", "StoppingAsync",
            "StoppedAsync",
        ],
        StringComparison.Ordinal);

    private readonly List<SourceNames> _files = [];
    private SourceLocation? _registration;
    private SourceLocation? _registrationOfAny;
    private bool _namesSigterm;

    /// <summary>Where a Generic Host or web application is made, and by what.</summary>
    public Located<string>? Host { get; private set; }

    /// <summary>Somebody runs it or waits for its shutdown.</summary>
    public bool Runs { get; private set; }

    public SourceLocation? SignalRegistration => _registration ?? (_namesSigterm ? _registrationOfAny : null);

    public Amount? ShutdownTimeout { get; private set; }

    /// <summary>What every stop waits.</summary>
    public DrainReading Drain { get; } = new();

    /// <summary>Something keeps the program going until it is stopped.</summary>
    public bool RunsOn { get; private set; }

    /// <summary>What the names in all files together say.</summary>
    public HostUse Use => new(SourceNames.Together(_files));

    /// <summary>Some file could not be parsed: what was not found may be there.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Whether another project's sources may handle the signal or go on, too.</summary>
    public void Include(SourceFacts other)
    {
        _files.AddRange(other._files);
        Host ??= other.Host;
        _registration ??= other.SignalRegistration;
        ShutdownTimeout ??= other.ShutdownTimeout;
        RunsOn |= other.RunsOn;
        IsPartial |= other.IsPartial;
    }

    public void Read(SourceText source)
    {
        var content = source.Content.AsSpan();
        RunsOn = RunsOn || content.ContainsAny(_waits);
        if (!content.ContainsAny(_telling))
        {
            return;
        }

        if (SourceParser.TryParse(source.Content, _options) is not { } root)
        {
            IsPartial = true;
            return;
        }

        _files.Add(SourceNames.In(root));
        foreach (var node in root.DescendantNodes())
        {
            Read(source, node);
            Drain.Read(source, node);
        }
    }

    private void Read(SourceText source, SyntaxNode node)
    {
        switch (node)
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } invocation:
                Read(source, member, invocation);
                break;
            case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "HostBuilder" or "WebHostBuilder" } } creation:
                Host ??= new Located<string>("new " + creation.Type, LocationOf(source, creation));
                break;
            case ObjectCreationExpressionSyntax { Type: var type, ArgumentList.Arguments: [var signal, ..] } creation
                when NameOf(type) == "UnixSignal" && NameOf(signal.Expression) == "SIGTERM":
                _registration ??= LocationOf(source, creation);
                break;
            case MemberAccessExpressionSyntax { Name.Identifier.Text: "SIGTERM", Expression: var owner } when NameOf(owner) == "PosixSignal":
                _namesSigterm = true;
                break;
            case AssignmentExpressionSyntax assignment when NameOf(assignment.Left) == "ShutdownTimeout":
                ShutdownTimeout = Written(source, assignment, "HostOptions.ShutdownTimeout", assignment.Right);
                break;
        }
    }

    private void Read(SourceText source, MemberAccessExpressionSyntax member, InvocationExpressionSyntax invocation)
    {
        var name = member.Name.Identifier.Text;
        var owner = NameOf(member.Expression);
        switch (owner, name)
        {
            case ("Host", "CreateDefaultBuilder" or "CreateApplicationBuilder" or "CreateEmptyApplicationBuilder")
                or ("WebApplication", "CreateBuilder" or "CreateSlimBuilder" or "CreateEmptyBuilder" or "Create")
                or ("WebHost", "CreateDefaultBuilder" or "Start")
                or ("FunctionsApplication" or "DistributedApplication", "CreateBuilder"):
                Host ??= new Located<string>($"{owner}.{name}", LocationOf(source, member));
                break;
            case ("PosixSignalRegistration", "Create") when invocation.ArgumentList.Arguments is [{ Expression: var signal }, ..]:
                _registration ??= NameOf(signal) == "SIGTERM" ? LocationOf(source, member) : null;
                // One of several, in a loop over them.
                _registrationOfAny ??= signal is IdentifierNameSyntax ? LocationOf(source, member) : null;
                break;
            case (_, "UseShutdownTimeout") when invocation.ArgumentList.Arguments is [{ Expression: var duration }]:
                ShutdownTimeout = Written(source, member.Name, "UseShutdownTimeout", duration);
                break;
            case (_, var called) when Array.IndexOf(HostNames.Bindings, called) >= 0 && HostOptionsBinding.Is(invocation, called):
                ShutdownTimeout ??= new Amount(null, "HostOptions.ShutdownTimeout", LocationOf(source, member.Name), IsDefault: false);
                break;
            default:
                Runs |= Array.IndexOf(HostNames.Runs, name) >= 0 && owner != "Task";
                break;
        }
    }

    /// <summary>The last name of <c>A.B.C</c>; empty where it is no name.</summary>
    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.Text,
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.Text,
        _ => "",
    };

    private static Amount Written(SourceText source, SyntaxNode place, string origin, ExpressionSyntax duration) =>
        new(LiteralDuration.Seconds(duration), origin, LocationOf(source, place), IsDefault: false);

    private static SourceLocation LocationOf(SourceText source, SyntaxNode node) => source.At(new TextSpan(node.Span.Start, node.Span.Length));
}
