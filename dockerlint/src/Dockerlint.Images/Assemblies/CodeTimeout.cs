using System.Reflection.Metadata;

namespace Dockerlint.Images.Assemblies;

/// <summary>HostOptions.ShutdownTimeout as code sets it: <c>TimeSpan.FromSeconds(30)</c> in front of the setter.</summary>
internal static class CodeTimeout
{
    /// <summary>Seconds; null: not set here, set more than once, or to what is not a literal.</summary>
    public static double? Read(AssemblyCode code)
    {
        double? found = null;
        foreach (var method in code.Metadata.MethodDefinitions)
        {
            var instructions = code.Of(method);
            for (var i = 0; i < instructions.Count; i++)
            {
                if (!instructions[i].IsCall || code.CalleeOf(instructions[i].Handle).Name is not ("set_ShutdownTimeout" or "UseShutdownTimeout"))
                {
                    continue;
                }

                if (Literal(code, instructions, i - 1) is not { } seconds || found is { } other && other != seconds)
                {
                    return null;
                }

                found = seconds;
            }
        }

        return found;
    }

    private static double? Literal(AssemblyCode code, List<IlInstruction> instructions, int call)
    {
        if (call < 1 || !instructions[call].IsCall || code.CalleeOf(instructions[call].Handle) is not { Type: "TimeSpan" } made
            || UnitOf(made.Name) is not { } unit)
        {
            return null;
        }

        // FromMilliseconds(long, long microseconds = 0) and its like: parts that are left out are zeros.
        var number = double.NaN;
        var rest = 0.0;
        for (var i = call - 1; i >= 0; i--)
        {
            if (!double.IsNaN(instructions[i].Number))
            {
                rest += double.IsNaN(number) ? 0 : Math.Abs(number);
                number = instructions[i].Number;
            }
            else if (instructions[i].Code is not (ILOpCode.Conv_i8 or ILOpCode.Conv_r8 or ILOpCode.Nop))
            {
                break;
            }
        }

        return double.IsNaN(number) || rest != 0 ? null : number * unit;
    }

    private static double? UnitOf(string factory) => factory switch
    {
        "FromMilliseconds" => 0.001, "FromSeconds" => 1, "FromMinutes" => 60, "FromHours" => 3600, _ => null,
    };
}
