using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Names of statuses, triggers, guards, roles and labels that somebody will use one day, all different by ordinals.</summary>
internal static class LifecycleNames
{
    public static string[] All { get; } =
    [
        // Nearly the same, for whatever makes one name out of another.
        "a", "a-b", "a_b", "a__b", "a_x002d_b", "a--b", "a b", "A", "ab", "new", "s_new", "c_New", "status_before", "follow_up",
        "x1z-y", "x2z-y", "x3z-y", "null", "true", "__proto__", "any", "by", "(back)", "[*]",

        // What ends or begins something in JSON, Mermaid or DOT.
        "\"", "\"a\" -> \"b\"", "it's", "' / '", "back\\slash", "\\", "\\N", "\\\"", "{", "}", "a\nb", "x\r\n  s_a --> s_b : y", "a;b", "a: b",
        "a --> b", "%%{init: {}}%%", "%% c", "#58;", "#quot;", "ﬂ°°58¶ß", "&lt;", "<b>x</b>", "a\tb", "a/b", "~", "~1", "a~0/b", "*/", "//",
        "[a, b]", "a as b", "a or b", "a (agent)",

        // Letters of the world.
        "ß", "ẞ", "İ", "i", "ı", "é", "e\u0301", "\u202Ea", "\u200B.", "x\u2028y", "x\u0085y", "x\0y", "\uFFFEx", "\U0001D4B3", "👩‍👩‍👧", "日本", "한국", "\u1112\u1161\u11ab",
    ];

    public static string[] Roles { get; } = ["lead", "Lead", "a \"b\"", "le\u0301ad"];

    public static Duration[] Durations { get; } =
    [
        Duration.FromNanoseconds(1), Duration.FromMilliseconds(1), Duration.FromSeconds(90), Duration.FromHours(36), Duration.FromDays(3),
        Duration.FromDays(10_000), Duration.FromDays(9_999) + Duration.FromNanoseconds(86_399_999_999_999),
    ];
}
