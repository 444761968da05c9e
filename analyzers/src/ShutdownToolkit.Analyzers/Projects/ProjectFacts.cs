using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ShutdownToolkit.Analyzers.Projects;

/// <summary>What the project file says; every property used here is exposed by the package's props (CompilerVisibleProperty).</summary>
internal sealed class ProjectFacts
{
    private static readonly ConditionalWeakTable<Compilation, ProjectFacts> _perCompilation = new();

    private readonly AnalyzerConfigOptions _options;
    private readonly OutputKind _output;

    private ProjectFacts(Compilation compilation, AnalyzerConfigOptions options)
    {
        _options = options;
        _output = compilation.Options.OutputKind;
        NetVersion = DotNetFacts.TargetFramework.Major(Property("TargetFramework"));
        IsTest = IsTrue("IsTestProject") || References(
            compilation, "xunit.core", "xunit.v3.core", "nunit.framework", "TUnit.Core",
            "MSTest.TestFramework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "Microsoft.VisualStudio.QualityTools.UnitTestFramework");
        IsBrowser = IsTrue("UsingMicrosoftNETSdkBlazorWebAssembly") || References(compilation, "Microsoft.AspNetCore.Components.WebAssembly");
        IsFunction = Property("AzureFunctionsVersion").Length > 0
            || References(compilation, "Microsoft.Azure.Functions.Worker.Core", "Amazon.Lambda.RuntimeSupport", "Amazon.Lambda.Core");
    }

    /// <summary>10 for net10.0; null for netstandard, .NET Framework and where it is unknown.</summary>
    public int? NetVersion { get; }

    /// <summary>A rule about the process as a whole says nothing in a library.</summary>
    public bool IsExecutable => _output is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;

    public bool IsTest { get; }

    /// <summary>Blazor WebAssembly: no process, no SIGTERM.</summary>
    public bool IsBrowser { get; }

    /// <summary>A window is closed by its user; signal rules are off.</summary>
    public bool IsDesktop => IsTrue("UseWPF") || IsTrue("UseWindowsForms") || IsTrue("UseMaui")
        || _output is OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    /// <summary>Azure Functions (isolated) and AWS Lambda: the platform's own loop owns the process.</summary>
    public bool IsFunction { get; }

    /// <summary>A .NET tool: an interactive command that its user interrupts.</summary>
    public bool IsTool => IsTrue("PackAsTool");

    /// <summary>The project says that it becomes a container image.</summary>
    public bool IsContainer => IsTrue("EnableSdkContainerSupport") || Property("ContainerRepository").Length > 0
        || Property("DockerfileFile").Length > 0 || Property("DockerDefaultTargetOS").Length > 0;

    /// <summary>Rules about signals and the entry point: an executable that nobody but the operating system ends.</summary>
    public bool OwnsItsProcess => IsExecutable && !IsDesktop && !IsFunction;

    /// <summary>One for all rules.</summary>
    public static ProjectFacts Of(Compilation compilation, AnalyzerConfigOptions options) =>
        _perCompilation.GetValue(compilation, key => new ProjectFacts(key, options));

    public string Property(string name) => _options.TryGetValue("build_property." + name, out var value) ? value : "";

    public bool IsTrue(string name) => Property(name).Equals("true", StringComparison.OrdinalIgnoreCase);

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
