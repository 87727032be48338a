using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Engine;

/// <summary>Reads <c>spam</c> of a configuration.</summary>
internal static class SpamPolicyReader
{
    private const int MaxHeader = 100;

    public static SpamPolicy Read(JsonSection? section)
    {
        if (section is null || !section.IsObject())
        {
            return new SpamPolicy();
        }

        var policy = new SpamPolicy
        {
            Thresholds = Thresholds(section),
            Senders = Senders(section),
            Server = Server(section.Optional("server")),
            ReadsHeaders = section.Optional("headers")?.Flag() ?? false,
        };
        section.NothingElse();
        return policy;
    }

    private static SpamThresholds Thresholds(JsonSection section)
    {
        var standard = new SpamThresholds();
        var before = section.FaultCount;
        var thresholds = new SpamThresholds(
            section.Optional("spamAt")?.Number(0, 1) ?? standard.Spam,
            section.Optional("hamAt")?.Number(0, 1) ?? standard.Ham,
            section.Optional("minimumEach")?.Integer(0, 1_000_000) ?? standard.MinimumEach,
            section.Optional("minimumTotal")?.Integer(0, 1_000_000) ?? standard.MinimumTotal);
        if (section.FaultCount == before)
        {
            section.Report(thresholds.Verify());
        }

        return thresholds;
    }

    private static SenderLists Senders(JsonSection section)
    {
        var lists = SenderLists.Create(
            section.Optional("allow")?.Texts(SenderLists.MaxEntries) ?? [], section.Optional("deny")?.Texts(SenderLists.MaxEntries) ?? []);
        section.Report(lists.Faults);
        return lists.Value ?? SenderLists.None;
    }

    private static ServerVerdict? Server(JsonSection? section)
    {
        if (section is null || !section.IsObject())
        {
            return null;
        }

        var header = section.Required("header")?.Name() ?? "";
        var spam = section.Optional("spam")?.Text() ?? "";
        var ham = section.Optional("ham")?.Text() ?? "";
        section.NothingElse();
        if (header.Length > MaxHeader || header.Any(c => c is <= ' ' or > '~' or ':'))
        {
            section.Fault("bad-header", $"'{header}' is no name of a header.");
        }

        if (spam.Length == 0 && ham.Length == 0)
        {
            section.Fault("no-verdict", "At least one of 'spam' and 'ham' says how the header begins.");
        }

        return new ServerVerdict(header, spam, ham);
    }
}
