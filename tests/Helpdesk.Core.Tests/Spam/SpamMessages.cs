using FsCheck.Fluent;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Tests.Spam;

/// <summary>Messages for the filter, and generators of their features.</summary>
internal static class SpamMessages
{
    public static readonly SpamThresholds Thresholds = new();

    private static readonly string[] Nasty =
    [
        "", "\ud800", "\udc00\ud800", "\0", "\ufffe", "<<<<<<", "a", "ﬁ", "V<b>ia</b>gra", "http://", "http://1.2.3.4/x?y=z", "日本語です", "free money!!!",
        "-- ", "%%%", "&#x1F600;&#0;&bogus;", "www.", "İ", "e\u0301", "<!--", "<script>x", "\ufdfa\ufdfa", "@@", "ก็", "<a href=\"http://x.example/\">",
    ];

    private static readonly string[] Words =
        [.. "invoice printer order password account delivery question help broken office cheap pills lottery casino loan winner free offer click urgent".Split(' ')];

    /// <summary>Anything at all.</summary>
    public static FsCheck.Gen<SpamContent> Any { get; } =
        from subject in Text from text in Text from html in Text from sender in Text
        select new SpamContent { From = sender, ReplyTo = sender, Subject = subject, Text = text, Html = html };

    /// <summary>Messages as people write them, over few words, so that they have much in common.</summary>
    public static FsCheck.Gen<(SpamContent Content, SpamClass Class)> Real { get; } =
        from @class in Gen.Elements(SpamClass.Ham, SpamClass.Spam)
        from subject in Gen.Elements(Words).ArrayOf(3)
        from own in Gen.Elements(@class == SpamClass.Ham ? Words[..10] : Words[10..]).ArrayOf(20)
        from both in Gen.Elements(Words).ArrayOf(10)
        from sender in Gen.Elements("a@one.example", "b@two.example", "c@three.example")
        select (new SpamContent { From = sender, Subject = string.Join(' ', subject), Text = string.Join(' ', own.Concat(both)) }, @class);

    /// <summary>Small sets over few hashes, so that lessons overlap.</summary>
    public static FsCheck.Gen<SpamFeatures> Features { get; } =
        Gen.Frequency((4, Gen.Choose(0, 12).Select(i => (ulong)i)), (1, Gen.Elements(ulong.MaxValue, 1UL << 63, 16UL, 32UL, 48UL)))
            .ListOf().Select(l => SpamFeatures.FromHashes(l));

    public static FsCheck.Gen<(SpamFeatures Features, SpamClass Class)> Lesson { get; } =
        from f in Features from c in Gen.Elements(SpamClass.Ham, SpamClass.Spam) select (f, c);

    public static FsCheck.Gen<(SpamFeatures Features, SpamClass Class)[]> Lessons { get; } = Lesson.ArrayOf();

    public static FsCheck.Gen<SpamModel> Models { get; } = Lessons.Select(l => Teach(l));

    private static FsCheck.Gen<string> Text => Gen.Elements(Nasty).ListOf().Select(parts => string.Join(' ', parts));

    public static SpamContent Make(string text, string subject = "", string html = "", string name = "") =>
        new() { From = $"{name} <someone@customer.example>", Subject = subject, Text = text, Html = html };

    public static SpamModel Teach(params IEnumerable<(SpamFeatures Features, SpamClass Class)> lessons) =>
        lessons.Aggregate(SpamModel.Empty, (m, l) => m.Apply(l.Features.Learn(l.Class))!);

    public static SpamFilter Filter(SpamModel model) => new(new SpamKnowledge(model), Thresholds);

    public static string Bytes(SpamModel model) => Convert.ToHexString(model.ToBytes());

    /// <summary>All features of a message with their texts: taught as spam beside as much ham that has none of them, each of them counts.</summary>
    public static HashSet<(string Kind, string Text)> Texts(SpamContent content)
    {
        var features = SpamFeatures.Of(content);
        var model = Teach(
            (features, SpamClass.Spam), (SpamFeatures.FromHashes(Enumerable.Range(0, features.Hashes.Length).Select(i => (ulong)i + 2)), SpamClass.Ham));
        var explanation = Filter(model).Explain(content, int.MaxValue);
        Assert.Equal(features.Hashes.Length, explanation.ForSpam.Count);
        return [.. explanation.ForSpam.Select(e => (e.Feature.Kind, e.Feature.Text))];
    }
}
