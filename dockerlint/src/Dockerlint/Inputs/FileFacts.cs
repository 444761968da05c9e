namespace Dockerlint.Cli.Inputs;

internal enum FileKind
{
    None,
    Regular,
    Folder,
    Link,
    Pipe,
    Socket,
    Device,
}

/// <summary>What a file is, and what a new file in its place must keep.</summary>
/// <param name="Links">Names it has.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Size">In bytes; 0 for pipes and devices.</param>
internal readonly record struct FileFacts(FileKind Kind, uint Links, uint User, uint Group, uint Mode, long Size, long Inode, long ModifiedSeconds,
    int ModifiedNanoseconds)
{
    /// <summary>Null for a regular file, else why it is not read.</summary>
    public string? WhyNotRead => Kind switch
    {
        FileKind.Regular => null,
        FileKind.None => "no such file or folder",
        FileKind.Folder => "a folder, not a file",
        FileKind.Pipe => "a pipe, not a file",
        FileKind.Socket => "a socket, not a file",
        FileKind.Link => "a link, not a file",
        _ => "a device, not a file",
    };
}
