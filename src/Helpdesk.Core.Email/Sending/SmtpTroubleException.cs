using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Sending;

/// <summary>Leads out of a conversation with a mail server to its result.</summary>
internal sealed class SmtpTroubleException(SendResult result) : Exception
{
    public SendResult Result { get; } = result;
}
