namespace Dockerlint.Cli;

/// <summary>The user asked for something that cannot be done; the message is the whole answer.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public UsageException()
    {
    }
}
