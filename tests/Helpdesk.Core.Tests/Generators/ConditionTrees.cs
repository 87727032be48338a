using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Trees of conditions in JSON, up to six levels.</summary>
internal static class ConditionTrees
{
    public static Gen<string> Of(FieldCatalogue catalogue) => Tree(ConditionLeaves.Of(catalogue), 6);

    public static Gen<string> Tree(Gen<string> leaf, int levels) => levels <= 1
        ? leaf
        : Gen.Frequency(
            (2, leaf),
            (1, Tree(leaf, levels - 1).Select(t => $$"""{"not":{{t}}}""")),
            (4, from word in Gen.Elements("all", "any", "none")
                from count in Gen.Choose(0, 3)
                from parts in Tree(leaf, levels - 2).ListOf(count)
                select $$"""{"{{word}}":[{{string.Join(',', parts)}}]}"""));
}
