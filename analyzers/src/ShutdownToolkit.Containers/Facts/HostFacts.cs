using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Containers.Facts;

/// <summary>Who takes SIGTERM in this compilation: a host, built and run, or a registration.</summary>
internal sealed class HostFacts
{
    private static readonly string[] _telling = [.. HostNames.Hosts, .. HostNames.Signals, .. HostNames.Runs];

    /// <summary>Types whose static methods make a host; all of Microsoft's and Aspire's own.</summary>
    private static readonly string[] _makers = ["Host", "WebApplication", "WebHost", "FunctionsApplication", "DistributedApplication"];

    /// <summary>Where a Generic Host or web application is made, and by what.</summary>
    public Located<string>? Builder { get; private set; }

    /// <summary>Something runs it until SIGTERM.</summary>
    public bool IsRun { get; private set; }

    public SourceLocation? SignalRegistration { get; private set; }

    public static HostFacts Of(Compilation compilation, SourcePlaces places, CancellationToken cancellation)
    {
        var facts = new HostFacts();
        foreach (var (node, model) in compilation.NodesThatMention(_telling, cancellation))
        {
            facts.Read(node, model, places, cancellation);
        }

        return facts;
    }

    private void Read(SyntaxNode node, SemanticModel model, SourcePlaces places, CancellationToken cancellation)
    {
        switch (node)
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access } call
                when name.StartsWith("Create", StringComparison.Ordinal) || name == "Start" || Array.IndexOf(HostNames.Runs, name) >= 0:
                if (model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol method)
                {
                    Read(call, access, method, places);
                }

                break;
            case ObjectCreationExpressionSyntax created when MayBeOneOf(created.Type)
                && model.GetTypeInfo(created, cancellation).Type is { } type:
                if (type.Name is "HostBuilder" or "WebHostBuilder" && IsOfAHost(type))
                {
                    Builder ??= new Located<string>("new " + type.Name, places.Of(created));
                }
                else if (type.Name == "UnixSignal" && created.ArgumentList?.Arguments is [{ Expression: var signal }, ..] && Names(signal, "SIGTERM"))
                {
                    SignalRegistration ??= places.Of(created);
                }

                break;
        }
    }

    /// <summary>By the name as it is written: to ask what a <c>new</c> makes is to bind the whole member around it.</summary>
    private static bool MayBeOneOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax { Identifier.ValueText: var name } => name is "HostBuilder" or "WebHostBuilder" or "UnixSignal",
        QualifiedNameSyntax { Right: var right } => MayBeOneOf(right),
        AliasQualifiedNameSyntax { Name: var name } => MayBeOneOf(name),
        _ => false,
    };

    private void Read(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, IMethodSymbol method, SourcePlaces places)
    {
        var owner = method.ContainingType;
        if (owner.Name == "PosixSignalRegistration")
        {
            SignalRegistration = call.ArgumentList.Arguments is [{ Expression: var signal }, ..] && Names(signal, "SIGTERM")
                ? SignalRegistration ?? places.Of(access)
                : SignalRegistration;
        }
        else if (method.Name.StartsWith("Create", StringComparison.Ordinal) || method.Name == "Start")
        {
            Builder ??= method.IsStatic && !method.IsExtensionMethod && Array.IndexOf(_makers, owner.Name) >= 0 && IsOfAHost(owner)
                ? new Located<string>($"{owner.Name}.{method.Name}", places.Of(access))
                : null;
        }
        else
        {
            // A method of this source may be called Run and is read for itself; Task.Run, Parallel and timers are the runtime's.
            IsRun |= owner.Locations.All(static location => !location.IsInSource) && !IsOf(owner, "System");
        }
    }

    private static bool Names(ExpressionSyntax expression, string member) =>
        expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name == member
            || expression is IdentifierNameSyntax { Identifier.ValueText: var simple } && simple == member;

    private static bool IsOfAHost(ITypeSymbol type) => IsOf(type, "Microsoft") || IsOf(type, "Aspire");

    private static bool IsOf(ITypeSymbol type, string root)
    {
        var space = type.ContainingNamespace;
        while (space?.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space?.Name == root;
    }
}
