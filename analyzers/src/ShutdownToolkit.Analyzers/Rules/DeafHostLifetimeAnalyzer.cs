using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeafHostLifetimeAnalyzer() : ShutdownAnalyzer(_rule)
{
    private const string Lifetime = "Microsoft.Extensions.Hosting.IHostLifetime";

    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.DeafHostLifetime,
        nameof(RuleIds.DeafHostLifetime),
        "Host lifetime hears no signal",
        "'{0}' takes the place of the lifetime that listens to signals, and nothing in this project does: SIGTERM {1}, and no StopAsync is called; "
            + "do this work in a hosted service, or register PosixSignal.SIGTERM in WaitForStartAsync and call StopApplication",
        DiagnosticSeverity.Warning,
        "The last IHostLifetime that is registered is the host's. ConsoleLifetime turns SIGTERM into ApplicationStopping; another one must do so "
            + "itself.");

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.Type(Lifetime) is not null && project is { OwnsItsProcess: true, IsTool: false };

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        var lifetime = symbols.Type(Lifetime)!;
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                // TryAdd comes too late: the host has registered its own.
                if (!call.TargetMethod.TypeArguments.Contains(lifetime, SymbolEqualityComparer.Default)
                    || !(call.TargetMethod.Name is "AddSingleton" or "As" or "Singleton")
                    || Registered(call, lifetime) is not { } own || !IsDeaf(own, lifetime)
                    || IsHeardElsewhere(ProjectNames.Of(operation.Compilation, operation.CancellationToken)))
                {
                    return;
                }

                operation.ReportDiagnostic(_rule.At(call.Syntax.GetLocation(), own.Name, project.DefaultAction()));
            },
            OperationKind.Invocation);
    }

    /// <summary>
    /// <c>AddSingleton&lt;IHostLifetime, Own&gt;()</c>, <c>AddSingleton&lt;IHostLifetime&gt;(new Own())</c>, or of another container,
    /// <c>RegisterType&lt;Own&gt;().As&lt;IHostLifetime&gt;()</c>.
    /// </summary>
    private static INamedTypeSymbol? Registered(IInvocationOperation call, INamedTypeSymbol lifetime)
    {
        var named = call.DescendantsAndSelf().OfType<IInvocationOperation>().SelectMany(inner => inner.TargetMethod.TypeArguments);
        var created = call.Descendants().OfType<IObjectCreationOperation>().Select(creation => creation.Type);
        return named.Concat(created).OfType<INamedTypeSymbol>()
            .FirstOrDefault(type => type.TypeKind == TypeKind.Class && type.DerivesFrom(lifetime));
    }

    /// <summary>Written here as a whole, and given no other lifetime that it could pass the work to.</summary>
    private static bool IsDeaf(INamedTypeSymbol own, INamedTypeSymbol lifetime)
    {
        for (var type = own; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            if (type.DeclaringSyntaxReferences.IsEmpty
                || type.Constructors.Any(constructor => constructor.Parameters.Any(parameter => IsLifetime(parameter.Type, lifetime)))
                || type.GetMembers().Any(member => member is IFieldSymbol field && IsLifetime(field.Type, lifetime)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLifetime(ITypeSymbol type, INamedTypeSymbol lifetime) =>
        type.DerivesFrom(lifetime) || type.Name == nameof(IServiceProvider);

    private static bool IsHeardElsewhere(SourceNames names) => names.Mentions(
        "PosixSignalRegistration", "UnixSignal", "ProcessExit", "Unloading", "CancelKeyPress", "ConsoleLifetime", "UseConsoleLifetime",
        "RunConsoleAsync", "UseSystemd", "UseWindowsService", "AddSystemd", "AddWindowsService", "ServiceBase", "DllImport", "LibraryImport");
}
