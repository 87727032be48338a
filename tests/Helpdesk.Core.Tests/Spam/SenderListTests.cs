using Helpdesk.Core.Messages;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Tests.Spam;

public sealed class SenderListTests
{
    private static readonly SenderLists Lists = SenderLists.Create(
        ["Good@bad.example", "friend.example", "*.partner.example", "vip-*@news.example", "both-*@x.example"],
        ["bad.example", "spam@friend.example", "evil.partner.example", "*@news.example", "*.example", "both*@x.example", "*-b@x.example"]).Require();

    [Theory]
    [InlineData("good@BAD.example", true, "good@bad.example")]
    [InlineData("other@bad.example", false, "bad.example")]
    [InlineData("jane@friend.example", true, "friend.example")]
    [InlineData("spam@friend.example", false, "spam@friend.example")]
    [InlineData("x@a.partner.example", true, "*.partner.example")]
    [InlineData("x@evil.partner.example", false, "evil.partner.example")]
    [InlineData("vip-1@news.example", true, "vip-*@news.example")]
    [InlineData("letter@news.example", false, "*@news.example")]
    [InlineData("x@partner.example", false, "*.example")]
    [InlineData("both-b@x.example", true, "both-*@x.example")]
    [InlineData("a-b@x.example", false, "*-b@x.example")]
    public void The_more_exact_entry_decides(string sender, bool isAllowed, string entry) =>
        Assert.Equal((isAllowed, entry), Lists.Find(Address.Mail(sender)));

    [Theory]
    [InlineData("x@else.test")]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("example")]
    public void Others_are_not_known(string sender) => Assert.Null(Lists.Find(Address.Mail(sender)));

    [Theory]
    [InlineData("")]
    [InlineData("a b@c.example")]
    [InlineData("jane@")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("a*.example")]
    public void What_is_no_entry_is_refused(string entry)
    {
        var fault = Assert.Single(SenderLists.Create(["ok.example"], ["x.example", entry]).Faults);
        Assert.Equal(("bad-sender", "/deny/1"), (fault.Code, fault.Place));
    }

    [Fact]
    public void An_entry_in_both_lists_is_refused()
    {
        var fault = Assert.Single(SenderLists.Create(["a.example"], ["b.example", " A.example "]).Faults);
        Assert.Equal(("sender-in-both-lists", "/deny/1"), (fault.Code, fault.Place));
    }

    [Fact]
    public void Wildcards_against_a_hostile_sender_take_few_steps()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 150)) + "b@x.example";
        Assert.Null(SenderLists.Create([], [pattern]).Require().Find(Address.Mail(new string('a', 100_000) + "@x.example")));
    }

    [Theory]
    [InlineData("X-Spam-Flag: YES", SpamClass.Spam)]
    [InlineData("x-spam-flag:  yes, score=9", SpamClass.Spam)]
    [InlineData("X-Spam-Flag: no", SpamClass.Ham)]
    [InlineData("X-Spam-Flag: maybe", null)]
    [InlineData("X-Other: YES", null)]
    public void The_server_s_verdict_is_read_from_its_header(string header, SpamClass? expected)
    {
        var parts = header.Split(':', 2);
        var message = new InboundMessage
        {
            Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
            DuplicateKey = "k",
            From = Address.Mail("a@b.example"),
            Headers = [new MessageHeader(parts[0], parts[1].Trim()), new MessageHeader("X-Spam-Flag", "YES")],
        };
        var server = new ServerVerdict("X-Spam-Flag", "YES", "NO");
        Assert.Equal(parts[0] == "X-Other" ? SpamClass.Spam : expected, server.Of(message));

        // It never decides, and is told as a signal of its own.
        var decision = new SpamPolicy { Server = server }.Judge(new SpamKnowledge(SpamModel.Empty), message);
        Assert.False(decision.IsSpam);
        Assert.Equal(["spam-server", "spam"], decision.Traces.Select(t => t.Area));
    }
}
