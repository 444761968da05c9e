using Dockerlint.Images;
using Dockerlint.Text;

namespace Dockerlint.Cli.Inputs;

/// <summary>The user's files of <c>--image-facts</c>, then <c>dockerlint.images.yaml</c> at the root of what is checked.</summary>
internal static class ImageFactsFiles
{
    private const int MaximumSize = 1 << 20;

    public static List<ImageFacts> Read(IReadOnlyList<string> given, CommandHost host, RepositoryReader reader, InputSet found)
    {
        List<ImageFacts> facts = [];
        foreach (var path in given)
        {
            if (Own(path, host, reader, out var error) is { } text)
            {
                facts.Add(ImageFacts.Read(text));
            }
            else
            {
                found.Errors.Add(error!);
            }
        }

        foreach (var root in reader.Roots.All)
        {
            var path = InputFinder.DisplayPath(host.WorkingDirectory, Path.Combine(root, ImageFacts.FileName), wasRelative: false);
            if (reader.TryRead(path) is { } text)
            {
                facts.Add(ImageFacts.Read(text));
            }
        }

        found.Errors.AddRange(facts.SelectMany(static file => file.Errors));
        return facts;
    }

    private static SourceText? Own(string path, CommandHost host, RepositoryReader reader, out InputError? error)
    {
        if (reader.TryReadOwn(host.FullPath(path), MaximumSize, out var reason) is { } bytes)
        {
            return SourceDecoder.TryDecode(path.Replace('\\', '/'), bytes, out var text, out error) ? text : null;
        }

        error = new InputError(path, default, reason ?? "no such file or folder");
        return null;
    }
}
