using Helpdesk.Core.Email.Mime;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Tests;

/// <summary>However a mail is written, reading it takes at most three times its size in memory, and 16 MB.</summary>
public sealed class MailCostTests
{
    private const long Slack = 16 * 1024 * 1024;

    private static readonly MailLimits Roomy = new() { MaxMailBytes = 64 * 1024 * 1024 };

    public static TheoryData<string> Names => [.. HostileMails.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hostile_mails_cost_no_more_than_their_size(string name)
    {
        var raw = HostileMails.Of(name);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var pickup = MailReader.Read(raw, Mails.Channel, limits: Roomy);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotNull(pickup);
        Assert.True(allocated <= (3L * raw.Length) + Slack, $"{allocated:N0} bytes for {raw.Length:N0}");
    }

    [Fact]
    public void A_long_attachment_costs_what_it_decodes_to()
    {
        var content = new byte[15_000_000];
        new Random(1).NextBytes(content);
        var raw = Mails.Bytes("From: a@x.example\nMessage-ID: <1@x>\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n"
            + Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var pickup = MailReader.Read(raw, Mails.Channel);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(content, Assert.Single(Assert.IsType<Pickup.Readable>(pickup).Message.Attachments).Content.ToArray());
        Assert.True(allocated <= 1.2 * raw.Length, $"{allocated:N0} bytes for {raw.Length:N0}");
    }

    [Fact]
    public void A_long_attachment_that_is_streamed_costs_next_to_nothing()
    {
        var raw = Mails.Bytes("From: a@x.example\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
            + Convert.ToBase64String(new byte[15_000_000], Base64FormattingOptions.InsertLineBreaks));
        var buffer = new byte[8192];
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var stream = MimeMail.Read(raw).Parts[0].Open();
        var total = 0L;
        while (stream.Read(buffer) is var read and > 0)
        {
            total += read;
        }

        Assert.Equal(15_000_000, total);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }
}
