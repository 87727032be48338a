using Helpdesk.Core.Email.Sources;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Tests;

public sealed class FileInboxTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("helpdesk-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Mails_of_a_maildir_go_to_cur_once_they_are_stored()
    {
        Write("new/2.b", "From: b@x.example\n\n");
        Write("new/1.a", "From: a@x.example\n\n");
        Write("new/.hidden", "From: c@x.example\n\n");
        Write("tmp/3.c", "From: c@x.example\n\n");
        Write("cur/0.o:2,S", "From: o@x.example\n\n");
        var stored = new List<string>();
        Assert.Equal(2, await Maildir.TakeAllAsync(p =>
        {
            stored.Add(p.Place);
            Assert.True(File.Exists(Path("new/" + p.Place)), "It is taken before it was stored.");
            return Task.CompletedTask;
        }));
        Assert.Equal(["1.a", "2.b"], stored);
        Assert.Equal(["0.o:2,S", "1.a:2,S", "2.b:2,S"], Names("cur"));
        Assert.Equal([".hidden"], Names("new"));
        Assert.Equal(0, await Maildir.TakeAllAsync(_ => Task.CompletedTask));
    }

    [Fact]
    public async Task What_could_not_be_stored_comes_again_with_all_that_follows()
    {
        Write("new/1", "From: a@x.example\n\n");
        Write("new/2", "From: b@x.example\n\n");
        Write("new/3", "From: c@x.example\n\n");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Maildir.TakeAllAsync(p => p.Place == "2" ? throw new InvalidOperationException() : Task.CompletedTask));
        Assert.Equal(["2", "3"], Names("new"));
        Assert.Equal(2, await Maildir.TakeAllAsync(_ => Task.CompletedTask));
    }

    [Fact]
    public async Task A_mail_that_another_reader_takes_meanwhile_is_no_trouble()
    {
        Write("new/1", "From: a@x.example\n\n");
        Write("new/2", "From: b@x.example\n\n");
        Assert.Equal(1, await Maildir.TakeAllAsync(async p => await Maildir.TakeAllAsync(_ => Task.CompletedTask)));
        Assert.Equal(["1:2,S", "2:2,S"], Names("cur"));
    }

    [Fact]
    public async Task Flags_that_a_mail_already_has_stay()
    {
        Write("new/1:2,F", "From: a@x.example\n\n");
        await Maildir.TakeAllAsync(_ => Task.CompletedTask);
        Assert.Equal(["1:2,FS"], Names("cur"));
    }

    [Fact]
    public async Task Dropped_files_go_to_taken_and_half_written_ones_stay()
    {
        Write("a.eml", "garbage");
        Write("b.tmp", "From: b@x.example\n\n");
        var pickups = new List<Pickup>();
        var inbox = FileInbox.DropFolder(_folder.FullName, Mails.Channel);
        Assert.Equal(1, await inbox.TakeAllAsync(p =>
        {
            pickups.Add(p);
            return Task.CompletedTask;
        }));
        Assert.IsType<Pickup.Unreadable>(Assert.Single(pickups));
        Assert.Equal(["a.eml"], Names("taken"));
        Assert.True(File.Exists(Path("b.tmp")));
    }

    [Fact]
    public async Task A_place_that_is_not_there_yet_holds_nothing() =>
        Assert.Equal(0, await FileInbox.Maildir(Path("missing"), Mails.Channel).TakeAllAsync(_ => Task.CompletedTask));

    private FileInbox Maildir => FileInbox.Maildir(_folder.FullName, Mails.Channel);

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(Path(folder)).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private void Write(string name, string mail)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), mail);
    }
}
