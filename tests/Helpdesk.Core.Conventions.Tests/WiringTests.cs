using Mono.Cecil;

namespace Helpdesk.Core.Conventions.Tests;

/// <summary>Nothing is declared and left unwired: that is this field's disease.</summary>
public sealed class WiringTests
{
    // Making a part from its own text or definition is for those who use the part alone.
    private static readonly string[] Factories = ["Parse", "Create"];

    [Fact]
    public void Every_entry_point_of_a_feature_of_the_core_has_a_caller_outside_its_folder()
    {
        AssemblyDefinition[] assemblies = [.. ShippedCode.Names.Select(ShippedCode.Load)];
        var called = assemblies
            .SelectMany(a => a.MainModule.GetTypes())
            .SelectMany(t => t.Methods.Where(m => m.HasBody).Select(m => (From: ShippedCode.NamespaceOf(t), m.Body)))
            .SelectMany(x => x.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>().Select(m => (x.From, To: m)))
            .Where(c => ShippedCode.NamespaceOf(c.To.DeclaringType) != c.From)
            .Select(c => $"{c.To.DeclaringType.FullName}.{c.To.Name}")
            .ToHashSet(StringComparer.Ordinal);
        string[] entries =
        [
            .. from type in assemblies[0].MainModule.GetTypes()
               where type.IsPublic && type.Namespace != "Helpdesk.Core"
               from method in type.Methods
               where method is { IsPublic: true, IsStatic: true, IsSpecialName: false, IsConstructor: false }
               where !Factories.Contains(method.Name)
               select $"{type.FullName}.{method.Name}",
        ];
        Assert.True(entries.Length > 10, "The rule finds no entry points.");
        Assert.Empty(entries.Except(called));
    }
}
