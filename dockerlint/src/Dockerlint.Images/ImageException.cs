namespace Dockerlint.Images;

/// <summary>An image cannot be read; the message is one sentence for the user.</summary>
public sealed class ImageException : Exception
{
    public ImageException(string message)
        : base(message)
    {
    }

    public ImageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ImageException()
        : this("the image cannot be read")
    {
    }
}
