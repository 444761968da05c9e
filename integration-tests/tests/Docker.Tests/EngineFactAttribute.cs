namespace Docker.Tests;

/// <summary>A fact for a test whose text is shown to users: it has nothing of ours in its body, and is skipped without an engine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute()
    {
        if (!TestEngine.IsRequired)
        {
            Skip = Task.Run(static () => TestEngine.WhyMissing).GetAwaiter().GetResult();
        }
    }
}
