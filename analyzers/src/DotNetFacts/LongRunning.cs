namespace ShutdownToolkit.DotNetFacts;

/// <summary>Words of a program that goes on until it is stopped.</summary>
internal static class LongRunning
{
    public static readonly string[] Words =
    [
        "while (true", "while(true", "for (;;", "for(;;", "Timeout.Infinite", "ReadLine(", "ReadKey(", ".WaitOne(", "Listener",
        "PeriodicTimer", "new Timer(", "Delay(-1", ".Wait(", "WaitHandle", "Cancel", "Consum", "Subscribe",
    ];
}
