using Helpdesk.Core.Email.Sending;
using Helpdesk.Core.Email.Sources;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Testing;

namespace Helpdesk.Core.Email.Tests.Sending;

/// <summary>Mail and the contact form keep the promises of channels; what arrives is read with our own reader.</summary>
public sealed class MailChannelConformanceTests
{
    private static readonly string[] Rigs = ["smtp", "folder"];

    public static TheoryData<string, string> Checks =>
        [.. Rigs.SelectMany(r => ChannelConformance.Checks.Select(c => new TheoryDataRow<string, string>(r, c.Name)))];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Mail_keeps_every_promise(string rig, string check)
    {
        await using IChannelRig tried = rig == "smtp" ? new SmtpRig() : new FolderRig();
        await ChannelConformance.Checks.Single(c => c.Name == check).RunAsync(tried);
    }

    private static OutboundMessage MailOf(string text) => new()
    {
        Id = new MessageId(Guid.NewGuid()),
        Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
        To = [Address.Mail("ann@customer.example", "Ann")],
        Subject = "Re: it",
        Text = text,
        ExternalId = $"{Guid.NewGuid():N}@acme.example",
    };

    private static string TextOf(byte[] mail) =>
        Assert.IsType<Pickup.Readable>(MailReader.Read(mail, new ChannelAddress(ChannelAddress.Mail), "arrived")).Message.Text;

    // The form is the way in of both: its author only claims the address.
    private static ChannelEvent.MessageReceived? Filled(string id, string text, string claimedMail)
    {
        var channel = new ChannelAddress(ChannelAddress.Form, "support@acme.example");
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = id, ["message"] = text, ["email"] = claimedMail });
        return new ContactForm().Read(json, channel) is Pickup.Readable read ? new ChannelEvent.MessageReceived(read.Message) { Channel = channel, Raw = json } : null;
    }

    private sealed class SmtpRig : IChannelRig
    {
        private readonly FakeMailServer _server = new();

        public SmtpRig() => Outbound = new MailChannel(
            new SmtpTransport(new SmtpOptions { Port = _server.Port, TrustedRoots = { _server.Certificate }, UserName = "kim", Password = "hunter2" }),
            TimeProvider.System);

        public IOutboundChannel? Outbound { get; }

        public IReadOnlyList<string> Arrived => [.. _server.Mails.Select(TextOf)];

        public IReadOnlyList<string> Secrets => ["hunter2", Convert.ToBase64String("\0kim\0hunter2"u8)];

        public OutboundMessage Message(string text) => MailOf(text);

        public bool Make(ChannelTrouble trouble)
        {
            _server.Answers.Clear();
            if (trouble != ChannelTrouble.None)
            {
                _server.Answers["."] = trouble switch
                {
                    ChannelTrouble.Busy => "451 4.3.0 later",
                    ChannelTrouble.Refuses => "554 5.7.1 no",
                    _ => null,
                };
            }

            return true;
        }

        public ChannelEvent? Write(string id, string text, string claimedMail) => Filled(id, text, claimedMail);

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }

    private sealed class FolderRig : IChannelRig
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("helpdesk-");

        public FolderRig() => Outbound = new PickupFolder(_folder.FullName, TimeProvider.System);

        public IOutboundChannel? Outbound { get; }

        public IReadOnlyList<string> Arrived => [.. _folder.GetFiles("*.eml").Select(f => TextOf(File.ReadAllBytes(f.FullName)))];

        public IReadOnlyList<string> Secrets => [];

        public OutboundMessage Message(string text) => MailOf(text);

        public bool Make(ChannelTrouble trouble) => false;

        public ChannelEvent? Write(string id, string text, string claimedMail) => null;

        public ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
