using FsCheck.Fluent;
using Helpdesk.Core.Spam;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Spam;

/// <summary>
/// Text whose characters stand for themselves is cleaned from a table; a letter beyond the basic plane sends the whole text through
/// the framework's normalisation and casing. Both ways must say the same.
/// </summary>
public sealed class SpamFoldingTests
{
    private const string BeyondTheTable = " \U00010400x";

    private static readonly SpamContent Nothing = new();

    [Fact]
    public void Each_character_is_cleaned_as_the_framework_does_it()
    {
        for (var c = 1; c <= char.MaxValue; c++)
        {
            var text = $"a{(char)c}b {(char)c} {(char)c}{(char)c}z";
            Assert.True(IsSameBothWays(text), $"U+{c:X4}");
        }
    }

    // Every character beside every other that could compose with it or change places with it.
    [Fact]
    public void Each_character_is_cleaned_beside_marks_and_letters_as_the_framework_does_it()
    {
        char[] beside = ['e', 'A', ' ', '\u0301', '\u0327', '\u0345', '\u00a8', '\u03a3', '\u00ad', '\u2026', '\u1161', '\u0130'];
        for (var c = '\u0080'; c < '\u3100'; c++)
        {
            var text = string.Concat(beside.Select(b => $"{c}{b}{c} {b}{c}{b} "));
            Assert.True(IsSameBothWays(text), $"U+{(int)c:X4}");
        }
    }

    [Fact]
    public void Texts_are_cleaned_as_the_framework_does_it()
    {
        var letter = Gen.Frequency(
            (4, Gen.Choose(' ', 'z')), (6, Gen.Choose(0x80, 0x24ff)), (2, Gen.Elements(0xa0, 0x2026, 0x2122, 0x1e9e, 0x200b, 0xfb01, 0x3042)), (1, Gen.Choose(0x300, 0x345)));
        var texts = Gen.Choose(1, 200).SelectMany(n => letter.ArrayOf(n)).Select(cs => string.Concat(cs.Select(c => (char)c)));
        Properties.Holds(Prop.ForAll(texts.ToArbitrary(), IsSameBothWays), 500);
    }

    // What becomes much longer leaves the table half way, and is cut where the framework's way cuts it.
    [Fact]
    public void Text_that_grows_is_cleaned_as_the_framework_does_it()
    {
        foreach (var piece in "…™½㎒\u1fb7\u2033")
        {
            Assert.True(IsSameBothWays(string.Concat(Enumerable.Repeat(piece + "a ", 500))));
        }
    }

    private static bool IsSameBothWays(string text)
    {
        var byTable = SpamFeatures.Of(new SpamContent { From = text }).Hashes;
        var byFramework = SpamFeatures.Of(new SpamContent { From = text + BeyondTheTable }).Hashes;
        var other = SpamFeatures.Of(new SpamContent { From = BeyondTheTable }).Hashes.Except(SpamFeatures.Of(Nothing).Hashes);
        return byTable.Union(other).Order().SequenceEqual(byFramework.Order());
    }
}
