using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Dockerlint.Images.Assemblies;

/// <param name="Operand">A token, an argument's number or a small constant; 0 without one.</param>
/// <param name="Number">What the instruction loads, where that is a literal number; NaN elsewhere.</param>
internal readonly record struct IlInstruction(ILOpCode Code, int Operand, double Number)
{
    public bool IsCall => Code is ILOpCode.Call or ILOpCode.Callvirt;

    public EntityHandle Handle => MetadataTokens.EntityHandle(Operand);
}

/// <summary>A method's instructions, one after the other (ECMA-335 III); nothing is executed.</summary>
internal static class IlReader
{
    /// <exception cref="BadImageFormatException">The code ends in the middle of an instruction, or has one that does not exist.</exception>
    public static List<IlInstruction> Read(BlobReader code)
    {
        List<IlInstruction> instructions = [];
        while (code.RemainingBytes > 0)
        {
            int first = code.ReadByte();
            var opcode = (ILOpCode)(first == 0xFE ? first << 8 | code.ReadByte() : first);
            instructions.Add(Read(opcode, ref code));
        }

        return instructions;
    }

    private static IlInstruction Read(ILOpCode opcode, ref BlobReader code)
    {
        switch (opcode)
        {
            case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8:
                return Literal(opcode, opcode - ILOpCode.Ldc_i4_0);
            case ILOpCode.Ldc_i4_s:
                return Literal(opcode, code.ReadSByte());
            case ILOpCode.Ldc_i4:
                return Literal(opcode, code.ReadInt32());
            case ILOpCode.Ldc_i8:
                return Literal(opcode, code.ReadInt64());
            case ILOpCode.Ldc_r4:
                return Literal(opcode, code.ReadSingle());
            case ILOpCode.Ldc_r8:
                return Literal(opcode, code.ReadDouble());
            case >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3:
                return new IlInstruction(ILOpCode.Ldarg, opcode - ILOpCode.Ldarg_0, double.NaN);
            case ILOpCode.Ldarg_s:
                return new IlInstruction(ILOpCode.Ldarg, code.ReadByte(), double.NaN);
            case ILOpCode.Switch:
                var targets = code.ReadInt32();
                code.Offset = checked(code.Offset + 4 * targets);
                return new IlInstruction(opcode, 0, double.NaN);
        }

        var operand = OperandSize(opcode) switch { 0 => 0, 1 => code.ReadByte(), 2 => code.ReadUInt16(), _ => code.ReadInt32() };
        return new IlInstruction(opcode, operand, double.NaN);
    }

    private static IlInstruction Literal(ILOpCode opcode, double number) => new(opcode, 0, number);

    private static int OperandSize(ILOpCode opcode) => opcode switch
    {
        _ when opcode.IsBranch() => opcode.GetBranchOperandSize(),
        >= ILOpCode.Ldarg_s and <= ILOpCode.Stloc_s or ILOpCode.Unaligned or (ILOpCode)0xFE19 => 1,
        >= ILOpCode.Ldarg and <= ILOpCode.Stloc => 2,
        >= ILOpCode.Jmp and <= ILOpCode.Calli or >= ILOpCode.Callvirt and <= ILOpCode.Isinst or ILOpCode.Unbox
            or >= ILOpCode.Ldfld and <= ILOpCode.Stobj or ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldelema
            or >= ILOpCode.Ldelem and <= ILOpCode.Unbox_any or ILOpCode.Refanyval or ILOpCode.Mkrefany or ILOpCode.Ldtoken
            or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Initobj or ILOpCode.Constrained or ILOpCode.Sizeof => 4,
        _ => 0,
    };
}
