namespace ShutdownToolkit.Containers.Inputs;

/// <summary>A property as the package's targets write it: what begins a comment in an .editorconfig stands between bars.</summary>
internal static class EditorConfigText
{
    public static string Read(string written) => written.Replace("|0|", ";").Replace("|1|", "#");
}
