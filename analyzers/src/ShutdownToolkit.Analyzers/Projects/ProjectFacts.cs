using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Analyzers.Projects;

/// <summary>What the project file says; every property used here is exposed by the package's props (CompilerVisibleProperty).</summary>
internal sealed class ProjectFacts(Compilation compilation, AnalyzerConfigOptions options)
{
    /// <summary>10 for net10.0; null for netstandard, .NET Framework and where it is unknown.</summary>
    public int? NetVersion { get; } = DotNetFacts.TargetFramework.Major(Property(options, "TargetFramework"));

    /// <summary>A rule about the process as a whole says nothing in a library.</summary>
    public bool IsExecutable => compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;

    public bool IsTest { get; } = IsTrue(options, "IsTestProject") || References(
        compilation, "xunit.core", "xunit.v3.core", "nunit.framework", "TUnit.Core",
        "MSTest.TestFramework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "Microsoft.VisualStudio.QualityTools.UnitTestFramework");

    /// <summary>Blazor WebAssembly: no process, no SIGTERM.</summary>
    public bool IsBrowser =>
        IsTrue("UsingMicrosoftNETSdkBlazorWebAssembly") || References(compilation, "Microsoft.AspNetCore.Components.WebAssembly");

    /// <summary>A window is closed by its user; signal rules are off.</summary>
    public bool IsDesktop => IsTrue("UseWPF") || IsTrue("UseWindowsForms") || IsTrue("UseMaui")
        || compilation.Options.OutputKind is OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    /// <summary>Azure Functions (isolated) and AWS Lambda: the platform's own loop owns the process.</summary>
    public bool IsFunction => Property("AzureFunctionsVersion").Length > 0
        || References(compilation, "Microsoft.Azure.Functions.Worker.Core", "Amazon.Lambda.RuntimeSupport", "Amazon.Lambda.Core");

    /// <summary>A .NET tool: an interactive command that its user interrupts.</summary>
    public bool IsTool => IsTrue("PackAsTool");

    /// <summary>The project says that it becomes a container image.</summary>
    public bool IsContainer => IsTrue("EnableSdkContainerSupport") || Property("ContainerRepository").Length > 0
        || Property("DockerfileFile").Length > 0 || Property("DockerDefaultTargetOS").Length > 0;

    /// <summary>Rules about signals and the entry point: an executable that nobody but the operating system ends.</summary>
    public bool OwnsItsProcess => IsExecutable && !IsDesktop && !IsFunction;

    public string Property(string name) => Property(options, name);

    public bool IsTrue(string name) => IsTrue(options, name);

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out var value) ? value : "";

    private static bool IsTrue(AnalyzerConfigOptions options, string name) =>
        Property(options, name).Equals("true", StringComparison.OrdinalIgnoreCase);

    private static bool References(Compilation compilation, params string[] assemblies)
    {
        foreach (var reference in compilation.ReferencedAssemblyNames)
        {
            if (Array.IndexOf(assemblies, reference.Name) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
