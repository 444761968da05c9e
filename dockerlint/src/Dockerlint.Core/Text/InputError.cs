namespace Dockerlint.Text;

/// <summary>Why an input cannot be read as what it is; reported with file and line, exit code 2.</summary>
public sealed record InputError(string Path, LinePosition Position, string Message)
{
    public static InputError At(SourceLocation location, string message) => new(location.Path, location.Start, message);
}
