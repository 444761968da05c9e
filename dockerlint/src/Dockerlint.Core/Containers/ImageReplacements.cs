using Dockerlint.Kubernetes;
using Dockerlint.Text;
using Dockerlint.Yaml;

namespace Dockerlint.Containers;

/// <summary>
/// What the <c>images:</c> of the input's kustomizations make of an image (kubectl.docs.kubernetes.io/references/kustomize/kustomization/images).
/// Where several overlays make different ones of it, it stays as it is written.
/// </summary>
internal sealed class ImageReplacements
{
    private static readonly string[] _lists = ["resources", "bases", "components"];

    // The folders of the kustomizations that name a file or a folder.
    private readonly ILookup<string, string> _naming;
    private readonly ILookup<string, YamlMapping> _byImage;
    private (string Path, HashSet<string> Folders) _reaching = ("", []);

    public ImageReplacements(IEnumerable<Kustomization> kustomizations)
    {
        Kustomization[] all = [.. kustomizations];
        _naming = all.SelectMany(Named).ToLookup(static entry => entry.Path, static entry => entry.Folder, StringComparer.Ordinal);
        // Of several entries of one kustomization the first counts.
        var seen = new HashSet<(SourceText, string)>();
        _byImage = all.SelectMany(static kustomization => ManifestFields.Mappings(kustomization.Root, "images"))
            .Where(entry => entry.ScalarAt("name")?.Value is { } name && seen.Add((entry.Source, name)))
            .ToLookup(static entry => entry.ScalarAt("name")!.Value);
    }

    /// <summary>The image of a container in this file.</summary>
    public Located<string> Of(Located<string> image, string path)
    {
        if (_byImage.Count == 0)
        {
            return image;
        }

        string? result = null;
        var name = NameOf(image.Value);
        foreach (var entry in _byImage[name])
        {
            if (Replaced(entry, name, image.Value) is var made && made != image.Value
                && Reaching(path).Contains(FolderOf(entry.Source.Path)))
            {
                if (result is not null && result != made)
                {
                    return image;
                }

                result = made;
            }
        }

        return result is null ? image : new Located<string>(result, image.Location);
    }

    private static string Replaced(YamlMapping entry, string name, string image)
    {
        var tag = entry.ScalarAt("digest") is { IsNull: false } digest ? "@" + digest.Value
            : entry.ScalarAt("newTag") is { IsNull: false } newTag ? ":" + newTag.Value
            : image.Substring(name.Length);
        return (entry.ScalarAt("newName")?.Value ?? name) + tag;
    }

    /// <summary>Without tag and digest; a port is part of the name.</summary>
    private static string NameOf(string image)
    {
        var digest = image.IndexOf('@');
        var name = digest < 0 ? image : image.Substring(0, digest);
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name.Substring(0, colon) : name;
    }

    private static IEnumerable<(string Path, string Folder)> Named(Kustomization kustomization)
    {
        var folder = ContextPath.Folder(kustomization.Root.Source.Path);
        return _lists.SelectMany(list => kustomization.Root.SequenceAt(list)?.Items.OfType<YamlScalar>() ?? [])
            .Select(item => (ContextPath.Normalize(folder + item.Value).TrimEnd('/'), folder.TrimEnd('/')));
    }

    /// <summary>The folders whose kustomization names the file, or another one that does: from the file upwards, each once.</summary>
    private HashSet<string> Reaching(string path)
    {
        if (_reaching.Path == path)
        {
            return _reaching.Folders;
        }

        var folders = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([path]);
        while (open.Count > 0)
        {
            foreach (var folder in _naming[open.Pop()])
            {
                if (folders.Add(folder))
                {
                    open.Push(folder);
                }
            }
        }

        _reaching = (path, folders);
        return folders;
    }

    private static string FolderOf(string path) => ContextPath.Folder(path).TrimEnd('/');
}
