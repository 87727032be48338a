namespace Helpdesk.Core.Email.Sending;

/// <summary>The envelope of a mail (RFC 5321): what servers go by, whatever the headers say.</summary>
/// <param name="From">Where reports on it go; the default value for nowhere, so that no machine answers a machine.</param>
/// <param name="To">Who gets it.</param>
public sealed record MailEnvelope(MailPath From, IReadOnlyList<MailPath> To)
{
    /// <summary>Whether the mail itself has addresses that only servers with SMTPUTF8 (RFC 6531) take.</summary>
    public bool NeedsUtf8 { get; init; }
}
