namespace Helpdesk.Core.Conventions.Tests;

/// <summary>A folder uses only folders to its left; a project only projects to its left.</summary>
public sealed class DependencyOrderTests
{
    // The columns of the order inside the core, left to right. Folders of one column do not see one another.
    private static readonly string[][] Columns =
    [
        ["BusinessTime", "Messages"],
        ["Conditions"],
        ["Conversations", "Spam", "Search"],
        ["Tickets"],
        ["Sla", "Rules", "Routing", "Templates", "Reporting"],
        ["Engine"],
    ];

    [Fact]
    public void A_folder_of_the_core_uses_only_folders_to_its_left()
    {
        using var core = ShippedCode.Load("Helpdesk.Core");
        var wrong =
            from type in core.MainModule.GetTypes()
            let folder = Folder(ShippedCode.NamespaceOf(type))
            where folder is not null
            from used in ShippedCode.UsedBy(type)
            let target = Folder(ShippedCode.NamespaceOf(used))
            where target is not null && target != folder && Column(target) >= Column(folder)
            select $"{type.FullName} uses {used.FullName}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void The_vocabulary_at_the_root_uses_no_folder()
    {
        using var core = ShippedCode.Load("Helpdesk.Core");
        var wrong =
            from type in core.MainModule.GetTypes()
            where ShippedCode.NamespaceOf(type) == "Helpdesk.Core"
            from used in ShippedCode.UsedBy(type)
            where Folder(ShippedCode.NamespaceOf(used)) is not null
            select $"{type.FullName} uses {used.FullName}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Every_folder_of_the_core_has_its_place_in_the_order()
    {
        using var core = ShippedCode.Load("Helpdesk.Core");
        var unknown = core.MainModule.GetTypes()
            .Select(t => Folder(ShippedCode.NamespaceOf(t)))
            .OfType<string>()
            .Distinct()
            .Where(f => Column(f) < 0);
        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("Helpdesk.Core", new[] { "NodaTime" })]
    [InlineData("Helpdesk.Core.Runtime", new[] { "NodaTime", "Helpdesk.Core", "Microsoft.Extensions." })]
    [InlineData("Helpdesk.Core.Sqlite", new[] { "NodaTime", "Helpdesk.Core", "Helpdesk.Core.Runtime", "Microsoft.Extensions.", "Microsoft.Data.Sqlite", "SQLitePCLRaw." })]
    [InlineData("Helpdesk.Core.PostgreSql", new[] { "NodaTime", "Helpdesk.Core", "Helpdesk.Core.Runtime", "Microsoft.Extensions.", "Npgsql" })]
    [InlineData("Helpdesk.Core.Email", new[] { "NodaTime", "Helpdesk.Core", "Helpdesk.Core.Runtime", "AngleSharp" })]
    [InlineData("Helpdesk.Core.Testing", new[] { "NodaTime", "Helpdesk.Core", "Helpdesk.Core.Runtime", "Microsoft.Extensions.Logging.Abstractions" })] // by making use cases
    public void A_project_depends_only_on_projects_to_its_left(string project, string[] allowed)
    {
        using var assembly = ShippedCode.Load(project);
        var wrong = assembly.MainModule.AssemblyReferences
            .Select(r => r.Name)
            .Where(n => !n.StartsWith("System.", StringComparison.Ordinal) && n != "netstandard")
            .Where(n => !allowed.Any(a => n == a || (a.EndsWith('.') && n.StartsWith(a, StringComparison.Ordinal))));
        Assert.Empty(wrong);
    }

    private static string? Folder(string space) =>
        space.StartsWith("Helpdesk.Core.", StringComparison.Ordinal) ? space["Helpdesk.Core.".Length..].Split('.')[0] : null;

    private static int Column(string? folder) => Array.FindIndex(Columns, c => c.Contains(folder));
}
