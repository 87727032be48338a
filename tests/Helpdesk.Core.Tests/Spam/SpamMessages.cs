using FsCheck.Fluent;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Tests.Spam;

/// <summary>Messages for the filter, and generators of their features.</summary>
internal static class SpamMessages
{
    private static readonly string[] Nasty =
        ["", "\ud800", "\udc00\ud800", "\0", "\ufffe", "<<<<<<", "a", "ﬁ", "V<b>ia</b>gra", "http://", "http://1.2.3.4/x?y=z", "日本語です", "free money!!!", "-- ", "%%%"];

    public static FsCheck.Gen<InboundMessage> Any { get; } =
        from subject in Text from text in Text from html in Text from name in Text
        select Make(text, subject, html, name);

    /// <summary>Small sets over few hashes, so that lessons overlap.</summary>
    public static FsCheck.Gen<SpamFeatures> Features { get; } =
        Gen.Choose(0, 12).ListOf().Select(l => SpamFeatures.FromHashes(l.Select(i => (ulong)i)));

    public static FsCheck.Gen<(SpamFeatures Features, SpamClass Class)[]> Lessons { get; } =
        (from f in Features from c in Gen.Elements(SpamClass.Ham, SpamClass.Spam) select (f, c)).ArrayOf();

    private static FsCheck.Gen<string> Text => Gen.Elements(Nasty).ListOf().Select(parts => string.Join(' ', parts));

    public static InboundMessage Make(string text, string subject = "", string html = "", string name = "") => new()
    {
        Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
        DuplicateKey = "k",
        From = Address.Mail("someone@customer.example", name),
        Subject = subject,
        Text = text,
        Html = html,
    };

    public static SpamModel Teach(IEnumerable<(SpamFeatures Features, SpamClass Class)> lessons) =>
        lessons.Aggregate(SpamModel.Empty, (m, l) => m.Apply(SpamTraining.Learn(l.Features, l.Class))!);

    public static string Describe(SpamModel model) =>
        $"{model.SpamCount} {model.HamCount} {model.SpamFeatureTotal} {model.HamFeatureTotal} "
        + string.Join(' ', Enumerable.Range(0, 13).Select(i => model.Count((ulong)i)));
}
