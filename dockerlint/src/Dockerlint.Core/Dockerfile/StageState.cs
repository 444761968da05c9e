namespace Dockerlint.Dockerfile;

/// <summary>A stage's image configuration while its instructions run.</summary>
internal sealed class StageState : IVariables
{
    /// <summary>Of COPY and RUN that one stage takes over from another.</summary>
    private const int MaximumTaken = 256;

    private readonly bool _isScratch;

    private StageState(string? rootImage)
    {
        _isScratch = string.Equals(rootImage, "scratch", StringComparison.Ordinal);
        var isWindows = rootImage is not null && WindowsImages.IsWindowsImage(rootImage);
        Image = new EffectiveImage
        {
            RootImage = rootImage, IsWindows = isWindows, WorkDir = _isScratch ? "/" : isWindows ? null : ImagePath.BaseFolder,
        };
    }

    private StageState(StageState parent)
    {
        _isScratch = parent._isScratch;
        Image = parent.Image.Continue();
        Scope = parent.Scope;
    }

    /// <summary>The stage's own, complete when all of its instructions have run.</summary>
    public EffectiveImage Image { get; }

    /// <summary>ENV and ARG: what the builder expands with.</summary>
    public NameTable<Variable> Scope { get; set; } = NameTable<Variable>.Empty;

    public static StageState Of(string? rootImage) => new(rootImage);

    /// <summary>
    /// Another image's whole root, copied into an empty one: from here on its files with all that was done to them, and nothing of its configuration.
    /// </summary>
    /// <returns>False: this one has files of an image already, or it is more than anybody copies.</returns>
    public bool TryTakeFiles(StageState other, Instruction copy)
    {
        var taken = other.Image;
        if (!_isScratch || Image.FilesFrom is not null
            || Image.Copies.Count + Image.Runs.Count > 0 && taken.Copies.Count + taken.Runs.Count > MaximumTaken)
        {
            return false;
        }

        Image.RootImage = taken.RootImage;
        Image.FilesFrom = copy;
        Image.IsWindows |= taken.IsWindows;
        Image.CopyList = Continued(Image.CopyList, taken.CopyList);
        Image.RunList = Continued(Image.RunList, taken.RunList);
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
        return string.Equals(name, "PATH", StringComparison.Ordinal) ? Variable.Of("") : _isScratch ? Variable.Unset : Variable.NotSetHere;
    }
}
