using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Dockerlint.Images.Assemblies;

/// <summary>A method that code calls or refers to, by name.</summary>
/// <param name="Type">Without its namespace; empty where it is not known.</param>
/// <param name="ReturnsTask">Its result is a Task or ValueTask.</param>
/// <param name="Definition">Where it is this assembly's own; nil elsewhere.</param>
internal readonly record struct Callee(string Type, string Name, bool ReturnsTask, MethodDefinitionHandle Definition);

/// <summary>Types and code of one assembly.</summary>
internal sealed class AssemblyCode(PEReader file, MetadataReader metadata)
{
    private readonly Dictionary<MethodDefinitionHandle, List<IlInstruction>> _read = [];

    public MetadataReader Metadata => metadata;

    public List<IlInstruction> Of(MethodDefinitionHandle handle)
    {
        if (!_read.TryGetValue(handle, out var code))
        {
            var address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
            _read[handle] = code = address == 0 ? [] : IlReader.Read(file.GetMethodBody(address).GetILReader());
        }

        return code;
    }

    /// <summary>The methods of a type and of what the compiler has put into it: closures, state machines.</summary>
    public IEnumerable<MethodDefinitionHandle> MethodsWithin(TypeDefinitionHandle type)
    {
        var definition = metadata.GetTypeDefinition(type);
        foreach (var method in definition.GetMethods())
        {
            yield return method;
        }

        foreach (var nested in definition.GetNestedTypes())
        {
            // A nested class that somebody wrote is a type of its own.
            if (Text(metadata.GetTypeDefinition(nested).Name).StartsWith('<'))
            {
                foreach (var method in MethodsWithin(nested))
                {
                    yield return method;
                }
            }
        }
    }

    public Callee CalleeOf(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                return CalleeOf(metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MethodDefinition:
                var definition = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return new Callee(
                    Text(metadata.GetTypeDefinition(definition.GetDeclaringType()).Name), Text(definition.Name), ReturnsTask(definition.Signature),
                    (MethodDefinitionHandle)handle);
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                return new Callee(TypeName(member.Parent), Text(member.Name), ReturnsTask(member.Signature), default);
            default:
                return default;
        }
    }

    public string TypeName(EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeReference => Text(metadata.GetTypeReference((TypeReferenceHandle)type).Name),
        HandleKind.TypeDefinition => Text(metadata.GetTypeDefinition((TypeDefinitionHandle)type).Name),
        HandleKind.TypeSpecification => Constructed(metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)type).Signature)),
        _ => "",
    };

    public string Text(StringHandle text) => metadata.GetString(text);

    /// <summary>A constructed type: GENERICINST, CLASS or VALUETYPE, and the type itself (ECMA-335 II.23.2.12).</summary>
    private string Constructed(BlobReader signature) =>
        signature.RemainingBytes > 3 && signature.ReadByte() == (byte)SignatureTypeCode.GenericTypeInstance && signature.ReadByte() is 0x11 or 0x12
            && signature.ReadTypeHandle() is { IsNil: false, Kind: not HandleKind.TypeSpecification } type
            ? TypeName(type)
            : "";

    private bool ReturnsTask(BlobHandle signature)
    {
        var blob = metadata.GetBlobReader(signature);
        var header = blob.ReadSignatureHeader();
        if (header.Kind != SignatureKind.Method)
        {
            return false;
        }

        if (header.IsGeneric)
        {
            blob.ReadCompressedInteger();
        }

        blob.ReadCompressedInteger();
        var name = blob.RemainingBytes == 0 ? "" : blob.ReadByte() switch
        {
            0x11 or 0x12 => TypeName(blob.ReadTypeHandle()),
            (byte)SignatureTypeCode.GenericTypeInstance when blob.ReadByte() is 0x11 or 0x12 => TypeName(blob.ReadTypeHandle()),
            _ => "",
        };
        return name is "Task" or "Task`1" or "ValueTask" or "ValueTask`1";
    }
}
