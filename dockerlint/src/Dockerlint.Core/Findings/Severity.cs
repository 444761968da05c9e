namespace Dockerlint.Findings;

public enum Severity
{
    /// <summary>A robustness gap, or facts are unknown.</summary>
    Info,

    /// <summary>The application is killed or loses work under one stated and likely assumption.</summary>
    Warning,

    /// <summary>Certain from the files alone.</summary>
    Error,
}
