using Dockerlint.Programs;
using Dockerlint.Programs.Launchers;
using Dockerlint.Shell;
using Dockerlint.SignalPath.Applications;
using Dockerlint.Stops;
using Dockerlint.Text;

namespace Dockerlint.SignalPath;

public sealed partial class RouteBuilder
{
    /// <summary><c>COPY entrypoint.sh /init</c>: an own script under a supervisor's path; s6-overlay's, a script too, names s6.</summary>
    private bool IsOwnScript(string program) =>
        _container.Files.FindProgram(program) is { } file && !file.Content.Contains("s6-")
            && ShellDialects.ShebangOf(file.Content) is { Count: > 0 } words
            && (ProgramName.Of(program) == "init" || ShellDialects.FromShebang(words) is not null);

    private void ResolveSupervisor(string program, string name, List<Argument> argv)
    {
        if (Supervisors.IsSystemd(program))
        {
            var powersOff = _container.StopSignal.Name == "SIGRTMIN+3";
            Add(HopKind.Supervisor, argv, name, powersOff ? HandlesSignal.Handles : HandlesSignal.Ignores,
                "systemd powers off on SIGRTMIN+3", reaps: true);
            return;
        }

        var (handles, reason) = Supervisors.EffectOf(program, _container.StopSignal.Name) switch
        {
            SignalEffect.Drains => (HandlesSignal.Handles, Supervisors.Find(program, argv)!),
            SignalEffect.Quits => (
                HandlesSignal.EndsAtOnce,
                $"{name} ends on {_container.StopSignal.Name} and does not stop its services, which are killed with the container"),
            SignalEffect.Default => (HandlesSignal.DefaultAction, Supervisors.Find(program, argv)!),
            SignalEffect.Ignores or SignalEffect.Reloads => (HandlesSignal.Ignores, $"{name} does not stop on {_container.StopSignal.Name}"),
            _ => (HandlesSignal.Unknown, $"what {name} does on {_container.StopSignal.Name ?? "the stop signal"} is not known"),
        };
        _hops.Add(new Hop
        {
            Kind = HopKind.Supervisor, Program = name, Argv = argv, Source = argv[0].Location, Handles = handles, Reason = reason,
            ReapsChildren = true, Assumption = handles == HandlesSignal.Handles ? Supervisors.AssumptionOf(program) : null,
        });
    }

    /// <summary>pm2-runtime stops every application, each in its own time; the route follows the one that fares worst.</summary>
    private void ResolvePm2(string name, List<Argument> argv)
    {
        var applications = new Pm2Applications(_container, _sources.JavaScript).Of(argv);
        if (applications.Count == 0 || Supervisors.EffectOf(name, _container.StopSignal.Name) != Programs.SignalEffect.Drains)
        {
            ResolveSupervisor(argv[0].Value!, name, argv);
            return;
        }

        var worst = applications[0];
        var rank = -1;
        foreach (var application in applications)
        {
            if (RankOf(application) is var own && own > rank)
            {
                (worst, rank) = (application, own);
            }
        }

        _hops.Add(Pm2(worst, name, argv));
        _container = Told(worst.Signal);
        Enter(worst.Folder);
        Resolve(ListOf(worst.Command));
    }

    private static Hop Pm2(Pm2Application application, string name, List<Argument> argv) => new()
    {
        Kind = HopKind.Supervisor, Program = name, Argv = argv, Source = argv[0].Location, Starts = StartsNext.ForksAndForwards,
        Handles = HandlesSignal.Handles, ReapsChildren = true, KillsAfter = application.KillTimeout,
        Reason = $"{name} stops its applications with {application.Signal}",
    };

    private int RankOf(Pm2Application application)
    {
        var told = Told(application.Signal);
        var builder = Inner(told);
        builder._hops.Add(Pm2(application, "pm2", [.. application.Command]));
        builder.Enter(application.Folder);
        builder.Resolve(ListOf(application.Command));
        return Delivery.Decide(builder._hops, told, builder._ignored).Verdict switch
        {
            Verdict.KilledAfterGrace => 4,
            Verdict.CutShort or Verdict.NeverTold => 3,
            Verdict.EndedByDefault => 2,
            Verdict.Unknown => 1,
            _ => 0,
        };
    }
}
