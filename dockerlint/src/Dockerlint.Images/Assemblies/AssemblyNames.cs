using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Dockerlint.Images.Assemblies;

/// <summary>What an assembly's metadata names: members, other assemblies, signals it registers for. Nothing of it is loaded or run.</summary>
internal sealed class AssemblyNames
{
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);

    /// <summary>As referenced, without versions.</summary>
    public List<string> References { get; } = [];

    /// <summary>10 for <c>.NETCoreApp,Version=v10.0</c>; null: it does not say.</summary>
    public int? Framework { get; private set; }

    /// <summary>A signal registration whose method also holds the number of SIGTERM, and that somebody keeps.</summary>
    public bool RegistersSigterm { get; private set; }

    /// <summary>The same, and nobody keeps it: the next garbage collection takes it back.</summary>
    public bool DropsRegistration { get; private set; }

    /// <summary>Null: it is no managed assembly, or damaged.</summary>
    public static AssemblyNames? Read(byte[] content)
    {
        try
        {
            using var file = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(content));
            if (!file.HasMetadata)
            {
                return null;
            }

            var names = new AssemblyNames();
            names.Read(new AssemblyCode(file, file.GetMetadataReader()));
            return names;
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    /// <summary>A member, as <c>Type.Member</c> without the namespace.</summary>
    public bool Uses(string type, string member) => _members.Contains($"{type}.{member}");

    public bool UsesAny(string member) => _members.Any(used => used.EndsWith("." + member, StringComparison.Ordinal));

    public bool UsesType(string type) => _members.Any(used => used.StartsWith(type + ".", StringComparison.Ordinal));

    /// <summary>Asks the assembly's code; null: it is damaged, or there is no answer.</summary>
    public static T? OfCode<T>(byte[] content, Func<AssemblyCode, T?> question)
    {
        try
        {
            using var file = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(content));
            return question(new AssemblyCode(file, file.GetMetadataReader()));
        }
        catch (Exception e) when (IsDamage(e))
        {
            return default;
        }
    }

    private static bool IsDamage(Exception e) =>
        e is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or InvalidCastException;

    private void Read(AssemblyCode code)
    {
        var metadata = code.Metadata;
        foreach (var handle in metadata.AssemblyReferences)
        {
            References.Add(metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        }

        var registers = false;
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            var name = metadata.GetString(member.Name);
            var type = code.TypeName(member.Parent);
            _members.Add($"{type}.{name}");
            registers |= type == "PosixSignalRegistration" && name == "Create";
        }

        Framework = FrameworkOf(code);
        if (registers)
        {
            foreach (var method in metadata.MethodDefinitions)
            {
                ReadRegistration(code, code.Of(method));
            }
        }
    }

    /// <summary>PosixSignal.SIGTERM is -4, in a method that calls Create.</summary>
    private void ReadRegistration(AssemblyCode code, List<IlInstruction> instructions)
    {
        if (!instructions.Exists(static step => step.Number == -4))
        {
            return;
        }

        for (var i = 0; i < instructions.Count; i++)
        {
            if (instructions[i].IsCall && code.CalleeOf(instructions[i].Handle) is { Type: "PosixSignalRegistration", Name: "Create" })
            {
                var isDropped = i + 1 < instructions.Count && instructions[i + 1].Code == ILOpCode.Pop;
                DropsRegistration |= isDropped;
                RegistersSigterm |= !isDropped;
            }
        }
    }

    private static int? FrameworkOf(AssemblyCode code)
    {
        var metadata = code.Metadata;
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference || code.CalleeOf(attribute.Constructor).Type != "TargetFrameworkAttribute")
            {
                continue;
            }

            var value = metadata.GetBlobReader(attribute.Value);
            const string NetCore = ".NETCoreApp,Version=v";
            return value.ReadUInt16() == 1 && value.ReadSerializedString() is { } text && text.StartsWith(NetCore, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(NetCore.Length).ToString().Split('.')[0], out var major)
                    ? major
                    : null;
        }

        return null;
    }
}
