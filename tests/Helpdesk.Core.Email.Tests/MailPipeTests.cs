using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Tests;

public sealed class MailPipeTests
{
    private const string Mail = "From: a@x.example\nSubject: s\n\n";

    [Fact]
    public async Task A_mail_that_was_stored_is_done()
    {
        Pickup? stored = null;
        Assert.Equal(MailPipe.Stored, await RunAsync(Mail, p =>
        {
            stored = p;
            return Task.CompletedTask;
        }));
        Assert.Equal("s", Assert.IsType<Pickup.Readable>(stored).Message.Subject);
    }

    [Fact]
    public async Task What_is_no_mail_is_stored_too() =>
        Assert.Equal(MailPipe.Stored, await RunAsync("", p => Task.FromResult(Assert.IsType<Pickup.Unreadable>(p))));

    [Fact]
    public async Task What_cannot_be_stored_now_stays_with_the_server() =>
        Assert.Equal(MailPipe.TryAgain, await RunAsync(Mail, _ => throw new IOException("The disk is full.")));

    [Fact]
    public async Task What_is_too_large_is_refused_and_never_stored() => Assert.Equal(
        MailPipe.Refused, await RunAsync(Mail + new string('a', 200_000), _ => throw new InvalidOperationException(), new MailLimits { MaxMailBytes = 100_000 }));

    [Fact]
    public async Task A_stream_holds_a_mail_or_an_mbox()
    {
        Assert.Equal(["s"], await SubjectsAsync(Mail));
        Assert.Equal(["2", "1"], await SubjectsAsync(
            "From x@x Mon Oct  5 09:00:00 2026\nFrom: b@x.example\nSubject: 1\n\n>From\n\nFrom x@x Mon Oct  5 08:00:00 2026\nFrom: b@x.example\nSubject: 2\n\n"));
        Assert.False(MailSource.TryRead(new MemoryStream(), Mails.Channel, out _, out var fault));
        Assert.Equal("no-mail", fault.Code);
    }

    private static async Task<List<string>> SubjectsAsync(string mail)
    {
        Assert.True(MailSource.TryRead(new MemoryStream(Mails.Bytes(mail)), Mails.Channel, out var source, out _));
        var subjects = new List<string>();
        await foreach (var pickup in source.ReadAsync())
        {
            subjects.Add(((Pickup.Readable)pickup).Message.Subject);
        }

        return subjects;
    }

    private static Task<int> RunAsync(string mail, Func<Pickup, Task> store, MailLimits? limits = null) =>
        MailPipe.RunAsync(new MemoryStream(Mails.Bytes(mail)), new ChannelAddress(ChannelAddress.Mail), store, limits);
}
