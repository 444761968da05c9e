using Dockerlint.Containers;
using Dockerlint.Stops;
using Dockerlint.Text;
using ShutdownToolkit.DotNetFacts;

namespace Dockerlint.CSharp;

/// <summary>The settings files beside a project.</summary>
internal static class SettingsFiles
{
    /// <param name="files">All below the project's folder.</param>
    public static IReadOnlyDictionary<string, Amount> Timeouts(string folder, IReadOnlyList<string> files, IFileReader reader)
    {
        Dictionary<string, Amount>? timeouts = null;
        foreach (var file in files)
        {
            if (TimeoutSetting.EnvironmentOf(file) is { } environment && ContextPath.Folder(file).TrimEnd('/') == folder
                && reader.TryRead(file) is { } text && TimeoutSetting.In(text.Content) is var (seconds, span))
            {
                timeouts ??= new Dictionary<string, Amount>(StringComparer.Ordinal);
                timeouts[environment] =
                    new Amount(seconds, ShutdownDefaults.TimeoutKey, text.At(new TextSpan(span.Start, span.Length)), IsDefault: false);
            }
        }

        return timeouts ?? EmptyMap.Of<Amount>();
    }
}
