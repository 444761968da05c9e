using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.Tests.Pages;

namespace Dockerlint.Tests.Programs;

/// <summary>What every program of the catalog has, and that it is what was measured.</summary>
public sealed class ProgramContractTests
{
    private static readonly string _servers = Path.Combine(Repository.Root, "dockerlint", "src", "Dockerlint.Core", "Programs", "Servers");

    /// <summary>What a runtime does with open work is its application's business.</summary>
    public static TheoryData<string> Measured => [.. MeasuredPrograms.Names.Where(static name => ProgramCatalog.FindServer(name) is not null)];

    [Fact]
    public void EveryFile_IsInTheCatalog()
    {
        var catalog = File.ReadAllText(Path.Combine(_servers, "..", "ProgramCatalog.cs"));

        foreach (var file in Directory.GetFiles(_servers, "*.cs"))
        {
            if (File.ReadAllText(file).Contains("KnownProgram Program", StringComparison.Ordinal))
            {
                Assert.Contains(Path.GetFileNameWithoutExtension(file) + ".Program,", catalog, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void EveryName_StandsOnce()
    {
        var names = ProgramCatalog.All.SelectMany(static program => program.AllNames).ToList();

        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        Assert.All(
            names, static name => Assert.Same(ProgramCatalog.Find(name), ProgramCatalog.All.Single(program => program.AllNames.Contains(name))));
    }

    [Fact]
    public void EveryProgram_HasASource() => Assert.All(ProgramCatalog.All, static program => Assert.True(program.Source.Length > 5, program.Name));

    [Fact]
    public void EveryImage_StandsOnce()
    {
        var repositories = ProgramCatalog.All.SelectMany(static program => program.Images).Select(static image => image.Repository).ToList();

        Assert.Equal(repositories.Distinct(StringComparer.Ordinal), repositories);
    }

    [Fact]
    public void MeasuredMatrix_HasSixtyPrograms() =>
        Assert.True(MeasuredPrograms.Names.Count >= 60, $"{MeasuredPrograms.Names.Count} programs are measured");

    [Theory]
    [MemberData(nameof(Measured))]
    public void MeasuredSignals_DoWhatTheTableSays(string name)
    {
        var program = ProgramCatalog.Find(name)!;

        foreach (var signal in SignalEffects.Signals)
        {
            if (MeasuredPrograms.Of(name, signal) is not { } stop)
            {
                continue;
            }

            var effect = program.On.Of(signal);
            var agrees = Agrees(effect, stop);
            Assert.True(agrees || program.Differences.ContainsKey(signal),
                $"{name} on {signal}: the table says {effect}, measured was {stop.Outcome} ({stop.Load})");
            Assert.False(agrees && program.Differences.ContainsKey(signal), $"{name} on {signal}: the difference named in the table is gone");
        }
    }

    public static TheoryData<string> MeasuredSupervisors => [.. MeasuredPrograms.Names.Where(Supervisors.Names.Contains)];

    [Theory]
    [MemberData(nameof(MeasuredSupervisors))]
    public void MeasuredSupervisors_DoWhatTheTableSays(string name)
    {
        foreach (var signal in SignalEffects.Signals)
        {
            if (MeasuredPrograms.Of(name, signal) is { } stop)
            {
                var effect = Supervisors.EffectOf(name, signal);

                Assert.True(Agrees(effect, stop), $"{name} on {signal}: the table says {effect}, measured was {stop.Outcome} ({stop.Load})");
            }
        }
    }

    /// <summary>An idle end does not say whether work would have been finished.</summary>
    private static bool Agrees(SignalEffect effect, MeasuredStop stop) => stop.Outcome switch
    {
        "drained" => effect is SignalEffect.Drains or SignalEffect.Waits,
        "cut" => effect is SignalEffect.Quits,
        "ended" => effect is SignalEffect.Drains or SignalEffect.Quits or SignalEffect.Waits,
        "no-handler" => effect is SignalEffect.Default,
        "ignored" => effect is SignalEffect.Ignores,
        "stays" or "lost" => effect is SignalEffect.Reloads or SignalEffect.Ignores,
        _ => throw new FormatException($"docs/programs.tsv: {stop}"),
    };
}
