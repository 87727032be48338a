using System.Text;
using Mono.Cecil;

namespace Helpdesk.Core.Conventions.Tests;

/// <summary>
/// The public surface of each package stands in a text file beside this test. When it differs, read the difference: is it
/// meant, accept it (run once with HELPDESK_ACCEPT_API=1) and write the changelog line; if not, the difference is the bug.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData("Helpdesk.Core")]
    [InlineData("Helpdesk.Core.Runtime")]
    [InlineData("Helpdesk.Core.Sqlite")]
    [InlineData("Helpdesk.Core.PostgreSql")]
    [InlineData("Helpdesk.Core.Testing")]
    [InlineData("Helpdesk.Core.Email")]
    public void The_public_surface_is_the_accepted_one(string name)
    {
        var file = Path.Combine(Folder(), name + ".api.txt");
        var present = Describe(name);
        if (Environment.GetEnvironmentVariable("HELPDESK_ACCEPT_API") == "1")
        {
            File.WriteAllText(file, present);
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), present);
    }

    // A deterministic build maps source paths away, so look upwards from the output.
    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, nameof(PublicSurfaceTests) + ".cs")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("The folder of the accepted surfaces was not found.");
    }

    private static string Describe(string name)
    {
        using var assembly = ShippedCode.Load(name);
        var text = new StringBuilder();
        foreach (var type in assembly.MainModule.GetTypes()
                     .Where(IsVisible)
                     .OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsVisible(TypeDefinition type) =>
        type.DeclaringType is { } outer ? type.IsNestedPublic && IsVisible(outer) : type.IsPublic;

    private static IEnumerable<string> Members(TypeDefinition type) =>
    [
        .. type.Fields.Where(f => f.IsPublic && !f.IsSpecialName).Select(f => $"{f.FieldType.FullName} {f.Name}"),
        .. type.Methods
            .Where(m => (m.IsPublic || m.IsFamily) && !IsRecordPlumbing(m))
            .Select(m => $"{m.ReturnType.FullName} {m.Name}({string.Join(", ", m.Parameters.Select(p => p.ParameterType.FullName))})"),
    ];

    private static bool IsRecordPlumbing(MethodDefinition method) =>
        method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute")
        && !method.IsGetter && !method.IsSetter;
}
