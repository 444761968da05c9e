using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Dockerlint.Images.Assemblies;

/// <summary>What an assembly's metadata names: members, other assemblies, signals it registers for. Nothing of it is loaded or run.</summary>
internal sealed class AssemblyNames
{
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);

    /// <summary>As referenced, without versions.</summary>
    public List<string> References { get; } = [];

    /// <summary>10 for <c>.NETCoreApp,Version=v10.0</c>; null: it does not say.</summary>
    public int? Framework { get; private set; }

    /// <summary>A signal registration whose method also holds the number of SIGTERM.</summary>
    public bool RegistersSigterm { get; private set; }

    /// <summary>Null: it is no managed assembly, or damaged.</summary>
    public static AssemblyNames? Read(byte[] content)
    {
        try
        {
            using var file = new PEReader(ImmutableCollectionsMarshalled(content));
            if (!file.HasMetadata)
            {
                return null;
            }

            var names = new AssemblyNames();
            names.Read(file, file.GetMetadataReader());
            return names;
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A member, as <c>Type.Member</c> without the namespace.</summary>
    public bool Uses(string type, string member) => _members.Contains($"{type}.{member}");

    public bool UsesAny(string member) => _members.Any(used => used.EndsWith("." + member, StringComparison.Ordinal));

    public bool UsesType(string type) => _members.Any(used => used.StartsWith(type + ".", StringComparison.Ordinal));

    private static ImmutableArray<byte> ImmutableCollectionsMarshalled(byte[] content) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(content);

    private void Read(PEReader file, MetadataReader metadata)
    {
        foreach (var handle in metadata.AssemblyReferences)
        {
            References.Add(metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        }

        var registrations = new List<int>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            var name = metadata.GetString(member.Name);
            var type = TypeOf(metadata, member.Parent);
            _members.Add($"{type}.{name}");
            if (type == "PosixSignalRegistration" && name == "Create")
            {
                registrations.Add(MetadataTokens(handle));
            }
        }

        Framework = FrameworkOf(metadata);
        RegistersSigterm = registrations.Count > 0 && metadata.MethodDefinitions.Any(method => Registers(file, metadata, method, registrations));
    }

    private static int MetadataTokens(MemberReferenceHandle handle) => System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(handle);

    private static string TypeOf(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name);
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return "";
        }

        // A constructed type: GENERICINST, CLASS or VALUETYPE, and the type itself (ECMA-335 II.23.2.12).
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        return signature.RemainingBytes > 3 && signature.ReadByte() == 0x15 && signature.ReadByte() is 0x11 or 0x12
            && signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : "";
    }

    /// <summary>PosixSignal.SIGTERM is -4: <c>ldc.i4.s -4</c> in a method that calls Create.</summary>
    private static bool Registers(PEReader file, MetadataReader metadata, MethodDefinitionHandle handle, List<int> registrations)
    {
        var method = metadata.GetMethodDefinition(handle);
        if (method.RelativeVirtualAddress == 0)
        {
            return false;
        }

        var code = file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? [];
        if (code.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x1f, 0xfc]) < 0)
        {
            return false;
        }

        Span<byte> call = stackalloc byte[5];
        call[0] = 0x28;
        foreach (var token in registrations)
        {
            BitConverter.TryWriteBytes(call[1..], token);
            if (code.AsSpan().IndexOf(call) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int? FrameworkOf(MetadataReader metadata)
    {
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference
                || TypeOf(metadata, metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent) != "TargetFrameworkAttribute")
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
