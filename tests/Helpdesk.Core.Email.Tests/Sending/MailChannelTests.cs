using Helpdesk.Core.Email.Sending;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Tests.Sending;

public sealed class MailChannelTests
{
    [Theory]
    [InlineData(null, false, "support@acme.example")]
    [InlineData("support+token@acme.example", false, "support+token@acme.example")]
    [InlineData("support+token@acme.example", true, "")]
    public async Task Failures_are_reported_to_the_return_path_and_never_of_what_a_machine_wrote(string? returnPath, bool isAutomatic, string from)
    {
        var transport = new Recorder();
        var sent = await new MailChannel(transport, TimeProvider.System).SendAsync(new OutboundMessage
        {
            Id = new MessageId(Guid.NewGuid()),
            Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
            To = [Address.Mail("ann@customer.example")],
            Subject = "s",
            Text = "t",
            ExternalId = "1@acme.example",
            ReturnPath = returnPath is null ? null : Address.Mail(returnPath),
            IsAutomatic = isAutomatic,
        });
        Assert.IsType<SendResult.Accepted>(sent);
        Assert.Equal(from, transport.Envelope!.From.Value);
        Assert.DoesNotContain("token", transport.Mail, StringComparison.Ordinal);
    }

    private sealed class Recorder : IMailTransport
    {
        public MailEnvelope? Envelope { get; private set; }

        public string Mail { get; private set; } = "";

        public Task<SendResult> SendAsync(MailEnvelope envelope, ReadOnlyMemory<byte> mail, CancellationToken cancellationToken = default)
        {
            (Envelope, Mail) = (envelope, System.Text.Encoding.ASCII.GetString(mail.Span));
            return Task.FromResult<SendResult>(new SendResult.Accepted());
        }
    }
}
