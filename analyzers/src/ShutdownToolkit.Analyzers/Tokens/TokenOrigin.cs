namespace ShutdownToolkit.Analyzers.Tokens;

/// <summary>Where a CancellationToken comes from; where several meet (linked sources), the greatest counts.</summary>
internal enum TokenOrigin
{
    /// <summary>None, default, or a source nobody connected to the stop.</summary>
    None,

    /// <summary>From a caller or another type: it may be cancelled at the stop, so a rule stays silent.</summary>
    Unknown,

    /// <summary>StopAsync's parameter: cancelled when ShutdownTimeout is over.</summary>
    Deadline,

    /// <summary>StartAsync's parameter: its source is disposed when the start is over, it never fires again.</summary>
    Start,

    /// <summary>Cancelled when the host stops.</summary>
    Stop,
}
