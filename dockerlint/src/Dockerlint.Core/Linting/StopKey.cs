using Dockerlint.Containers;
using Dockerlint.Judgement;

namespace Dockerlint.Linting;

/// <summary>What a stop is made of: the parsed files behind a container, and what links them. All else of a container follows from these.</summary>
internal static class StopKey
{
    public static LintMemory.Key Of(Container container)
    {
        List<object?> parts =
        [
            container.Platform, container.Subject.Text, container.Subject.Namespace, container.Subject.Template, container.Anchor, container.Service,
            container.PodContainer, container.Workload, container.Dockerfile, container.Stage, container.Base.Reference,
            container.ImageName, container.Assumption,
            container.Init?.Location, container.Init?.Description, container.IsOneShot, container.IsDevelopment, container.IsPid1,
            container.WithoutOverride?.Service,
        ];
        parts.AddRange(container.Workload?.Patches ?? []);
        parts.AddRange(container.Files.Contexts);
        foreach (var mounted in container.Files.Given)
        {
            parts.Add(mounted.Map.Data);
            parts.Add(mounted.Mount);
        }

        return new LintMemory.Key("the stop", [.. parts]);
    }

    public static LintMemory.Key Of(WorkloadStop workload) =>
        new("the rules of a workload",
            [workload.Subject.Text, workload.Workload, .. workload.Workload.Patches, .. workload.Services, .. workload.Stops]);
}
