namespace Dockerlint.Suppression;

/// <summary>How comments stand in a file and what they speak about.</summary>
public enum SourceKind
{
    /// <summary>Comment lines; about the instruction that follows or surrounds them.</summary>
    Dockerfile,

    /// <summary>Comment lines and trailing comments; about the block of the next line or of their own.</summary>
    Yaml,

    /// <summary>Shell, Python, Ruby, JavaScript: about the next line or their own.</summary>
    Script,
}
