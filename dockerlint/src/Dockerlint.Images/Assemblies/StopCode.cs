using System.Reflection;
using System.Reflection.Metadata;

namespace Dockerlint.Images.Assemblies;

/// <summary>
/// What an assembly's own code does at the stop of its host, where that leaves open whether all of its work is done: the host handles SIGTERM, and
/// yet something is not waited for. The first such place, in one clause; the rules for C# name the same defects (docs/rules/STOP11nn, STOP13nn).
/// </summary>
internal sealed class StopCode
{
    private const int MaximumCalls = 3;

    private readonly AssemblyCode _code;
    private readonly MetadataReader _metadata;

    private StopCode(AssemblyCode code)
    {
        _code = code;
        _metadata = code.Metadata;
    }

    /// <summary>Null: nothing of the kind is seen.</summary>
    public static string? Doubt(AssemblyCode code)
    {
        var reader = new StopCode(code);
        foreach (var type in code.Metadata.TypeDefinitions)
        {
            if (reader.OfService(type) is { } doubt)
            {
                return doubt;
            }
        }

        foreach (var method in code.Metadata.MethodDefinitions)
        {
            if (reader.OfStoppingCallback(method) is { } doubt)
            {
                return doubt;
            }
        }

        return null;
    }

    private string? OfService(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var name = _code.Text(type.Name);
        var isBackground = !type.BaseType.IsNil && _code.TypeName(type.BaseType) == "BackgroundService";
        if (!isBackground && !type.GetInterfaceImplementations().Any(
            part => _code.TypeName(_metadata.GetInterfaceImplementation(part).Interface) is "IHostedService" or "IHostedLifecycleService"))
        {
            return null;
        }

        if (isBackground && Declares(type, "StopAsync")
            && !Calls(handle, static called => called is { Type: "BackgroundService", Name: "StopAsync" }))
        {
            return $"{name} overrides StopAsync and does not call its base, which waits for ExecuteAsync";
        }

        foreach (var method in _code.MethodsWithin(handle))
        {
            if (IsAsyncVoid(method))
            {
                return $"{name} has an async void method, which nobody can wait for";
            }

            var instructions = _code.Of(method);
            for (var i = 1; i < instructions.Count; i++)
            {
                if (instructions[i].Code == ILOpCode.Pop && instructions[i - 1].IsCall
                    && _code.CalleeOf(instructions[i - 1].Handle) is { ReturnsTask: true } started)
                {
                    return $"{name} starts {started.Name} and does not wait for it";
                }
            }
        }

        return !isBackground && KeepsStartToken(type) ? $"{name} keeps the token of StartAsync, which nobody cancels at the stop" : null;
    }

