using System.Text;
using Dockerlint.Linting;
using Dockerlint.Text;
using Microsoft.CodeAnalysis;
using ShutdownToolkit.Analyzers.Projects;
using CoreText = Dockerlint.Text.SourceText;
using CoreSpan = Dockerlint.Text.TextSpan;

namespace ShutdownToolkit.Containers.Inputs;

/// <summary>
/// The image that <c>dotnet publish -t:PublishContainer</c> makes, as the Dockerfile that would make the same, each line of which stands for
/// what the project file says (Microsoft.NET.Build.Containers, CreateNewImage.DetermineEntrypointAndCmd).
/// </summary>
internal static class SdkContainer
{
    /// <summary>The items that say what is started, each only where this build takes it.</summary>
    private static readonly string[] _items = ["Entrypoint", "AppCommand"];

    private static readonly string[] _others = ["<ContainerRepository", "<ContainerImageName", "<OutputType", "<Project"];

    private static readonly string[] _bases = ["<ContainerBaseImage", "<ContainerFamily", "<TargetFramework", "<Project"];

    public static bool IsDeclared(ProjectFacts project) => project.IsExecutable && project.IsTrue("ShutdownToolkitSdkContainer");

    /// <summary>Null: the project file is not at hand.</summary>
    public static LintInput? Of(Compilation compilation, ProjectFacts project, VirtualFolder files, PathNames names)
    {
        if (files.TryRead(names.Short(EditorConfigText.Read(project.Property("ShutdownToolkitProjectFile")))) is not { } written)
        {
            return null;
        }

        var text = new StringBuilder("FROM ").Append(BaseImage(compilation, project)).Append('\n');
        var firstLine = text.Length;
        var (entrypoint, command) = Commands(compilation, project);
        text.Append("WORKDIR /app\nCOPY . /app/\n");
        if (entrypoint.Count > 0)
        {
            text.Append("ENTRYPOINT ").Append(JsonArray(entrypoint)).Append('\n');
        }

        text.Append("CMD ").Append(JsonArray(command)).Append('\n');
        string[] commands = [.. _items.Where(item => Words(project, item).Count > 0).Select(static item => "<Container" + item), .. _others];
        var source = new CoreText(
            PathOf(names.ProjectFolder, ImageName(compilation, project)), text.ToString(),
            span => PlaceOf(written, span.Start < firstLine ? _bases : commands));
        return InputKind.Recognise(source, isNamed: true).Input;
    }

    /// <summary>In a folder called like the image: that is how a manifest's image finds its Dockerfile.</summary>
    private static string PathOf(string folder, string image) => ContextPath.Join(folder, image + "/Dockerfile");

    private static string ImageName(Compilation compilation, ProjectFacts project)
    {
        var name = First(project.Property("ContainerRepository"), project.Property("ContainerImageName"), compilation.AssemblyName, "image");
        return name.Substring(name.LastIndexOf('/') + 1);
    }

    private static string BaseImage(Compilation compilation, ProjectFacts project)
    {
        if (project.Property("ContainerBaseImage") is { Length: > 0 } written)
        {
            return written;
        }

        var isWeb = compilation.References.Any(static reference => reference is PortableExecutableReference { FilePath: { } path }
            && path.IndexOf("Microsoft.AspNetCore.App", StringComparison.OrdinalIgnoreCase) >= 0);
        var name = IsSelfContained(project) ? "runtime-deps" : isWeb ? "aspnet" : "runtime";
        var family = First(project.Property("ContainerFamily"), Family(project));
        return $"mcr.microsoft.com/dotnet/{name}:{project.NetVersion ?? 8}.0{(family.Length == 0 ? "" : "-" + family)}";
    }

    private static bool IsSelfContained(ProjectFacts project) =>
        project.IsTrue("SelfContained") || project.IsTrue("PublishSelfContained") || project.IsTrue("PublishAot");

    /// <summary>What the SDK chooses by itself (ComputeDotnetBaseImageAndTag of SDK 10.0.401, measured); null: the plain image.</summary>
    private static string? Family(ProjectFacts project) =>
        project.Property("RuntimeIdentifier").StartsWith("linux-musl", StringComparison.OrdinalIgnoreCase) ? "alpine"
        : !project.IsTrue("PublishAot") && !(project.IsTrue("PublishTrimmed") && IsSelfContained(project)) ? null
        : project.IsTrue("InvariantGlobalization") ? "noble-chiseled"
        : "noble-chiseled-extra";

    private static (List<string> Entrypoint, List<string> Command) Commands(Compilation compilation, ProjectFacts project)
    {
        var entrypoint = Words(project, "Entrypoint");
        var entrypointArgs = Words(project, "EntrypointArgs");
        var defaults = Words(project, "DefaultArgs");
        var instruction = project.Property("ContainerAppCommandInstruction");
        var application = Words(project, "AppCommand");
        if (application.Count == 0 && instruction != "None")
        {
            application = IsSelfContained(project) ? [$"/app/{compilation.AssemblyName}"] : ["dotnet", $"/app/{compilation.AssemblyName}.dll"];
        }

        var arguments = Words(project, "AppCommandArgs");
        if (instruction.Length == 0 && entrypointArgs.Count > 0 && entrypoint.Count + defaults.Count + arguments.Count == 0)
        {
            return (application, entrypointArgs);
        }

        instruction = instruction.Length > 0 ? instruction : entrypoint.Count + entrypointArgs.Count > 0 ? "DefaultArgs" : "Entrypoint";
        return instruction switch
        {
            "Entrypoint" => ([.. application, .. arguments], defaults),
            "DefaultArgs" => ([.. entrypoint, .. entrypointArgs], [.. application, .. arguments, .. defaults]),
            _ => ([.. entrypoint, .. entrypointArgs], defaults),
        };
    }

    /// <summary>The targets join an item's values by bars.</summary>
    private static List<string> Words(ProjectFacts project, string item) =>
        [.. project.Property("ShutdownToolkitContainer" + item).Split(["|||"], StringSplitOptions.RemoveEmptyEntries)
            .Select(EditorConfigText.Read)];

    private static string JsonArray(List<string> words) =>
        "[" + string.Join(", ", words.Select(static word => "\"" + word.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"")) + "]";

    /// <summary>The line of the first of these elements.</summary>
    private static SourceLocation PlaceOf(CoreText project, string[] elements)
    {
        foreach (var element in elements)
        {
            if (project.Content.IndexOf(element, StringComparison.Ordinal) is >= 0 and var at)
            {
                var line = project.LineSpan(project.PositionAt(at).Line);
                return project.At(CoreSpan.FromBounds(at, Math.Max(at, line.End)));
            }
        }

        return project.AtLine(1);
    }

    private static string First(params string?[] names) => Array.Find(names, static name => !string.IsNullOrEmpty(name)) ?? "";
}
