using Dockerlint.Images;

namespace Dockerlint.Containers;

/// <summary>
/// Images of one project are often named after the folders of their Dockerfiles, all with the same word in front or behind: <c>shop-cart</c>,
/// <c>shop-payment</c>; <c>cart-service</c>, <c>payment-service</c>. One alone may be chance, several are not.
/// </summary>
internal static class ImageFamilies
{
    /// <summary>Registries take none that is longer (github.com/distribution/reference, NameTotalLengthMax).</summary>
    private const int MaximumName = 255;

    private static readonly char[] _joints = ['-', '_'];

    /// <param name="images">Names as written.</param>
    /// <param name="isDockerfile">Whether exactly one Dockerfile of the input has the name.</param>
    /// <returns>Repositories with the Dockerfile's name.</returns>
    public static IEnumerable<KeyValuePair<string, string>> Find(IEnumerable<string> images, Func<string, bool> isDockerfile)
    {
        var members = new Dictionary<(string Path, string Before, string Behind), Dictionary<string, string>>();
        foreach (var image in images)
        {
            var repository = ImageReference.Parse(image).Repository;
            if (repository.Length > MaximumName)
            {
                continue;
            }

            var slash = repository.LastIndexOf('/');
            foreach (var (before, name, behind) in Parts(repository.Substring(slash + 1)))
            {
                if (isDockerfile(name))
                {
                    var family = (repository.Substring(0, slash + 1), before, behind);
                    if (!members.TryGetValue(family, out var found))
                    {
                        members[family] = found = new(StringComparer.Ordinal);
                    }

                    found[repository] = name;
                }
            }
        }

        // Of several Dockerfiles that fit, the one whose name says most.
        return members.Values.Where(static family => family.Values.Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any())
            .SelectMany(static family => family)
            .GroupBy(static member => member.Key, StringComparer.Ordinal)
            .Select(static same => same.OrderByDescending(static member => member.Value.Length).First());
    }

    private static IEnumerable<(string Before, string Name, string Behind)> Parts(string name)
    {
        yield return ("", name, "");
        for (var joint = name.IndexOfAny(_joints); joint >= 0 && joint < name.Length - 1; joint = name.IndexOfAny(_joints, joint + 1))
        {
            var (first, second) = (name.Substring(0, joint), name.Substring(joint + 1));
            if (first.Any(char.IsLetter))
            {
                yield return (first, second, "");
            }

            if (second.Any(char.IsLetter))
            {
                yield return ("", first, second);
            }
        }
    }
}
