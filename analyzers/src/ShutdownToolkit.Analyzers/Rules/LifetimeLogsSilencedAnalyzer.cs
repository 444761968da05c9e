using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ShutdownToolkit.Analyzers.Configuration;
using ShutdownToolkit.Analyzers.Flow;
using ShutdownToolkit.Analyzers.Projects;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Analyzers.Rules;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LifetimeLogsSilencedAnalyzer() : ShutdownAnalyzer(_rule)
{
    private static readonly DiagnosticDescriptor _rule = Rule.Create(
        RuleIds.LifetimeLogsSilenced,
        nameof(RuleIds.LifetimeLogsSilenced),
        "Log lines of the host's lifetime are hidden",
        "{0} hides the category Microsoft.Hosting.Lifetime: 'Application is shutting down...' never appears, so nobody can see whether SIGTERM "
            + "arrived; {1}",
        DiagnosticSeverity.Info,
        "The line is the cheapest proof that the signal reached the process. It has the level Information.");

    private static readonly string[] _hostBuilders =
        ["CreateBuilder", "CreateSlimBuilder", "CreateDefaultBuilder", "CreateApplicationBuilder", "CreateEmptyApplicationBuilder", "HostBuilder"];

    private protected override bool AppliesTo(KnownSymbols symbols, ProjectFacts project) =>
        symbols.HasHosting && project.OwnsItsProcess && !project.IsTool;

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, ProjectFacts project)
    {
        context.RegisterOperationAction(JudgeCall, OperationKind.Invocation);
        context.RegisterOperationAction(JudgeOption, OperationKind.SimpleAssignment);
        context.RegisterAdditionalFileAction(file => JudgeSettings(file, symbols));
    }

    private static void JudgeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var (what, remedy) = call.TargetMethod.Name switch
        {
            "SuppressStatusMessages" when call.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: true }) =>
                ("SuppressStatusMessages", "leave it out"),
            "AddFilter" when IsHidden(call, "LogLevel") =>
                ("This filter", $"add '.AddFilter(\"{LifetimeLogLevel.Category}\", LogLevel.Information)'"),
            "Override" when call.TargetMethod.ContainingType.KnownName == "LoggerMinimumLevelConfiguration" && IsHidden(call, "LogEventLevel") =>
                ("This override", $"add '.MinimumLevel.Override(\"{LifetimeLogLevel.Category}\", LogEventLevel.Information)'"),
            _ => (null, null),
        };
        if (what is not null && BuildsAHost(ProjectNames.Of(context.Compilation, context.CancellationToken)))
        {
            context.ReportDiagnostic(_rule.At(call.Syntax.GetLocation(), what, remedy!));
        }
    }

    private static void JudgeOption(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Value.ConstantValue is { HasValue: true, Value: true }
            && assignment.Target is IPropertyReferenceOperation { Property: var property }
            && property is { Name: "SuppressStatusMessages", ContainingType.KnownName: "ConsoleLifetimeOptions" })
        {
            context.ReportDiagnostic(_rule.At(assignment.Syntax.GetLocation(), "SuppressStatusMessages", "leave it out"));
        }
    }

    /// <summary>A constant category and level that hide the lines, and no other word about the category anywhere in the project.</summary>
    private static bool IsHidden(IInvocationOperation call, string levels) =>
        call.Arguments.Any(
            argument => argument.Value.ConstantValue is { HasValue: true, Value: string category } && LifetimeLogLevel.IsAbout(category))
        && call.Arguments.Any(
            argument =>
                argument.Value.Unwrapped()
                    is IFieldReferenceOperation { Field: { IsConst: true, ContainingType.KnownName: var type, Name: var level } }
                    && type == levels && LifetimeLogLevel.Hides(level))
        && !IsOfItsOwnFactory(call);

    /// <summary><c>LoggerFactory.Create(logging => …)</c> is not the host's logging.</summary>
    private static bool IsOfItsOwnFactory(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod: { Name: "Create", ContainingType.KnownName: "LoggerFactory" } })
            {
                return true;
            }
        }

        return false;
    }

    private static bool BuildsAHost(SourceNames names) =>
        names.Mentions(_hostBuilders) && !names.Says(LifetimeLogLevel.Category, "Microsoft.Hosting");

    private static void JudgeSettings(AdditionalFileAnalysisContext context, KnownSymbols symbols)
    {
        if (!IsProduction(context.AdditionalFile.Path) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        var usesSerilog = symbols.Type("Serilog.Log") is not null;
        if (LifetimeLogLevel.Hidden(new JsonSettings(text.ToString()), usesSerilog) is not { } entry
            || IsShownElsewhere(context.Options.AdditionalFiles, context.AdditionalFile, usesSerilog, context.CancellationToken))
        {
            return;
        }

        context.ReportDiagnostic(_rule.At(
            Location.Create(context.AdditionalFile.Path, entry.Span, text.Lines.GetLinePositionSpan(entry.Span)),
            $"'{entry.Key}: {entry.Level}'", $"add '\"{LifetimeLogLevel.Category}\": \"Information\"' beside it"));
    }

    /// <summary>The base file, or the one of production on top of it, says Information.</summary>
    private static bool IsShownElsewhere(
        ImmutableArray<AdditionalText> files, AdditionalText file, bool usesSerilog, CancellationToken cancellation) =>
        files.Any(other => other != file && IsProduction(other.Path)
            && string.Equals(Path.GetDirectoryName(other.Path), Path.GetDirectoryName(file.Path), StringComparison.Ordinal)
            && other.GetText(cancellation) is { } text && LifetimeLogLevel.Shows(new JsonSettings(text.ToString()), usesSerilog));

    /// <summary>Files of a development or test environment do not run in a container.</summary>
    private static bool IsProduction(string path) => Path.GetFileName(path).ToUpperInvariant() is "APPSETTINGS.JSON" or "APPSETTINGS.PRODUCTION.JSON";
}
