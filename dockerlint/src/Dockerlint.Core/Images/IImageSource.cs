namespace Dockerlint.Images;

/// <summary>Answers what FROM, a Compose <c>image:</c> and a pod's <c>image:</c> ask: what is in this image?</summary>
public interface IImageSource
{
    /// <param name="reference">As written: <c>node:22-slim</c>, <c>registry.example.com/base/web@sha256:…</c>.</param>
    /// <returns>Null: this source does not know the image.</returns>
    BaseImage? Find(string reference);
}
