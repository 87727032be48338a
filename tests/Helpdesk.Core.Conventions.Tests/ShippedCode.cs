using Mono.Cecil;

namespace Helpdesk.Core.Conventions.Tests;

/// <summary>The shipped assemblies as they were built, read as data.</summary>
internal static class ShippedCode
{
    public static readonly string[] Names = ["Helpdesk.Core", "Helpdesk.Core.Runtime", "Helpdesk.Core.Sqlite", "Helpdesk.Core.PostgreSql", "Helpdesk.Core.Testing", "Helpdesk.Core.Email"];

    public static AssemblyDefinition Load(string name) =>
        AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    /// <summary>Every type of the library that a type mentions: in its shape and inside its method bodies.</summary>
    public static IEnumerable<TypeReference> UsedBy(TypeDefinition type)
    {
        var used = new List<TypeReference?> { type.BaseType };
        used.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        used.AddRange(type.Fields.Select(f => f.FieldType));
        foreach (var method in type.Methods)
        {
            used.Add(method.ReturnType);
            used.AddRange(method.Parameters.Select(p => p.ParameterType));
            if (!method.HasBody)
            {
                continue;
            }

            used.AddRange(method.Body.Variables.Select(v => v.VariableType));
            foreach (var operand in method.Body.Instructions.Select(i => i.Operand))
            {
                used.Add(operand switch
                {
                    TypeReference t => t,
                    MemberReference m => m.DeclaringType,
                    _ => null,
                });
            }
        }

        return used.OfType<TypeReference>().SelectMany(Flatten);
    }

    public static string NamespaceOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.Namespace;
    }

    private static IEnumerable<TypeReference> Flatten(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Flatten).Append(generic.ElementType),
        TypeSpecification specification => Flatten(specification.ElementType),
        _ => [type],
    };
}