    /// <summary>The token goes into a closure, or into a task that is kept.</summary>
    private bool KeepsStartToken(TypeDefinition type)
    {
        foreach (var method in type.GetMethods())
        {
            var definition = _metadata.GetMethodDefinition(method);
            if (_code.Text(definition.Name) != "StartAsync" || definition.GetParameters().Count != 1)
            {
                continue;
            }

            var token = _code.Text(_metadata.GetParameter(definition.GetParameters().First()).Name);
            var machines = type.GetNestedTypes().Where(nested => _code.Text(_metadata.GetTypeDefinition(nested).Name).StartsWith(
                "<StartAsync>d__", StringComparison.Ordinal)).SelectMany(nested => _metadata.GetTypeDefinition(nested).GetMethods());
            if (machines.Prepend(method).Any(part => _code.Of(part).Exists(step => IsClosureField(step, token))) || StartsWithToken(_code.Of(method)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsClosureField(IlInstruction step, string name)
    {
        if (step.Code != ILOpCode.Stfld || step.Handle.Kind != HandleKind.FieldDefinition)
        {
            return false;
        }

        var field = _metadata.GetFieldDefinition((FieldDefinitionHandle)step.Handle);
        return _code.Text(field.Name) == name
            && _code.Text(_metadata.GetTypeDefinition(field.GetDeclaringType()).Name).Contains("DisplayClass", StringComparison.Ordinal);
    }

    /// <summary><c>_loop = RunAsync(cancellationToken)</c>.</summary>
    private bool StartsWithToken(List<IlInstruction> instructions)
    {
        for (var i = 2; i < instructions.Count; i++)
        {
            if (instructions[i].Code == ILOpCode.Stfld && instructions[i - 1].IsCall && instructions[i - 2] is { Code: ILOpCode.Ldarg, Operand: 1 }
                && _code.CalleeOf(instructions[i - 1].Handle) is { ReturnsTask: true, Definition.IsNil: false })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is registered on ApplicationStopping: async void, or code that blocks, or that ends the process.</summary>
    private string? OfStoppingCallback(MethodDefinitionHandle method)
    {
        var isStopping = false;
        List<EntityHandle> callbacks = [];
        foreach (var step in _code.Of(method))
        {
            if (step.Code == ILOpCode.Ldftn && isStopping)
            {
                callbacks.Add(step.Handle);
            }
            else if (step.IsCall)
            {
                var called = _code.CalleeOf(step.Handle);
                if (called.Name is "get_ApplicationStopping")
                {
                    isStopping = true;
                    callbacks.Clear();
                }
                else if (isStopping && called is { Type: "CancellationToken", Name: "Register" or "UnsafeRegister" })
                {
                    isStopping = false;
                    foreach (var callback in callbacks)
                    {
                        if (OfCallback(callback) is { } doubt)
                        {
                            return doubt;
                        }
                    }
                }
            }
        }

        return null;
    }

    private string? OfCallback(EntityHandle callback)
    {
        if (_code.CalleeOf(callback) is not { Definition: { IsNil: false } method })
        {
            return null;
        }

        return IsAsyncVoid(method) ? "its ApplicationStopping callback is async void, which the host does not wait for"
            : Reaches(method, static called => called is { Type: "Environment", Name: "Exit" or "FailFast" }, MaximumCalls)
                ? "its ApplicationStopping callback ends the process in the middle of the stop"
            : Reaches(method, static called => called is { Type: "Thread", Name: "Sleep" or "Join" } or { Type: "Task", Name: "Wait" or "WaitAll" }
                or { Name: "GetResult" } or { Name: "WaitOne" }, MaximumCalls)
                ? "its ApplicationStopping callback blocks the stop"
            : null;
    }

    private bool Reaches(MethodDefinitionHandle method, Func<Callee, bool> wanted, int calls)
    {
        foreach (var step in _code.Of(method))
        {
            if (step.IsCall && _code.CalleeOf(step.Handle) is var called
                && (wanted(called) || calls > 0 && !called.Definition.IsNil && Reaches(called.Definition, wanted, calls - 1)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Calls(TypeDefinitionHandle type, Func<Callee, bool> wanted) =>
        _code.MethodsWithin(type).Any(method => _code.Of(method).Exists(step => step.IsCall && wanted(_code.CalleeOf(step.Handle))));

    private bool Declares(TypeDefinition type, string method) =>
        type.GetMethods().Any(handle => _code.Text(_metadata.GetMethodDefinition(handle).Name) == method);

    private bool IsAsyncVoid(MethodDefinitionHandle handle)
    {
        var method = _metadata.GetMethodDefinition(handle);
        if ((method.Attributes & MethodAttributes.Abstract) != 0)
        {
            return false;
        }

        var signature = _metadata.GetBlobReader(method.Signature);
        if (signature.ReadSignatureHeader().IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        signature.ReadCompressedInteger();
        return signature.ReadByte() == (byte)SignatureTypeCode.Void && method.GetCustomAttributes().Any(
            attribute => _metadata.GetCustomAttribute(attribute).Constructor is { Kind: HandleKind.MemberReference } constructor
                && _code.CalleeOf(constructor).Type == "AsyncStateMachineAttribute");
    }
}
