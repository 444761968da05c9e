namespace Dockerlint.Containers;

/// <summary>Who reads the sources of applications, a reader for each language that needs a parser of its own.</summary>
public sealed record ApplicationSources(IDotNetProjects DotNet, IJavaScriptReader JavaScript)
{
    /// <summary>For hosts that read none.</summary>
    public static readonly ApplicationSources None = new(NoDotNetProjects.Instance, NoJavaScript.Instance);

    private sealed class NoJavaScript : IJavaScriptReader
    {
        public static readonly NoJavaScript Instance = new();

        public JavaScriptModule? Read(string path, string content) => null;

        public JavaScriptValue? ReadExport(string path, string content) => null;
    }
}
