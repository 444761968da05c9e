using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using ShutdownToolkit.Analyzers;
using ShutdownToolkit.Analyzers.Rules;

namespace ShutdownToolkit.CodeFixes.Rules;

/// <summary>
/// Moves a delay to StoppingAsync of the hosted service that registers it, or of a new one where the program's own statements register it.
/// Declined where anything else follows ApplicationStopping: it would then hear of the stop after the delay instead of before.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class BlockingLifetimeCallbackFixer() : ShutdownFixer(RuleIds.BlockingLifetimeCallback, "Wait in IHostedLifecycleService.StoppingAsync")
{
    private const string Lifecycle = "IHostedLifecycleService";
    private const string NewService = "DrainDelay";

    private protected override bool TryFix(FixSite site)
    {
        if (site.Fact(BlockingLifetimeCallbackAnalyzer.Delay) is null
            || site.Evidence?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not
                { ArgumentList.Arguments: [{ Expression: var callback }], Parent: ExpressionStatementSyntax registration }
            || site.Model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Hosting." + Lifecycle) is null
            || FollowsStop(site) != 1 || FixSite.HasWords(registration.DescendantTrivia())
            || Sleep(site) is not { } sleep || CallbackMethod(callback, site) is not { } body || !body.Contains(sleep)
            || Body(body, sleep, site) is not { } statements)
        {
            return false;
        }

        var method = body as MethodDeclarationSyntax;
        if (!(registration.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } type && HostedInterface(type) is { } hosted
            ? MoveWithin(site, type, hosted, registration, method, statements)
            : method is null && MoveToNew(site, registration, statements)))
        {
            return false;
        }

        site.Import("Microsoft.Extensions.Hosting", Lifecycle);
        site.Import("Microsoft.Extensions.DependencyInjection", "ServiceCollectionHostedServiceExtensions");
        site.Import("System.Threading", nameof(CancellationToken));
        site.Import("System.Threading.Tasks", nameof(Task));
        return true;
    }

    /// <summary>How often the project names ApplicationStopping: once is this registration.</summary>
    private static int FollowsStop(FixSite site) => site.Model.Compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot(site.Cancellation).DescendantTokens())
        .Count(token => token.ValueText == "ApplicationStopping");

    /// <summary>Thread.Sleep, or a blocked-on Task.Delay, as a statement of its own.</summary>
    private static InvocationExpressionSyntax? Sleep(FixSite site) => site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && (call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } || call.Parent is LambdaExpressionSyntax) ? call : null;

    /// <summary>The lambda, or a method that is named nowhere else.</summary>
    private static SyntaxNode? CallbackMethod(ExpressionSyntax callback, FixSite site)
    {
        if (callback is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0 } lambda)
        {
            return lambda;
        }

        return callback is IdentifierNameSyntax name
            && site.Model.GetSymbolInfo(name, site.Cancellation).Symbol is { DeclaringSyntaxReferences: [var declared] }
            && declared.SyntaxTree == callback.SyntaxTree
            && declared.GetSyntax(site.Cancellation) is MethodDeclarationSyntax { Body: not null } method
            && callback.SyntaxTree.GetRoot(site.Cancellation).DescendantTokens().Count(token => token.ValueText == name.Identifier.ValueText) == 2
                ? method : null;
    }

    /// <summary>The statements for StoppingAsync; null where they use what only the place of the registration has, or do not come back.</summary>
    private static string? Body(SyntaxNode body, ExpressionSyntax sleep, FixSite site)
    {
        var content = body switch
        {
            MethodDeclarationSyntax { Body: { } block } => block,
            LambdaExpressionSyntax lambda => (SyntaxNode)lambda.Body,
            _ => null,
        };
        if (content is null || content.DescendantNodes().Any(node => node is ReturnStatementSyntax or LockStatementSyntax)
            || content.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => IsOfPlace(name, content, site))
            || sleep.DescendantNodesAndSelf().OfType<ArgumentSyntax>().FirstOrDefault() is not { } duration)
        {
            return null;
        }

        var wait = $"await Task.Delay({duration.Expression}, cancellationToken)";
        return content is not BlockSyntax { Statements: { Count: > 0 } statements } ? wait + ";"
            : string.Join("\n", statements.Select(statement => statement == sleep.Parent ? wait + ";" : statement.WithoutTrivia().ToFullString()));
    }

    private static bool IsOfPlace(IdentifierNameSyntax name, SyntaxNode content, FixSite site) =>
        site.Model.GetSymbolInfo(name, site.Cancellation).Symbol switch
        {
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } constructor } =>
                !IsPrimary(constructor, type),
            { } local when local is ILocalSymbol or IParameterSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction } =>
                !local.DeclaringSyntaxReferences.Any(declared => declared.SyntaxTree == content.SyntaxTree && content.Span.Contains(declared.Span)),
            _ => false,
        };

    private static bool IsPrimary(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor.DeclaringSyntaxReferences.Any(declared => declared.GetSyntax() is TypeDeclarationSyntax) && type.TypeKind == TypeKind.Class;

    private static BaseTypeSyntax? HostedInterface(ClassDeclarationSyntax type) =>
        type.BaseList?.Types.FirstOrDefault(one => one.Type is IdentifierNameSyntax { Identifier.ValueText: "IHostedService" });

    private static bool MoveWithin(
        FixSite site, ClassDeclarationSyntax type, BaseTypeSyntax hosted, StatementSyntax registration, MethodDeclarationSyntax? method,
        string statements)
    {
        if (type.Members.Count == 0 || type.Members.OfType<MethodDeclarationSyntax>().Any(one => one.Identifier.ValueText
            is "StoppingAsync" or "StoppedAsync" or "StartingAsync" or "StartedAsync"))
        {
            return false;
        }

        site.ReplaceUnformatted(hosted.Type, SyntaxFactory.IdentifierName(Lifecycle).WithTriviaFrom(hosted.Type));
        site.Remove(registration);
        var last = type.Members[type.Members.Count - 1];
        site.InsertMembersAfter(last, Members(statements, "StartingAsync", "StartedAsync", "StoppedAsync"));

        if (method is not null)
        {
            site.Remove(method);
        }

        return true;
    }

    private static bool MoveToNew(FixSite site, StatementSyntax registration, string statements)
    {
        if (registration is not { Parent: GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } }
            || unit.DescendantTokens().Any(token => token.ValueText == NewService)
            || Built(unit) is not { } build
            || build.DescendantNodes().OfType<InvocationExpressionSyntax>().First() is not
                { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var builder } } }
            || unit.Members.Last() is not { } last)
        {
            return false;
        }

        site.InsertBefore(build, SyntaxFactory.ParseStatement($"{builder}.Services.AddHostedService<{NewService}>();"));
        site.Remove(registration.Parent);
        var members = string.Join("\n\n", Members(statements, "StartingAsync", "StartAsync", "StartedAsync", "StopAsync", "StoppedAsync"));
        site.InsertMembersAfter(last, [Parse($"sealed class {NewService} : {Lifecycle}\n{{\n{members}\n}}\n")]);
        return true;
    }

    /// <summary><c>var app = builder.Build();</c></summary>
    private static StatementSyntax? Built(CompilationUnitSyntax unit) => unit.Members.OfType<GlobalStatementSyntax>()
        .Select(global => global.Statement)
        .FirstOrDefault(statement => statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value }] }
            && value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build",
                Expression: IdentifierNameSyntax } });

    private static IEnumerable<MemberDeclarationSyntax> Members(string statements, params string[] empty)
    {
        yield return Parse($"public async Task StoppingAsync(CancellationToken cancellationToken)\n{{\n{statements}\n}}\n");
        foreach (var name in empty)
        {
            yield return Parse($"public Task {name}(CancellationToken cancellationToken) => Task.CompletedTask;\n");
        }
    }

    private static MemberDeclarationSyntax Parse(string text) =>
        SyntaxFactory.ParseMemberDeclaration(text)!.WithAdditionalAnnotations(Formatter.Annotation);
}
