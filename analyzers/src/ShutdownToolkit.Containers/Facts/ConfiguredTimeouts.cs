using Dockerlint.Stops;
using Dockerlint.Text;
using ShutdownToolkit.Containers.Inputs;
using ShutdownToolkit.DotNetFacts;

namespace ShutdownToolkit.Containers.Facts;

/// <summary>The host's timeout in the settings files beside the project.</summary>
internal static class ConfiguredTimeouts
{
    public static IReadOnlyDictionary<string, Amount> In(VirtualFolder files, string projectFolder)
    {
        Dictionary<string, Amount>? timeouts = null;
        foreach (var file in files.EnumerateFiles(projectFolder))
        {
            if (TimeoutSetting.EnvironmentOf(file) is { } environment && ContextPath.Folder(file).TrimEnd('/') == projectFolder
                && files.TryRead(file) is { } text && TimeoutSetting.In(text.Content) is var (seconds, span))
            {
                timeouts ??= new Dictionary<string, Amount>(StringComparer.Ordinal);
                timeouts[environment] =
                    new Amount(seconds, ShutdownDefaults.TimeoutKey, text.At(new TextSpan(span.Start, span.Length)), IsDefault: false);
            }
        }

        return timeouts ?? EmptyMap.Of<Amount>();
    }
}
