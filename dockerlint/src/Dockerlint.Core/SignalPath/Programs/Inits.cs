using Dockerlint.Containers;

namespace Dockerlint.SignalPath.Programs;

/// <summary>Programs made to be PID 1 in front of another one: they forward signals and reap.</summary>
public static class Inits
{
    public static bool IsInit(string name) => name is "tini" or "tini-static" or "docker-init" or "dumb-init" or "catatonit" or "pid1" or "init-wrapper";

    public static Launch? Find(string name, IReadOnlyList<Argument> argv)
    {
        switch (name)
        {
            case "tini" or "tini-static" or "docker-init" or "catatonit":
                int next = LaunchOptions.Skip(argv, 1, "pe");
                return next < 0 ? null : new Launch(HopKind.Init, StartsNext.ForksAndForwards, next, $"{name} forwards the signal to its child and ends when the child does")
                {
                    Reaps = true, SignalsGroup = LaunchOptions.Has(argv, next, "-g", "-sg", "-gs"),
                };
            case "dumb-init":
                next = LaunchOptions.Skip(argv, 1, "r", "--rewrite");
                return next < 0 ? null : new Launch(HopKind.Init, StartsNext.ForksAndForwards, next, "dumb-init forwards the signal and ends when its direct child does")
                {
                    Reaps = true, SignalsGroup = !LaunchOptions.Has(argv, next, "-c", "--single-child"),
                };
            case "pid1":
                next = LaunchOptions.Skip(argv, 1, "eutw");
                return next < 0 ? null : new Launch(HopKind.Init, StartsNext.ForksAndForwards, next, "pid1 forwards the signal to its child") { Reaps = true };
            default:
                return null;
        }
    }
}
