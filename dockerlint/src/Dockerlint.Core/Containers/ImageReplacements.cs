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
    private const int MaximumDepth = 8;

    private static readonly string[] _lists = ["resources", "bases", "components"];

    private readonly ILookup<string, Kustomization> _byFolder;
    private readonly ILookup<string, Kustomization> _byImage;

    public ImageReplacements(IEnumerable<Kustomization> kustomizations)
    {
        Kustomization[] all = [.. kustomizations];
        _byFolder = all.ToLookup(static kustomization => FolderOf(kustomization.Root.Source.Path));
        _byImage = all.SelectMany(static kustomization => ManifestFields.Mappings(kustomization.Root, "images")
                .Select(entry => (Name: entry.ScalarAt("name")?.Value, Kustomization: kustomization)))
            .Where(static entry => entry.Name is not null).ToLookup(static entry => entry.Name!, static entry => entry.Kustomization);
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
        foreach (var kustomization in _byImage[name])
        {
            if (Replaced(kustomization, name, image.Value) is { } made && made != image.Value && Reaches(kustomization, path, 0))
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

    private static string? Replaced(Kustomization kustomization, string name, string image)
    {
        foreach (var entry in ManifestFields.Mappings(kustomization.Root, "images"))
        {
            if (entry.ScalarAt("name")?.Value == name)
            {
                var tag = entry.ScalarAt("digest") is { IsNull: false } digest ? "@" + digest.Value
                    : entry.ScalarAt("newTag") is { IsNull: false } newTag ? ":" + newTag.Value
                    : image.Substring(name.Length);
                return (entry.ScalarAt("newName")?.Value ?? name) + tag;
            }
        }

        return null;
    }

    /// <summary>Without tag and digest; a port is part of the name.</summary>
    private static string NameOf(string image)
    {
        var digest = image.IndexOf('@');
        var name = digest < 0 ? image : image.Substring(0, digest);
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name.Substring(0, colon) : name;
    }

    /// <summary>Names the file, or another kustomization that does.</summary>
    private bool Reaches(Kustomization kustomization, string path, int depth)
    {
        var folder = ContextPath.Folder(kustomization.Root.Source.Path);
        foreach (var list in _lists)
        {
            foreach (var item in kustomization.Root.SequenceAt(list)?.Items.OfType<YamlScalar>() ?? [])
            {
                var named = ContextPath.Normalize(folder + item.Value).TrimEnd('/');
                if (named == path || depth < MaximumDepth && _byFolder[named].Any(other => Reaches(other, path, depth + 1)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string FolderOf(string path) => ContextPath.Folder(path).TrimEnd('/');
}
