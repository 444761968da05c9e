namespace Dockerlint.SignalPath.Shells;

/// <summary>What stood in, while a text was read, for variables that whoever runs the image may set.</summary>
internal sealed class TakenDefaults
{
    /// <summary><c>${X:-}</c> of a variable that nobody has set was taken to be empty.</summary>
    public bool HasEmpty { get; set; }

    public bool EmptyAreUnknown { get; init; }

    /// <summary>A test was decided by a variable as the image sets it.</summary>
    public bool HasTested { get; set; }

    public bool TestedAreUnknown { get; init; }
}
