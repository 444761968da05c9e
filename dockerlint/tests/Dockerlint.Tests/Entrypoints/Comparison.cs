using Dockerlint.Stops;
using Dockerlint.Tests.SignalPath;

namespace Dockerlint.Tests.Entrypoints;

/// <summary>An entrypoint, the verdict of trace on it, and what its stop was seen to do.</summary>
internal sealed record Comparison(Entrypoint Entrypoint, Verdict Predicted, string Reason, Measured Measured)
{
    /// <summary>Whether a handler that is cut off, or not told, had begun when the kernel came is a race; that it did not end is none.</summary>
    public bool Agrees => Measured switch
    {
        Measured.Drained => Predicted == Verdict.Graceful,
        Measured.Cut => Predicted == Verdict.CutShort,
        Measured.Gone => Predicted is Verdict.CutShort or Verdict.NeverTold or Verdict.EndedByDefault,
        Measured.Stays => Predicted == Verdict.KilledAfterGrace,
        _ => true,
    };

    public bool IsFalseGraceful => Predicted == Verdict.Graceful && !Agrees;

    public bool IsFalseAlarm => Measured == Measured.Drained && Predicted is not (Verdict.Graceful or Verdict.Unknown);

    public override string ToString() => $"{Entrypoint}\n    predicted {Predicted} ({Reason}), measured {Measured}";

    public static (Verdict Verdict, string Reason) Predict(Entrypoint entrypoint)
    {
        var stops = new Folder(entrypoint.Files()).Workspace().Stops;
        var route = stops.First(stop => entrypoint.Form switch
        {
            EntrypointForm.Compose => stop.Container.Service is not null,
            EntrypointForm.Pod => stop.Container.Workload is not null,
            _ => stop.Container.IsImageAlone,
        }).Route;
        return (route.Verdict, route.Reason);
    }

    /// <summary>A machine under load can be late; a true difference shows every time, with more patience too.</summary>
    public static Task<Comparison> Of(Entrypoint entrypoint, StopLaboratory laboratory, int attempts = 4)
    {
        var (verdict, reason) = Predict(entrypoint);
        return Of(new Comparison(entrypoint, verdict, reason, Measured.NeverRan), laboratory, attempts);
    }

    public static Task<Comparison> Of(Entrypoint entrypoint, StopLaboratory laboratory, Verdict expected) =>
        Of(new Comparison(entrypoint, expected, "the table", Measured.NeverRan), laboratory, 4);

    private static async Task<Comparison> Of(Comparison comparison, StopLaboratory laboratory, int attempts)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            comparison = comparison with { Measured = await laboratory.Stop(comparison.Entrypoint, TimeSpan.FromSeconds(1.3 + attempt)) };
            if (comparison.Agrees)
            {
                break;
            }
        }

        return comparison;
    }

    /// <summary>Leaves out parts as long as the disagreement stays of its kind.</summary>
    public async Task<Comparison> Smallest(StopLaboratory laboratory)
    {
        var smallest = this;
        for (var isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (var candidate in smallest.Entrypoint.Smaller())
            {
                var compared = await Of(candidate, laboratory, attempts: 2);
                if (!compared.Agrees && compared.Measured == Measured && compared.Predicted == Predicted)
                {
                    smallest = compared;
                    isSmaller = true;
                    break;
                }
            }
        }

        return smallest;
    }
}
