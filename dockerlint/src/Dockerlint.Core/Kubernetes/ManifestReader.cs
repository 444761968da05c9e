using Dockerlint.Text;

namespace Dockerlint.Kubernetes;

/// <summary>Reads a stream of Kubernetes objects; documents of other kinds are skipped without being parsed.</summary>
public static class ManifestReader
{
    public static Manifests Read(SourceText source) => throw new NotImplementedException(source.Path);
}
