using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Tests;

public sealed class MailSourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("helpdesk-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_mbox_gives_its_mails_in_order_of_arrival()
    {
        Write("a.mbox", "From x@x Mon Oct  5 09:00:00 2026\nFrom: b@x.example\nSubject: second\n\n>From here on\n>>From there\n\n"
            + "From nowhere this is text\n\nFrom x@x Mon Oct  5 08:00:00 2026\nFrom: a@x.example\nSubject: first\n\nbody\n\n"
            + "From x@x Mon Oct  5 10:00:00 2026\n\u0001\u0002 no mail\n");
        var pickups = await ReadAsync("a.mbox");
        Assert.Equal(3, pickups.Count);
        Assert.Equal(["first", "second"], pickups.Take(2).Select(p => ((Pickup.Readable)p).Message.Subject));
        Assert.Equal("From here on\n>From there\n\nFrom nowhere this is text", ((Pickup.Readable)pickups[1]).Message.Text.Trim());
        Assert.IsType<Pickup.Unreadable>(pickups[2]);
        Assert.Equal("a.mbox#3", pickups[2].Place);
    }

    [Fact]
    public async Task A_maildir_gives_what_is_new_and_current_and_nothing_of_tmp()
    {
        Write("m/new/1", "From: a@x.example\n\n");
        Write("m/cur/2:2,S", "From: b@x.example\n\n");
        Write("m/tmp/3", "From: c@x.example\n\n");
        Assert.Equal(2, (await ReadAsync("m")).Count);
    }

    [Fact]
    public async Task A_folder_gives_the_files_that_look_like_mail()
    {
        Write("f/a.eml", "garbage");
        Write("f/deep/b", "From: a@x.example\nSubject: b\n\n");
        Write("f/readme.txt", "Note: this is no mail\n\n");
        Write("f/data.json", "{}");
        Assert.Equal(["a.eml", "deep/b"], (await ReadAsync("f")).Select(p => p.Place).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("missing", "not-found")]
    [InlineData("empty", "no-mail")]
    [InlineData("empty.mbox", "no-mail")]
    public void What_holds_no_mail_is_a_fault(string name, string code)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "empty"));
        Write("empty.mbox", "");
        Assert.False(MailSource.TryOpen(Path.Combine(_folder.FullName, name), Mails.Channel, out _, out var fault));
        Assert.Equal(code, fault.Code);
    }

    [Fact]
    public async Task A_message_is_picked_up_once_however_often_it_is_sent()
    {
        var folder = new PickupFolder(Path.Combine(_folder.FullName, "out"), TimeProvider.System);
        var message = new OutboundMessage
        {
            Id = new MessageId(Guid.NewGuid()), Channel = Mails.Channel, To = [Address.Mail("a@x.example")], Subject = "s", Text = "t", ExternalId = "i@x",
        };
        Assert.IsType<SendResult.Accepted>(await folder.SendAsync(message));
        Assert.IsType<SendResult.Accepted>(await folder.SendAsync(message));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "out")));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task<List<Pickup>> ReadAsync(string name)
    {
        Assert.True(MailSource.TryOpen(Path.Combine(_folder.FullName, name), Mails.Channel, out var source, out _));
        var pickups = new List<Pickup>();
        await foreach (var pickup in source.ReadAsync())
        {
            pickups.Add(pickup);
        }

        Assert.Equal(await source.CountAsync(), pickups.Count);
        return pickups;
    }
}
