namespace Dockerlint.Images;

/// <summary>What <c>/bin/sh</c> (or a named shell) is; decides whether it replaces itself by its last command.</summary>
public enum ShellKind
{
    Unknown,

    /// <summary>Debian, Ubuntu.</summary>
    Dash,

    /// <summary>RHEL family, Azure Linux, Arch, or called by name.</summary>
    Bash,

    /// <summary>busybox ash: Alpine.</summary>
    Ash,

    /// <summary>The image has no shell.</summary>
    None,

    /// <summary>A Windows container: none of the POSIX rules hold.</summary>
    Windows,
}
