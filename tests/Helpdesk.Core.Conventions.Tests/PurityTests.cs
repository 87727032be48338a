using Mono.Cecil;

namespace Helpdesk.Core.Conventions.Tests;

/// <summary>The core: data in, data out. The analyzer bans symbols at compile time; this reads what was really built.</summary>
public sealed class PurityTests
{
    private static readonly string[] Banned =
    [
        "System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.Net.", "System.Console",
        "System.Threading.Tasks.", "System.Threading.Thread", "System.Threading.Timer", "System.TimeProvider",
        "System.Random", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process",
        "System.Reflection.Emit.", "System.Linq.Expressions.", "NodaTime.SystemClock", "NodaTime.IClock",
        "Microsoft.Extensions.",
    ];

    [Fact]
    public void The_core_touches_no_clock_randomness_environment_or_input_and_output()
    {
        using var core = ShippedCode.Load("Helpdesk.Core");
        var wrong =
            from type in core.MainModule.GetTypes()
            from used in ShippedCode.UsedBy(type)
            where used.FullName != "System.Net.WebUtility" // decodes HTML entities: text in, text out
            where Banned.Any(b => b.EndsWith('.') ? used.FullName.StartsWith(b, StringComparison.Ordinal) : used.FullName == b)
            select $"{type.FullName} uses {used.FullName}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void The_core_asks_for_no_current_moment_and_no_current_culture()
    {
        string[] banned =
        [
            "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTimeOffset::get_Now",
            "System.DateTimeOffset::get_UtcNow", "System.Guid::NewGuid", "System.Guid::CreateVersion7",
            "System.Globalization.CultureInfo::get_CurrentCulture", "System.TimeZoneInfo::get_Local",
        ];
        using var core = ShippedCode.Load("Helpdesk.Core");
        var wrong =
            from type in core.MainModule.GetTypes()
            from method in type.Methods
            where method.HasBody
            from called in method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>()
            where banned.Contains($"{called.DeclaringType.FullName}::{called.Name}") || AsksTheEnvironment(called)
            select $"{method.FullName} calls {called.FullName}";
        Assert.Empty(wrong);
    }

    // Iterators made by the compiler compare the number of the thread that enumerates them.
    private static bool AsksTheEnvironment(MethodReference called) =>
        called.DeclaringType.FullName == "System.Environment" && called.Name != "get_CurrentManagedThreadId";

    [Fact]
    public void The_core_has_no_mutable_static_state()
    {
        using var core = ShippedCode.Load("Helpdesk.Core");
        var wrong =
            from type in core.MainModule.GetTypes()
            where !type.Name.StartsWith('<')
            from field in type.Fields
            where field.IsStatic && !field.IsInitOnly && !field.IsLiteral && !field.Name.StartsWith('<')

            // Scratch space of a thread, emptied before each use: no result depends on it.
            where field.CustomAttributes.All(a => a.AttributeType.Name != nameof(ThreadStaticAttribute))
            select field.FullName;
        Assert.Empty(wrong);
    }

    [Fact]
    public void Public_classes_are_sealed_abstract_or_static()
    {
        var wrong =
            from name in ShippedCode.Names
            from type in ShippedCode.Load(name).MainModule.GetTypes()
            where (type.IsPublic || type.IsNestedPublic) && type.IsClass && !type.IsSealed && !type.IsAbstract
            select type.FullName;
        Assert.Empty(wrong);
    }
}
