using Dockerlint.Text;

namespace Dockerlint.Linting;

/// <summary>A fault of ours in one input costs that input only; the report is written all the same.</summary>
internal static class Guard
{
    public static void Run(List<InputError> errors, SourceLocation about, Action step)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            errors.Add(Defect(about, e));
        }
    }

    public static InputError Defect(SourceLocation about, Exception e) =>
        InputError.At(about, $"a defect of dockerlint itself, please report it: {e.GetType().Name}: {e.Message}");

    public static T? Run<T>(List<InputError> errors, SourceLocation about, Func<T> step)
        where T : class
    {
        T? result = null;
        Run(errors, about, () => { result = step(); });
        return result;
    }
}
