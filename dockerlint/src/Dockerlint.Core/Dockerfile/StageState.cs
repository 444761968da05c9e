using Dockerlint.Text;

namespace Dockerlint.Dockerfile;

/// <summary>A stage's image configuration while its instructions run.</summary>
internal sealed class StageState : IVariables
{
    /// <summary>Of COPY and RUN that one stage takes over from another.</summary>
    private const int MaximumTaken = 256;

    private StageState(string? rootImage)
    {
        RootImage = rootImage;
        IsScratch = string.Equals(rootImage, "scratch", StringComparison.Ordinal);
        IsWindows = rootImage is not null && WindowsImages.IsWindowsImage(rootImage);
        WorkDir = IsScratch ? "/" : IsWindows ? null : ImagePath.BaseFolder;
        Copies = new InheritedList<CopiedFile>();
        Runs = new InheritedList<Instruction>();
    }

    private StageState(StageState parent)
    {
        RootImage = parent.RootImage;
        FilesFrom = parent.FilesFrom;
        IsScratch = parent.IsScratch;
        IsWindows = parent.IsWindows;
        Entrypoint = parent.Entrypoint;
        Cmd = parent.Cmd;
        InheritedCmdIsReset = parent.InheritedCmdIsReset;
        StopSignal = parent.StopSignal;
        Shell = parent.Shell;
        User = parent.User;
        WorkDir = parent.WorkDir;
        Env = parent.Env;
        Scope = parent.Scope;
        Healthcheck = parent.Healthcheck;
        Copies = parent.Copies.Continue();
        Runs = parent.Runs.Continue();
    }

    public bool IsWindows { get; set; }

    public ImageCommand? Entrypoint { get; set; }

    public ImageCommand? Cmd { get; set; }

    public bool InheritedCmdIsReset { get; set; }

    public Located<string?>? StopSignal { get; set; }

    public Located<IReadOnlyList<string>>? Shell { get; set; }

    public Located<string?>? User { get; set; }

    public string? WorkDir { get; set; }

    public NameTable<Located<string?>> Env { get; set; } = NameTable<Located<string?>>.Empty;

    /// <summary>ENV and ARG: what the builder expands with.</summary>
    public NameTable<Variable> Scope { get; set; } = NameTable<Variable>.Empty;

    public Instruction? Healthcheck { get; set; }

    public InheritedList<CopiedFile> Copies { get; private set; }

    public InheritedList<Instruction> Runs { get; private set; }

    private string? RootImage { get; set; }

    private Instruction? FilesFrom { get; set; }

    private bool IsScratch { get; }

    public static StageState Of(string? rootImage) => new(rootImage);

    /// <summary>
    /// Another image's whole root, copied into an empty one: from here on its files with all that was done to them, and nothing of its configuration.
    /// </summary>
    /// <returns>False: this one has files of an image already, or it is more than anybody copies.</returns>
    public bool TryTakeFiles(StageState other, Instruction copy)
    {
        if (!IsScratch || FilesFrom is not null || Copies.Count + Runs.Count > 0 && other.Copies.Count + other.Runs.Count > MaximumTaken)
        {
            return false;
        }

        RootImage = other.RootImage;
        FilesFrom = copy;
        IsWindows |= other.IsWindows;
        Copies = Continued(Copies, other.Copies);
        Runs = Continued(Runs, other.Runs);
        return true;
    }

    private static InheritedList<T> Continued<T>(InheritedList<T> own, InheritedList<T> other)
    {
        if (own.Count == 0)
        {
            return other.Continue();
        }

        foreach (var item in other)
        {
            own.Add(item);
        }

        return own;
    }

    public StageState Continue() => new(this);

    public Variable Find(string name)
    {
        if (Scope.TryGetValue(name, out var variable))
        {
            return variable;
        }

        // The builder itself puts PATH into an image without one (dockerfile2llb/convert.go, dispatchStages). What stands in front of it
        // is known whatever the image's own is, and who searches a PATH goes on in that.
        return string.Equals(name, "PATH", StringComparison.Ordinal) ? Variable.Of("") : IsScratch ? Variable.Unset : Variable.NotSetHere;
    }

    public EffectiveImage ToImage() => new()
    {
        RootImage = RootImage,
        FilesFrom = FilesFrom,
        IsWindows = IsWindows,
        Entrypoint = Entrypoint,
        Cmd = Cmd,
        InheritedCmdIsReset = InheritedCmdIsReset,
        StopSignal = StopSignal,
        Shell = Shell,
        User = User,
        WorkDir = WorkDir,
        Env = Env,
        Healthcheck = Healthcheck,
        Copies = Copies,
        Runs = Runs,
    };
}
